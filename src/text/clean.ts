import { oneSpelling } from './malayalam';

const LINE_BREAK = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
/** Spaces that may not break, that are thin, wide or of an ideograph. */
const SPACE = /(?! )\p{Zs}/gu;
/** Control characters but tab and line feed, and halves of surrogate pairs. */
const UNPRINTABLE = /(?![\t\n])[\p{Cc}\p{Cs}]/gu;
/** Soft hyphens, marks of direction, joiners, selectors, tags: what Unicode says is not to be shown. */
const IGNORABLE = /\p{DI}/gu;
const ANY_IGNORABLE = /\p{DI}/u;

const EMOJI = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)$/u;
/** Scripts in which a joiner says how letters meet: from Arabic to Myanmar and Mongolian. */
const JOINING_SCRIPT = /[\u0600-\u109F\u1780-\u18AF]$/;

/**
 * Prepares text as the base's corpus was prepared, so that the same word has the same tokens: Unicode NFC, one spelling
 * of each Malayalam letter, line feeds and plain spaces only, nothing that cannot be seen. Cleaning twice changes nothing.
 */
export function clean(text: string): string {
  const visible = withoutIgnorable(
    text.replace(LINE_BREAK, '\n').replace(UNPRINTABLE, '').replace(SPACE, ' '),
  ).normalize('NFC');
  return oneSpelling(visible);
}

/** Keeps of what is not shown what changes its neighbours: joiners in scripts that need them, and what makes an emoji. */
function withoutIgnorable(text: string): string {
  if (!ANY_IGNORABLE.test(text)) return text;
  return text.replace(IGNORABLE, (sign, ...rest) =>
    isNeeded(sign, rest.at(-2) as number, text) ? sign : '',
  );
}

function isNeeded(sign: string, at: number, text: string): boolean {
  const before = text.slice(Math.max(0, at - 2), at);
  const after = text.slice(at + sign.length, at + sign.length + 2);
  switch (sign) {
    case '\u200D':
      return JOINING_SCRIPT.test(before) || (EMOJI.test(before) && /^\p{Extended_Pictographic}/u.test(after));
    case '\u200C':
      return JOINING_SCRIPT.test(before);
    case '\uFE0E':
    case '\uFE0F':
      return (
        /\p{Extended_Pictographic}$/u.test(before) || (/[\d#*]$/.test(before) && after.startsWith('\u20E3'))
      );
    default:
      // The flags of England, Scotland and Wales are a black flag with hidden letters.
      return /^[\u{E0020}-\u{E007F}]$/u.test(sign) && /(?:\u{1F3F4}|[\u{E0020}-\u{E007F}])$/u.test(before);
  }
}

/** Without the blank lines before it and the space after it: a document of the base's corpus has neither. */
export function trimDocument(text: string): string {
  const start = text.search(/\S/);
  return start < 0 ? '' : text.slice(text.lastIndexOf('\n', start) + 1).trimEnd();
}
