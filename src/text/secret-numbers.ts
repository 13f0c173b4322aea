import type { SecretKind } from './secret-patterns';

/** A number that is a secret, from `start` to before `end`. */
export interface SecretNumber {
  kind: SecretKind;
  start: number;
  end: number;
}

/** Digits that belong together. */
interface Group {
  start: number;
  end: number;
  /** Whether a plus sign is before it, `start` being its place then. */
  plus: boolean;
}

/** No number that is looked for has more groups. */
const MOST_GROUPS = 7;
/** E.164: the longest telephone number; shorter ones than the least are rarely written with their country. */
const INTERNATIONAL = { least: 9, most: 15 };

/**
 * Telephone numbers (Indian mobiles and landlines, and any with a plus and its country), Aadhaar numbers and
 * bank cards. A number may be written in groups, but then its groups must not be part of a longer list of numbers:
 * a table is not a telephone book. The work is linear in the length of the text.
 */
export function findNumbers(text: string): SecretNumber[] {
  const plain = text.replace(DASH, '-').replaceAll('\uFF0B', '+');
  const found = [...listsOf(plain).flatMap((list) => parse(plain, list)), ...findDotted(plain)];
  return found.sort((a, b) => a.start - b.start);
}

/** All that look like a hyphen: a phone's keyboard, or a word processor, puts one for the other. */
const DASH = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g;

/** A whole number with dots between its groups, and nothing else: an address, a date or a price has other groups. */
function findDotted(text: string): SecretNumber[] {
  const found: SecretNumber[] = [];
  for (const { index, 0: whole } of text.matchAll(/(?<![\w.…+])[+]?\d+(?:[.]\d+){1,4}(?![\w…]|[.][\d…])/g)) {
    const plus = whole.startsWith('+');
    const groups: Group[] = [];
    let start = index;
    for (const digits of whole.split('.')) {
      groups.push({ start, end: start + digits.length, plus: plus && groups.length === 0 });
      start += digits.length + 1;
    }
    // 0.9847012345 is a decimal number.
    if (groups[0].end - groups[0].start < 2) continue;
    const kind = kindOf(groups, text);
    if (kind) found.push({ kind, start: index, end: index + whole.length });
  }
  return found;
}

/**
 * Groups that may make numbers together, list by list: with nothing but a separator between them. A plus sign begins a
 * list, and a group that is a number by itself, or with the country before it, is the end of one. Digits of a word or a
 * decimal number are left out, even if a part of it has been found and covered.
 */
function listsOf(text: string): Group[][] {
  const lists: Group[][] = [];
  let goesOn = false;
  let lastEnd = 0;
  for (const { index, 0: digits } of text.matchAll(/\d+/g)) {
    const end = index + digits.length;
    const before = text.slice(Math.max(0, index - 2), index);
    const isPart =
      /[A-Za-z_]$|[\d…][.]$/.test(before) || /^(?:[A-Za-z_]|[.][\d…])/.test(text.slice(end, end + 2));
    const between = text.slice(lastEnd, Math.min(index, lastEnd + 4));
    const isJoined = goesOn && /^(?: {1,2}| ?- ?|[)][ -]?|[ -]?[(])$/.test(between);
    lastEnd = end;
    if (isPart) {
      goesOn = false;
      continue;
    }
    const plus = /(?:^|[^+])[+]$/.test(before);
    const group = { start: plus ? index - 1 : index, end, plus };
    const last = lists.at(-1);
    const isLine =
      isJoined && last?.length === 1 && last[0].plus && kindOf([last[0], group], text) !== undefined;
    const isWhole = kindOf([group], text) !== undefined;
    if (last && (isLine || (isJoined && !isWhole))) last.push(group);
    else lists.push([group]);
    goesOn = !isWhole;
  }
  return lists;
}

