// Declarations of the binary interfaces of the speech libraries that are opened with dlopen at run time:
// sherpa-onnx 2.0.1 (C interface), ONNX Runtime (C interface, function table), espeak-ng 1.51, flite 2.2.
// Only what is called is named; the rest of each structure is kept as zeroed words so that sizes and offsets hold.
// 64-bit Linux only. Nothing here is linked.

#ifndef CSPEECH_H
#define CSPEECH_H

#include <stddef.h>
#include <stdint.h>

// ---- sherpa-onnx: recognition -------------------------------------------------------------------------------------

typedef struct {
  void *transducer_to_tdnn[12];
  const char *tokens;
  int32_t num_threads;
  int32_t debug;
  const char *provider;
  void *model_type_to_sense_voice[7];
  const char *moonshine_preprocessor;
  const char *moonshine_encoder;
  const char *moonshine_uncached_decoder;
  const char *moonshine_cached_decoder;
  const char *moonshine_merged_decoder;
  void *other_families[36];
} SherpaRecognizerModel;

typedef struct {
  int32_t sample_rate;
  int32_t feature_dimension;
  SherpaRecognizerModel model;
  void *language_model[2];
  const char *decoding_method;
  void *search_options[11];
} SherpaRecognizerConfiguration;

typedef struct {
  const char *text;
  void *details[15];
} SherpaRecognition;

_Static_assert(sizeof(SherpaRecognizerModel) == 504, "sherpa-onnx 2.0.1 layout");
_Static_assert(offsetof(SherpaRecognizerModel, tokens) == 96, "sherpa-onnx 2.0.1 layout");
_Static_assert(offsetof(SherpaRecognizerModel, provider) == 112, "sherpa-onnx 2.0.1 layout");
_Static_assert(offsetof(SherpaRecognizerModel, moonshine_preprocessor) == 176, "sherpa-onnx 2.0.1 layout");
_Static_assert(sizeof(SherpaRecognizerConfiguration) == 624, "sherpa-onnx 2.0.1 layout");
_Static_assert(offsetof(SherpaRecognizerConfiguration, decoding_method) == 528, "sherpa-onnx 2.0.1 layout");
_Static_assert(sizeof(SherpaRecognition) == 128, "sherpa-onnx 2.0.1 layout");

typedef const void *(*SherpaCreateRecognizer)(const SherpaRecognizerConfiguration *configuration);
typedef void (*SherpaDestroyRecognizer)(const void *recognizer);
typedef const void *(*SherpaCreateStream)(const void *recognizer);
typedef void (*SherpaDestroyStream)(const void *stream);
typedef void (*SherpaAcceptWaveform)(const void *stream, int32_t sample_rate, const float *samples, int32_t count);
typedef void (*SherpaDecodeStream)(const void *recognizer, const void *stream);
typedef const SherpaRecognition *(*SherpaGetResult)(const void *stream);
typedef void (*SherpaDestroyResult)(const SherpaRecognition *result);

// ---- sherpa-onnx: synthesis ---------------------------------------------------------------------------------------

typedef struct {
  const char *vits_model;
  const char *vits_lexicon;
  const char *vits_tokens;
  const char *vits_data_directory;
  float vits_noise_scale;
  float vits_noise_scale_w;
  float vits_length_scale;
  const char *vits_dictionary_directory;
  int32_t num_threads;
  int32_t debug;
  const char *provider;
  void *other_families[44];
  const char *rule_fsts;
  int32_t max_num_sentences;
  const char *rule_fars;
  float silence_scale;
} SherpaSynthesizerConfiguration;

typedef struct {
  float silence_scale;
  float speed;
  int32_t speaker;
  const float *reference_audio;
  int32_t reference_audio_length;
  int32_t reference_sample_rate;
  const char *reference_text;
  int32_t steps;
  const char *extra;
  const int32_t *phonemes;
  const int32_t *phoneme_lengths;
  int32_t phoneme_sentences;
  const char *const *tokens;
  const int32_t *token_lengths;
  int32_t token_sentences;
} SherpaGenerationConfiguration;

typedef struct {
  const float *samples;
  int32_t count;
  int32_t sample_rate;
} SherpaAudio;

_Static_assert(sizeof(SherpaSynthesizerConfiguration) == 456, "sherpa-onnx 2.0.1 layout");
_Static_assert(offsetof(SherpaSynthesizerConfiguration, num_threads) == 56, "sherpa-onnx 2.0.1 layout");
_Static_assert(offsetof(SherpaSynthesizerConfiguration, rule_fsts) == 424, "sherpa-onnx 2.0.1 layout");
_Static_assert(sizeof(SherpaGenerationConfiguration) == 104, "sherpa-onnx 2.0.1 layout");
_Static_assert(offsetof(SherpaGenerationConfiguration, phonemes) == 56, "sherpa-onnx 2.0.1 layout");

