/** Headers under which a page is cross-origin isolated: onnxruntime-web then may use threads (SharedArrayBuffer). */
export const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
