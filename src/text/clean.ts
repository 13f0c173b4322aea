/**
 * Malayalam chillus were once written as letter, virama, joiner; Unicode 5.1 gave them letters of their
 * own, and the base knows only those.
 */
const CHILLUS: Record<string, string> = { ണ: 'ൺ', ന: 'ൻ', ര: 'ർ', ല: 'ൽ', ള: 'ൾ', ക: 'ൿ' };
const OLD_CHILLU = /([ണനരലളക])\u0D4D\u200D/g;

const LINE_BREAK = /\r\n?/g;
/** Control characters but tab and line feed, byte order marks anywhere, and halves of surrogate pairs. */
const UNPRINTABLE = /(?![\t\n])[\p{Cc}\p{Cs}\uFEFF]/gu;

/**
 * Prepares text as the base's corpus was prepared, so that the same word has the same tokens: Unicode
 * NFC, atomic chillu letters, line feeds only, nothing that cannot be seen. Cleaning twice changes nothing.
 */
export function clean(text: string): string {
  return text
    .replace(LINE_BREAK, '\n')
    .replace(UNPRINTABLE, '')
    .normalize('NFC')
    .replace(OLD_CHILLU, (_, letter: string) => CHILLUS[letter]);
}

/** Without the blank lines before it and the space after it: a document of the base's corpus has neither. */
export function trimDocument(text: string): string {
  const start = text.search(/\S/);
  return start < 0 ? '' : text.slice(text.lastIndexOf('\n', start) + 1).trimEnd();
}