typedef int32_t (*SherpaProgress)(const float *samples, int32_t count, float progress, void *argument);
typedef const void *(*SherpaCreateSynthesizer)(const SherpaSynthesizerConfiguration *configuration);
typedef void (*SherpaDestroySynthesizer)(const void *synthesizer);
typedef int32_t (*SherpaSynthesizerSampleRate)(const void *synthesizer);
typedef const SherpaAudio *(*SherpaGenerate)(
    const void *synthesizer, const char *text, const SherpaGenerationConfiguration *configuration,
    SherpaProgress progress, void *argument);
typedef void (*SherpaDestroyAudio)(const SherpaAudio *audio);
typedef const char *(*SherpaVersion)(void);

// ---- ONNX Runtime: the first entries of its function table, unchanged since version 1 -----------------------------

typedef struct OrtStatus OrtStatus;
typedef struct OrtEnv OrtEnv;
typedef struct OrtSession OrtSession;
typedef struct OrtSessionOptions OrtSessionOptions;
typedef struct OrtMemoryInfo OrtMemoryInfo;
typedef struct OrtValue OrtValue;
typedef struct OrtRunOptions OrtRunOptions;

enum { OrtElementFloat = 1, OrtElementInt64 = 7, OrtLogError = 3, OrtArenaAllocator = 1, OrtMemoryDefault = 0 };

typedef struct {
  void *entries_0_1[2];
  const char *(*get_error_message)(const OrtStatus *status);
  OrtStatus *(*create_env)(int32_t log_level, const char *log_name, OrtEnv **env);
  void *entries_4_6[3];
  OrtStatus *(*create_session)(
      const OrtEnv *env, const char *path, const OrtSessionOptions *options, OrtSession **session);
  void *entry_8;
  OrtStatus *(*run)(
      OrtSession *session, const OrtRunOptions *options, const char *const *input_names,
      const OrtValue *const *inputs, size_t input_count, const char *const *output_names, size_t output_count,
      OrtValue **outputs);
  OrtStatus *(*create_session_options)(OrtSessionOptions **options);
  void *entries_11_23[13];
  OrtStatus *(*set_intra_op_threads)(OrtSessionOptions *options, int32_t count);
  OrtStatus *(*set_inter_op_threads)(OrtSessionOptions *options, int32_t count);
  void *entries_26_48[23];
  OrtStatus *(*create_tensor_with_data)(
      const OrtMemoryInfo *info, void *data, size_t bytes, const int64_t *shape, size_t rank, int32_t element,
      OrtValue **value);
  void *entry_50;
  OrtStatus *(*get_tensor_data)(OrtValue *value, void **data);
  void *entries_52_68[17];
  OrtStatus *(*create_cpu_memory_info)(int32_t allocator, int32_t memory, OrtMemoryInfo **info);
  void *entries_70_91[22];
  void (*release_env)(OrtEnv *env);
  void (*release_status)(OrtStatus *status);
  void (*release_memory_info)(OrtMemoryInfo *info);
  void (*release_session)(OrtSession *session);
  void (*release_value)(OrtValue *value);
  void (*release_run_options)(OrtRunOptions *options);
  void *entries_98_99[2];
  void (*release_session_options)(OrtSessionOptions *options);
} OrtFunctions;

_Static_assert(offsetof(OrtFunctions, run) == 9 * sizeof(void *), "ONNX Runtime table");
_Static_assert(offsetof(OrtFunctions, set_intra_op_threads) == 24 * sizeof(void *), "ONNX Runtime table");
_Static_assert(offsetof(OrtFunctions, create_tensor_with_data) == 49 * sizeof(void *), "ONNX Runtime table");
_Static_assert(offsetof(OrtFunctions, create_cpu_memory_info) == 69 * sizeof(void *), "ONNX Runtime table");
_Static_assert(offsetof(OrtFunctions, release_session_options) == 100 * sizeof(void *), "ONNX Runtime table");

typedef struct {
  const OrtFunctions *(*get_functions)(uint32_t version);
  const char *(*get_version)(void);
} OrtBase;

typedef const OrtBase *(*OrtGetBase)(void);

// ---- espeak-ng ----------------------------------------------------------------------------------------------------

enum {
  EspeakOutputRetrieval = 1,
  EspeakInitializeDontExit = 0x8000,
  EspeakCharactersUTF8 = 1,
  EspeakPhonemesIPA = 0x02
};

typedef int (*EspeakInitialize)(int output, int buffer_length, const char *data_path, int options);
typedef int (*EspeakSetVoiceByName)(const char *name);
typedef const char *(*EspeakTextToPhonemes)(const void **text, int text_mode, int phoneme_mode);

// ---- flite --------------------------------------------------------------------------------------------------------

typedef struct {
  const char *name;
  void *features;
} FliteVoice;

typedef struct {
  const char *type;
  int sample_rate;
  int sample_count;
  int channel_count;
  short *samples;
} FliteWave;

typedef int (*FliteInitialize)(void);
typedef FliteVoice *(*FliteRegisterVoice)(const char *directory);
typedef FliteWave *(*FliteTextToWave)(const char *text, FliteVoice *voice);
typedef void (*FliteDeleteWave)(FliteWave *wave);
typedef void (*FliteSetFloat)(void *features, const char *name, float value);

#endif
