/**
 * What bases took that nobody has made: int8 weights of random numbers, norm-only steps on one window of 256 tokens, by
 * the engine on the processor with two threads, in headless Chromium on two cores of an AMD EPYC. Seconds are those of
 * the shortest of four steps; bytes are the most memory that the page's process had, the empty page included.
 * To measure them again: `npm run bench -- --part sizes`.
 */
export const MEASURED = {
  base: { seconds: 0.221, bytes: 268e6 },
  billion: { seconds: 4.92, bytes: 1.583e9 },
};
