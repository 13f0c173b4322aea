/** Tokens in a row: about ten words, which two people do not both write by chance. */
const RUN = 16;
/** Rows of `RUN` that are found again for a text to be the same one; a quoted sentence is less. */
const SHARE = 0.1;

/** Whether a good part of the text `other` stands in `text` word for word, both as token ids. */
export function overlaps(text: Int32Array, other: Int32Array): boolean {
  const known = new Set<string>();
  for (let i = 0; i + RUN <= other.length; i += RUN) known.add(other.subarray(i, i + RUN).join());
  const rows = known.size;
  for (let i = 0; i + RUN <= text.length; i++) known.delete(text.subarray(i, i + RUN).join());
  return rows - known.size > SHARE * rows;
}
