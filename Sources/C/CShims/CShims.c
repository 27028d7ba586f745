#define _GNU_SOURCE
#include "CShims.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CAPACITY = 16, DATAGRAM = 1600, CONTROL = 64 };

struct shim_batch {
  struct mmsghdr headers[CAPACITY];
  struct iovec vectors[CAPACITY];
  struct sockaddr_in sources[CAPACITY];
  _Alignas(16) unsigned char control[CAPACITY][CONTROL];
  _Alignas(16) uint8_t data[CAPACITY][DATAGRAM];
};

shim_batch *shim_batch_create(void) {
  shim_batch *batch = aligned_alloc(16, (sizeof(shim_batch) + 15) / 16 * 16);
  if (!batch) return NULL;
  memset(batch, 0, sizeof *batch);
  for (int i = 0; i < CAPACITY; i++) {
    batch->vectors[i].iov_base = batch->data[i];
    batch->vectors[i].iov_len = DATAGRAM;
    batch->headers[i].msg_hdr.msg_iov = &batch->vectors[i];
    batch->headers[i].msg_hdr.msg_iovlen = 1;
    batch->headers[i].msg_hdr.msg_name = &batch->sources[i];
    batch->headers[i].msg_hdr.msg_control = batch->control[i];
    batch->headers[i].msg_hdr.msg_namelen = sizeof(struct sockaddr_in);
    batch->headers[i].msg_hdr.msg_controllen = CONTROL;
  }
  return batch;
}

void shim_batch_destroy(shim_batch *batch) { free(batch); }

int shim_batch_receive(shim_batch *batch, int descriptor) {
  int count = recvmmsg(descriptor, batch->headers, CAPACITY, MSG_DONTWAIT, NULL);
  if (count >= 0) return count;
  return errno == EAGAIN || errno == EINTR ? 0 : -errno;
}

int shim_batch_capacity(void) { return CAPACITY; }

const uint8_t *shim_batch_data(const shim_batch *batch, int index) { return batch->data[index]; }

size_t shim_batch_length(const shim_batch *batch, int index) { return batch->headers[index].msg_len; }

uint32_t shim_batch_host(const shim_batch *batch, int index) { return ntohl(batch->sources[index].sin_addr.s_addr); }

uint16_t shim_batch_port(const shim_batch *batch, int index) { return ntohs(batch->sources[index].sin_port); }

int64_t shim_batch_time(const shim_batch *batch, int index) {
  struct mmsghdr *header = (struct mmsghdr *)&batch->headers[index];
  int64_t result = 0;
  for (struct cmsghdr *c = CMSG_FIRSTHDR(&header->msg_hdr); c; c = CMSG_NXTHDR(&header->msg_hdr, c)) {
    if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_TIMESTAMPNS) {
      struct timespec stamp;
      memcpy(&stamp, CMSG_DATA(c), sizeof stamp);
      result = (int64_t)stamp.tv_sec * 1000000000 + stamp.tv_nsec;
    }
  }
  // The kernel has shortened the lengths to what it wrote.
  header->msg_hdr.msg_controllen = CONTROL;
  header->msg_hdr.msg_namelen = sizeof(struct sockaddr_in);
  return result;
}

int shim_udp_open(uint32_t host, uint16_t port) {
  int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -errno;
  struct sockaddr_in address = {0};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(host);
  address.sin_port = htons(port);
  if (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0) {
    int error = errno;
    close(descriptor);
    return -error;
  }
  int on = 1;
  setsockopt(descriptor, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
  // Expedited forwarding (RFC 3246) for voice; a network that ignores it does no harm.
  int service = 0xB8;
  setsockopt(descriptor, IPPROTO_IP, IP_TOS, &service, sizeof service);
  return descriptor;
}

int shim_udp_port(int descriptor) {
  struct sockaddr_in address;
  socklen_t length = sizeof address;
  if (getsockname(descriptor, (struct sockaddr *)&address, &length) != 0) return -errno;
  return ntohs(address.sin_port);
}

int shim_udp_send(int descriptor, const void *bytes, size_t count, uint32_t host, uint16_t port) {
  struct sockaddr_in address = {0};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(host);
  address.sin_port = htons(port);
  ssize_t sent = sendto(descriptor, bytes, count, MSG_DONTWAIT | MSG_NOSIGNAL, (struct sockaddr *)&address,
                        sizeof address);
  if (sent >= 0) return 0;
  if (errno != ECONNREFUSED) return errno;
  // An ICMP answer to an earlier packet; this one was not tried.
  sent = sendto(descriptor, bytes, count, MSG_DONTWAIT | MSG_NOSIGNAL, (struct sockaddr *)&address, sizeof address);
  return sent >= 0 ? 0 : errno;
}

int shim_wait(int descriptor, int64_t nanoseconds) {
  struct pollfd item = {.fd = descriptor, .events = POLLIN};
  struct timespec timeout = {nanoseconds / 1000000000, nanoseconds % 1000000000};
  return ppoll(&item, 1, nanoseconds < 0 ? NULL : &timeout, NULL) > 0;
}

void shim_thread_name(const char *name) { prctl(PR_SET_NAME, name); }

static int64_t nanoseconds_of(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t shim_monotonic(void) { return nanoseconds_of(CLOCK_MONOTONIC); }
int64_t shim_realtime(void) { return nanoseconds_of(CLOCK_REALTIME); }

int shim_event_create(void) {
  int descriptor = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  return descriptor < 0 ? -errno : descriptor;
}

void shim_event_signal(int descriptor) {
  uint64_t one = 1;
  ssize_t ignored = write(descriptor, &one, sizeof one);
  (void)ignored;
}

void shim_event_clear(int descriptor) {
  uint64_t value;
  ssize_t ignored = read(descriptor, &value, sizeof value);
  (void)ignored;
}
