import mjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { threadsFor } from '../threads';
import { setUpRuntime } from './runtime';

/** Sets onnxruntime up in a worker, before its first session; returns the number of threads it will compute with. */
export function setUpRuntimeInWorker(): number {
  const threads = threadsFor(navigator.hardwareConcurrency, self.crossOriginIsolated);
  setUpRuntime(threads, { wasm: absolute(wasmUrl), mjs: absolute(mjsUrl) });
  return threads;
}

/** onnxruntime imports its files from where it is itself, so they need whole addresses. */
function absolute(url: string): string {
  return new URL(url, self.location.href).href;
}
