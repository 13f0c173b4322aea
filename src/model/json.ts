/**
 * JSON for what would otherwise be cloned: it also has words for arrays of numbers, for numbers that are not finite,
 * which a model out of control can give, and for `undefined`.
 *
 * @throws RangeError for other typed arrays
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (part === undefined) return { absent: true };
    if (typeof part === 'number' && !Number.isFinite(part)) return { notFinite: String(part) };
    if (!ArrayBuffer.isView(part)) return part;
    const array = part.constructor.name;
    if (!(array in ARRAYS)) throw new RangeError(`a ${array} has no form in JSON`);
    return { array, base64: toBase64(new Uint8Array(part.buffer, part.byteOffset, part.byteLength)) };
  });
}

/** What `toJson` was given. */
export function fromJson(json: string): unknown {
  return restore(JSON.parse(json));
}

const ARRAYS = { Uint8Array, Int32Array, Float32Array };

/** By hand, because a reviver that gives `undefined` leaves a hole. */
function restore(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(restore);
  if (typeof part !== 'object' || part === null) return part;
  const { absent, notFinite, array, base64 } = part as Record<string, unknown>;
  if (absent === true) return undefined;
  if (typeof notFinite === 'string') return Number(notFinite);
  if (typeof array === 'string' && array in ARRAYS && typeof base64 === 'string')
    return new ARRAYS[array as keyof typeof ARRAYS](fromBase64(base64).buffer);
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, restore(value)]));
}

/** A function takes this many arguments in any browser. */
const CHARACTERS = 8192;

function toBase64(bytes: Uint8Array): string {
  let characters = '';
  for (let start = 0; start < bytes.length; start += CHARACTERS)
    characters += String.fromCharCode(...bytes.subarray(start, start + CHARACTERS));
  return btoa(characters);
}

function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
