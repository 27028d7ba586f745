// libcurl's options are variadic macros, which Swift cannot call; these are the forms the client uses.
#ifndef VOICEBOT_CCURL_H
#define VOICEBOT_CCURL_H

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

static inline CURLcode voicebot_curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode voicebot_curl_set_large(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode voicebot_curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode voicebot_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

typedef size_t (*voicebot_curl_receive)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode voicebot_curl_set_receive(CURL *handle, CURLoption option, voicebot_curl_receive function) {
  return curl_easy_setopt(handle, option, function);
}

static inline CURLcode voicebot_curl_get_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode voicebot_curl_get_pointer(CURL *handle, CURLINFO info, void **value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLMcode voicebot_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

// The result of a finished transfer; the union inside CURLMsg is not visible to Swift.
static inline CURLcode voicebot_curl_message_result(const CURLMsg *message) { return message->data.result; }

#endif
