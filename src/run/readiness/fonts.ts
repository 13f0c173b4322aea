import type { Finding } from './points';

/** The font of the app's text, as its style sheet names it. */
const FAMILY = 'Noto Sans Malayalam Variable';
const SIZE_PX = 32;
/** The letters that end a syllable and have no vowel, each a sign of its own. */
const CHILLUS = ['ൻ', 'ർ', 'ൽ', 'ൾ', 'ൺ'];
/** A sign that no font has: what is drawn for it is drawn for every letter that is missing. */
const NOTHING = '\u{10FFFD}';
/** Two letters that are one sign, the second below the first. */
const JOINED = { whole: 'ന്റ', parts: ['ന', 'റ'] };

/** What drawing has shown: each letter as the browser drew it, empty where nothing was drawn, and widths in pixels. */
export interface Drawn {
  chillus: readonly string[];
  missing: string;
  joined: number;
  apart: number;
}

export function judgeFonts(isLoaded: boolean, drawn: Drawn | undefined): Finding<'fonts'> {
  if (!isLoaded) return { reason: 'missing', repair: 'again' };
  if (!drawn) return { reason: 'wrong' };
  const { chillus, missing, joined, apart } = drawn;
  const isEachItself =
    new Set(chillus).size === chillus.length &&
    chillus.every((letter) => letter !== '' && letter !== missing);
  return isEachItself && joined < 0.8 * apart ? { reason: 'drawn' } : { reason: 'wrong' };
}

/** Loads the font of Malayalam, draws the letters that old systems cannot, and measures two that must be joined. */
export async function lookAtFonts(): Promise<Finding<'fonts'>> {
  const faces = await document.fonts.load(`${SIZE_PX}px "${FAMILY}"`, CHILLUS.join('')).catch(() => []);
  const isLoaded = faces.length > 0 && faces.every(({ status }) => status === 'loaded');
  return judgeFonts(isLoaded, draw());
}

function draw(): Drawn | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 2 * SIZE_PX;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  context.font = `${SIZE_PX}px "${FAMILY}"`;
  context.textBaseline = 'middle';
  const widthOf = (text: string) => context.measureText(text).width;
  const inkOf = (letter: string): string => {
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.fillText(letter, SIZE_PX / 4, SIZE_PX);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const alphas = data.filter((_, i) => i % 4 === 3);
    return alphas.some((alpha) => alpha > 0) ? alphas.join() : '';
  };
  return {
    chillus: CHILLUS.map(inkOf),
    missing: inkOf(NOTHING),
    joined: widthOf(JOINED.whole),
    apart: JOINED.parts.reduce((sum, part) => sum + widthOf(part), 0),
  };
}
