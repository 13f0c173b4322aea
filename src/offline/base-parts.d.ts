/** The parts of the base's `model.safetensors`, in order; `build/base-parts.ts` makes the list. */
declare module 'virtual:base-parts' {
  export const BASE_PARTS: readonly import('./parts').Part[];
}
