/** What a secret is. */
export type SecretKind = 'key' | 'password' | 'email' | 'phone' | 'aadhaar' | 'card';

/** A form in which secrets are written. */
export interface SecretPattern {
  kind: SecretKind;
  /**
   * Global; its group `secret` is the stretch. A repetition in it is bounded unless it ends the pattern, so that no
   * text, however it was made, costs more than a fixed amount of work for each of its characters.
   */
  pattern: RegExp;
  /** Tells a secret from what only looks like one. */
  isSecret?(stretch: string): boolean;
}

/** A line's end in a file, or in a string of program code. */
const BREAK = '(?:\\\\n|\\s)';
const PEM_END = '-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----';

/** "Password" in English and, as it is spelled with and without joiners, in Malayalam. */
const PASSWORD_ML = 'പാസ്[\\u200c\\u200d]?[ ]?(?:വേഡ്|വേർഡ്|വേഡി|വേർഡി)[\\u0d00-\\u0d7f]{0,8}';
const PASSWORD = `(?:(?<![a-z])(?:pass[ _-]?(?:word|code|phrase)|passwd|pwd)|${PASSWORD_ML})`;
const IS = '(?:[ ](?:is|was|aanu|ആണ്))?[ ]';
const NAMED_PASSWORD = `${PASSWORD}["'\`]?[ \\t]{0,3}[:=][ \\t]{0,3}`;
/** A word that program code or a manual would not put there. */
const WORD = '[^\\s…"\'`$(){}<>[\\]]{3,63}[^\\s…"\'`$(){}<>[\\].,;:?]';

