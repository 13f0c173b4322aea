import type { ClassText } from '../../model/exchange/class-file';

const counted = (text: string) => text.match(/\S+/g)?.length ?? 0;

/** How many words a text has, and how many of them are held out. */
export function wordsOf({ learn, held }: ClassText): { all: number; held: number } {
  const ofHeld = counted(held);
  return { all: counted(learn) + ofHeld, held: ofHeld };
}
