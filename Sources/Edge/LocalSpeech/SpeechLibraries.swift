import CSpeech
import Models
import Providers

/// The functions of sherpa-onnx and of the ONNX Runtime it brings.
struct SpeechLibraries: Sendable {
  let createRecognizer: SherpaCreateRecognizer
  let createStream: SherpaCreateStream
  let destroyStream: SherpaDestroyStream
  let acceptWaveform: SherpaAcceptWaveform
  let decodeStream: SherpaDecodeStream
  let getResult: SherpaGetResult
  let destroyResult: SherpaDestroyResult
  let createSynthesizer: SherpaCreateSynthesizer
  let synthesizerSampleRate: SherpaSynthesizerSampleRate
  let generate: SherpaGenerate
  let destroyAudio: SherpaDestroyAudio
  let onnx: OnnxRuntime

  init(store: ModelStore) throws(ProviderError) {
    let package = ModelCatalogue.runtime
    let install = "voicebot models install"
    let runtime = try DynamicLibrary(store.path(package, "libonnxruntime.so"), remedy: install)
    let sherpa = try DynamicLibrary(store.path(package, "libsherpa-onnx-c-api.so"), remedy: install)
    let version: SherpaVersion = try sherpa.function("SherpaOnnxGetVersionStr")
    let found = version().map { String(cString: $0) } ?? ""
    guard found == package.version else {
      throw ProviderError(.unavailable, "sherpa-onnx \(found) is not \(package.version): run `\(install)`")
    }
    createRecognizer = try sherpa.function("SherpaOnnxCreateOfflineRecognizer")
    createStream = try sherpa.function("SherpaOnnxCreateOfflineStream")
    destroyStream = try sherpa.function("SherpaOnnxDestroyOfflineStream")
    acceptWaveform = try sherpa.function("SherpaOnnxAcceptWaveformOffline")
    decodeStream = try sherpa.function("SherpaOnnxDecodeOfflineStream")
    getResult = try sherpa.function("SherpaOnnxGetOfflineStreamResult")
    destroyResult = try sherpa.function("SherpaOnnxDestroyOfflineRecognizerResult")
    createSynthesizer = try sherpa.function("SherpaOnnxCreateOfflineTts")
    synthesizerSampleRate = try sherpa.function("SherpaOnnxOfflineTtsSampleRate")
    generate = try sherpa.function("SherpaOnnxOfflineTtsGenerateWithConfig")
    destroyAudio = try sherpa.function("SherpaOnnxDestroyOfflineTtsGeneratedAudio")
    onnx = try OnnxRuntime(runtime)
  }
}