/** The numbers that a list of groups is made of; none if a group is left over. */
function parse(text: string, groups: readonly Group[]): SecretNumber[] {
  const found: SecretNumber[] = [];
  for (let i = 0; i < groups.length; ) {
    let n = Math.min(MOST_GROUPS, groups.length - i);
    let kind: SecretKind | undefined;
    for (; n > 0; n--) {
      kind = kindOf(groups.slice(i, i + n), text);
      if (kind) break;
    }
    if (!kind) return [];
    const { start } = groups[i];
    const { end } = groups[i + n - 1];
    const isOpen = text[start - 1] === '(' && text.slice(start, end).includes(')');
    found.push({ kind, start: isOpen ? start - 1 : start, end });
    i += n;
  }
  return found;
}

/** What groups are together, if anything. */
function kindOf(groups: readonly Group[], text: string): SecretKind | undefined {
  const digits = groups.map(({ start, end, plus }) => text.slice(plus ? start + 1 : start, end));
  const number = digits.join('');
  return groups[0].plus
    ? internationalKind(number)
    : nationalKind(
        number,
        digits.map(({ length }) => length),
      );
}

function internationalKind(digits: string): SecretKind | undefined {
  if (digits.startsWith('91')) return digits.length === 12 ? 'phone' : undefined;
  return digits.length >= INTERNATIONAL.least && digits.length <= INTERNATIONAL.most ? 'phone' : undefined;
}

/** Groups in which people write the ten digits of a mobile. */
const MOBILE_GROUPS = ['10', '5 5', '3 3 4', '4 3 3', '4 6', '2 4 4', '3 4 3', '2 2 2 2 2', '2 3 5'];

/** What a number of these digits, in groups of these `sizes`, is. */
function nationalKind(digits: string, sizes: readonly number[]): SecretKind | undefined {
  const groups = sizes.join(' ');
  if (isCard(digits, groups) && luhn(digits)) return 'card';
  if ((groups === '12' || groups === '4 4 4') && /^[2-9]/.test(digits)) {
    const isMobile = groups === '12' && /^91[6-9]/.test(digits);
    return isMobile ? 'phone' : verhoeff(digits) ? 'aadhaar' : undefined;
  }
  // "65000-70000" says from where to where.
  if (/^[6-9]/.test(digits) && MOBILE_GROUPS.includes(groups))
    return isRange(digits, groups) ? undefined : 'phone';
  if (/^91[6-9]/.test(digits) && digits.length === 12 && sizes[0] === 2) return 'phone';
  // With the trunk's 0: a mobile, or the code of a town and a line in it.
  if (/^0[1-9]/.test(digits) && digits.length === 11 && sizes.length <= 3) return 'phone';
  return undefined;
}

/** Two round numbers are no telephone. */
function isRange(digits: string, groups: string): boolean {
  return groups === '5 5' && /^\d{3}00\d{3}00$/.test(digits);
}

/** Visa, Mastercard, RuPay, Discover; American Express. */
function isCard(digits: string, groups: string): boolean {
  return (
    ((groups === '16' || groups === '4 4 4 4') && /^(?:[456]|2[2-7]|35|8[12])/.test(digits)) ||
    ((groups === '15' || groups === '4 6 5') && /^3[47]/.test(digits))
  );
}

/** The check digit of bank cards (ISO/IEC 7812-1). */
function luhn(digits: string): boolean {
  const sum = Array.from(digits, Number)
    .reverse()
    .reduce(
      (total, digit, i) => total + (i % 2 === 0 ? digit : ((digit * 2) % 10) + Math.floor(digit / 5)),
      0,
    );
  return sum % 10 === 0;
}

/**
 * The check digit of Aadhaar numbers (J. Verhoeff, Error Detecting Decimal Codes, 1969): products in the dihedral group
 * of order ten, whose elements 0 to 4 are rotations and 5 to 9 reflections, of digits permuted by their place.
 */
function verhoeff(digits: string): boolean {
  const permuted = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  const multiply = (a: number, b: number) =>
    a < 5 ? (b < 5 ? (a + b) % 5 : ((a + b) % 5) + 5) : b < 5 ? ((a - b + 5) % 5) + 5 : (a - b + 5) % 5;
  const check = Array.from(digits, Number)
    .reverse()
    .reduce((product, digit, i) => {
      let place = digit;
      for (let times = i % 8; times > 0; times--) place = permuted[place];
      return multiply(product, place);
    }, 0);
  return check === 0;
}
