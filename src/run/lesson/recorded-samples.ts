/** Samples of which a lesson has recordings: one in English, one in Malayalam. */
export const RECORDED_SAMPLES = ['diary', 'wordbox'] as const;
export type RecordedSample = (typeof RECORDED_SAMPLES)[number];
