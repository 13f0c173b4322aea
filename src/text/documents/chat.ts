import { type Found, LeftOuts, type Person } from './document';

/** 12/31/25, 31.12.2025, 2025-12-31; 7:01, 19.01.12, "7:01 pm", "7:01 p. m.", "7:01 രാവിലെ". */
const DATE = String.raw`\d{1,4}[./-]\d{1,2}[./-]\d{1,4}`;
const HALF = String.raw`(?:[  ]?(?:[AaPp][.]?[  ]?[Mm][.]?|[\u0d00-\u0d7f]{2,20}))?`;
const TIME = String.raw`\d{1,2}[:.]\d{2}(?:[:.]\d{2})?${HALF}`;
const WHEN = `(?:${DATE},? ${TIME}|${TIME},? ${DATE})`;
/** A message begins with its time in brackets (iPhone, and what is copied from the web) or before a dash (Android). */
const BEGINS = new RegExp(String.raw`^(?:\[${WHEN}\] ?|${WHEN} [-–] )`, 'u');
const NAME = /^(?:~ ?)?(?<name>[^:\n]{1,80}): ?/u;

/** Marks of direction, which stand around names and numbers, and before what the messenger itself has written. */
const MARKS = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
const SPACES = /[\u00A0\u202F\u2009]/g;

const FEWEST_MESSAGES = 3;
const FEWEST_SHARE = 0.2;

/** What stands for a picture or a call, in the words of the English WhatsApp and in the form of all. */
const MEDIA =
  /^(?:<[^<>]{3,60}>|(?:image|video|audio|sticker|gif|document|contact card|video note) omitted|missed (?:group )?(?:voice|video) calls?(?:(?:,| at) .{1,30})?|(?:voice|video) call(?:, .{1,30})?|live location shared.*|location: https:.*|poll:|null|\S+\.(?:vcf|jpe?g|png|webp|mp4|opus|pdf|docx?) \([^()]{3,40}\))$/i;
/** What the messenger says in the place of a message, and adds to one. */
const DELETED = /^(?:this message was deleted|you deleted this message)\.?$/i;
const EDITED = /\s*<This message was edited>\s*$/i;
/** Of lines with a name, those that nobody has typed; that somebody "left" may be a message. */
const SYSTEM = /^(?:messages and calls are end-to-end encrypted|your security code with .{0,60} changed)/i;
/** A name in which somebody has done something is none: "Anju changed the subject to …". */
const DID = /\b(?:changed|created|added|removed|joined|left) /;

interface Message {
  name: string;
  text: string;
}

/**
 * Whether a text is an exported or copied chat: many of its lines begin as messages do, and somebody writes more than one
 * of them. A diary has times, too.
 */
export function isChat(text: string): boolean {
  const lines = text
    .slice(0, 50_000)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const names = lines.flatMap((line) => {
    const begins = BEGINS.exec(bare(line));
    const message = begins && messageIn(bare(line).slice(begins[0].length));
    return message ? [message.name] : [];
  });
  if (names.length < FEWEST_MESSAGES || names.length < FEWEST_SHARE * lines.length) return false;
  return new Set(names).size < names.length;
}

/** Who says what, after the time of a message; nothing if the messenger itself tells something there. */
function messageIn(rest: string): Message | undefined {
  const named = NAME.exec(rest);
  const name = named?.groups?.name.trim();
  if (!named || name === undefined || DID.test(name)) return undefined;
  return { name, text: rest.slice(named[0].length) };
}

/** A chat by those who write in it, if anybody does; `text` is empty, because only the student knows who they are. */
export function readChat(text: string): Found {
  const leftOuts = new LeftOuts();
  const people = new Map<string, Person>();
  let last: Message | undefined;
  const end = () => {
    if (!last || last.text.trim() === '') return;
    const key = keyOf(last.name);
    const person = people.get(key) ?? { name: last.name, messages: 0, text: '' };
    people.set(key, person);
    person.text += `${person.messages === 0 ? '' : '\n'}${last.text.trim()}`;
    person.messages++;
  };
  for (const raw of text.replace(/\r\n?/g, '\n').split('\n')) {
    const line = bare(raw);
    const begins = BEGINS.exec(line);
    if (!begins) {
      if (last) last.text += `\n${line}`;
      continue;
    }
    end();
    last = undefined;
    const rest = line.slice(begins[0].length);
    const message = messageIn(rest);
    if (!message) {
      leftOuts.add('system', rest);
      continue;
    }
    leftOuts.add('time', begins[0]);
    const said = message.text.replace(EDITED, '');
    if (MEDIA.test(said.trim())) leftOuts.add('media', said);
    else if (DELETED.test(said.trim()) || SYSTEM.test(said)) leftOuts.add('system', said);
    // On an iPhone a mark is before each sentence of the messenger's own.
    else if (/: ?\u200E[^\u200E]*$/.test(raw) && begins[0].startsWith('[')) leftOuts.add('system', said);
    else last = { name: message.name, text: said };
  }
  end();
  const list = [...people.values()].sort((a, b) => b.messages - a.messages);
  return { text: '', all: text, leftOut: leftOuts.list, ...(list.length > 0 && { people: list }) };
}

function bare(line: string): string {
  return line.replace(MARKS, '').replace(SPACES, ' ');
}

/** The same number may be written with other dashes and spaces. */
function keyOf(name: string): string {
  return /^\+?[\d\s()\-\u2010-\u2015]{7,}$/.test(name) ? name.replace(/\D/g, '') : name;
}
