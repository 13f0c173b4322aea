/** The kernels, compiled to a WebAssembly module in base64 (`build/kernels.ts`). */
declare module 'kernels:*' {
  const base64: string;
  export default base64;
}