/**
 * Private keys and access tokens by the forms that their makers gave them, other long random strings, passwords that
 * are named as such, and e-mail addresses. The order is that of their importance: what one has found, the next ignores.
 */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  {
    kind: 'key',
    // A block of PEM (RFC 7468), even if its end was lost.
    pattern: new RegExp(
      '(?<secret>-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----' +
        `(?:${BREAK}{1,4}[A-Za-z-]{1,20}: [^\\n]{0,80}){0,4}` +
        `(?:${BREAK}{1,4}[A-Za-z0-9+/=]{16,4000}){0,400}` +
        `(?:(?:${BREAK}{1,4}[A-Za-z0-9+/=]{1,80})?${BREAK}{0,4}${PEM_END})?)`,
      'dg',
    ),
    isSecret: (stretch) => /[A-Za-z0-9+/=]{16}/.test(stretch),
  },
  {
    kind: 'key',
    pattern: new RegExp(
      `(?<![A-Za-z0-9])(?<secret>${[
        '(?:AKIA|ASIA)[0-9A-Z]{16}',
        'AIza[\\w-]{35}',
        'gh[oprsu]_[A-Za-z0-9]{30,255}',
        'github_pat_\\w{22,255}',
        'glpat-[\\w-]{20,60}',
        'hf_[A-Za-z0-9]{30,60}',
        'npm_[A-Za-z0-9]{36}',
        'xox[abeoprs]-[A-Za-z0-9-]{10,250}',
        'sk-[\\w-]{20,250}',
        '(?:[rsp]k|rzp)_(?:live|test)_[A-Za-z0-9]{10,250}',
        '\\d{8,10}:[\\w-]{35}',
        '(?<![\\w-])eyJ[\\w-]{8,2000}\\.eyJ[\\w-]{8,2000}\\.[\\w-]{8,1000}',
      ].join('|')})(?![A-Za-z0-9])`,
      'dg',
    ),
    isSecret: (stretch) => /\d/.test(stretch),
  },
  {
    kind: 'key',
    pattern:
      /(?:api[ _-]?key|secret(?:[ _-]?key)?|token|access[ _-]?key)["'`]?[ \t]{0,3}[:=][ \t]{0,3}["'`]?(?<secret>[\w+/=-]{12,250})/dgi,
    isSecret: (stretch) => (stretch.match(/\d/g)?.length ?? 0) > 1 && /[A-Za-z]/.test(stretch),
  },
  { kind: 'key', pattern: /(?<secret>[\w+=-]{20,})/dg, isSecret: isRandom },
  {
    kind: 'password',
    // scheme://user:password@host
    pattern: /:\/\/[^\s/:@…]{1,64}:(?<secret>[^\s/@…${}<>]{3,64})@/dg,
  },
  {
    kind: 'password',
    pattern: new RegExp(`${NAMED_PASSWORD}["'\`](?<secret>[^"'\`\\s…\${}<>]{4,64})["'\`]`, 'dgi'),
    isSecret: isNoPlaceholder,
  },
  {
    kind: 'password',
    // Without quotes a word may be the first of a sentence, unless the line ends with it.
    pattern: new RegExp(`${NAMED_PASSWORD}(?<secret>${WORD})(?=[.]?[ \\t]{0,3}(?:\\n|$))`, 'dgi'),
    isSecret: isNoPlaceholder,
  },
  {
    kind: 'password',
    pattern: new RegExp(`${NAMED_PASSWORD}(?<secret>${WORD})`, 'dgi'),
    isSecret: (stretch) => isNoPlaceholder(stretch) && /\d/.test(stretch),
  },
  {
    kind: 'password',
    // "my password is x1", "password x1 aanu": in a sentence only what does not look like a word.
    pattern: new RegExp(`${PASSWORD}${IS}["'\`]?(?<secret>${WORD})`, 'dgi'),
    isSecret: (stretch) => /\d/.test(stretch) && /[A-Za-z@#!*&+_]/.test(stretch),
  },
  {
    kind: 'password',
    pattern: new RegExp(`${PASSWORD}${IS}["'\`]?(?<secret>\\d{4,20})(?!\\w)`, 'dgi'),
  },
  {
    kind: 'password',
    pattern:
      /(?<![a-z])(?:(?:atm|upi|sim|card)[ -]?pin|mpin|otp|cvv)(?: number| no\.?)?[ ]?(?::|=|is|-)?[ ]?(?<secret>\d{3,8})(?![\w-]|[ ]\d)/dgi,
  },
  {
    kind: 'password',
    // Six digits would be a post office.
    pattern: /(?<![a-z])pin(?: number)?[ ]?(?::|=|is)[ ]?(?<secret>\d{4})(?![\w-]|[ ]\d)/dgi,
  },
  {
    kind: 'email',
    pattern:
      /(?<secret>[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}\.[A-Za-z]{2,24})(?!\w)/dg,
    // git@ is a way to write an address of code, and nobody has mail at example.com (RFC 2606).
    isSecret: (stretch) => !/^git@|@(?:[\w-]{1,60}\.)?example\.|\.(?:example|invalid|test)$/i.test(stretch),
  },
];

/** What is found where a password would be: in forms, in program code, in manuals. */
const PLACEHOLDER =
  /^(?:[^\p{L}\p{N}]*|x+|\.+|string|str|bool|boolean|text|char|none|null|nil|undefined|true|false|required|optional|password|passwd|pass|self\..*|os\..*|process\..*|https?:.*)[,;]?$/iu;

function isNoPlaceholder(stretch: string): boolean {
  return !PLACEHOLDER.test(stretch);
}

const LEAST_RANDOM = 20;
/** Random letters and digits change between small, capital and digit at more than half of their places. */
const SWITCHES = 0.3;

/**
 * Whether a run of letters, digits and signs holds a stretch that no person would write: long, with digits, and
 * changing between kinds of characters all the time. Names in code and the words of addresses do not; hashes do.
 */
function isRandom(run: string): boolean {
  return run.split(/[^A-Za-z0-9]/).some((piece) => {
    if (piece.length < LEAST_RANDOM) return false;
    let switches = 0;
    let digits = 0;
    let last = '';
    for (const character of piece) {
      const type = character <= '9' ? 'digit' : character <= 'Z' ? 'capital' : 'small';
      if (type === 'digit') digits++;
      if (last !== '' && type !== last) switches++;
      last = type;
    }
    return digits > 1 && digits < piece.length && switches > SWITCHES * piece.length;
  });
}
