import { withoutCache } from '../../eval/cache-effect';
import type { ClassText } from '../../model/exchange/class-file';
import { type CollectedMember, isLearned, type Profile, type Shelf } from '../../store';
import type { TextClient } from '../../text/client';
import type { TextDocument } from '../../text/prepared';
import { fairTokens } from '../versions';
import { modelInUse } from './entrants';

/** What the profiles of this laptop give, and what keeps others from giving what they would. */
export interface Given {
  members: CollectedMember[];
  /** Behind a passphrase, and not open. */
  locked: Profile[];
  /** With neither a text nor a model of what they would give. */
  empty: Profile[];
  /** Whose model was trained whole, and is too large. */
  tooLarge: Profile[];
  /** What it keeps could not be read. */
  unreadable: Profile[];
}

/** Whether a profile gives anything for a class collection. */
export const isGiving = ({ gives }: Profile): boolean => Boolean(gives?.model || gives?.texts);

/** Under which name somebody's part stands in a collection. */
export const givenName = ({ nickname, gives }: Profile): string => gives?.name?.trim() || nickname;

/**
 * What all profiles give that have consented. `open` is the id of the profile that is open, and `shelfOf` what a profile
 * keeps: a passphrase keeps all others out. `nameOf` gives the nickname as it is shown.
 */
export async function gatherGiven(
  profiles: readonly Profile[],
  open: string,
  shelfOf: (profile: Profile) => Pick<Shelf, 'adapters' | 'texts'>,
  text: SplitClient,
  nameOf: (profile: Profile) => string = givenName,
): Promise<Given> {
  const given: Given = { members: [], locked: [], empty: [], tooLarge: [], unreadable: [] };
  for (const profile of profiles.filter(isGiving)) {
    if (profile.lock && profile.id !== open) {
      given.locked.push(profile);
      continue;
    }
    try {
      const { member, isTooLarge } = await giveFrom(profile, shelfOf(profile), text, nameOf(profile));
      if (isTooLarge) given.tooLarge.push(profile);
      if (member.text || member.model) given.members.push(member);
      else if (!isTooLarge) given.empty.push(profile);
    } catch {
      given.unreadable.push(profile);
    }
  }
  return given;
}

async function giveFrom(
  { id: profile, gives }: Profile,
  { adapters, texts }: Pick<Shelf, 'adapters' | 'texts'>,
  client: SplitClient,
  name: string,
): Promise<{ member: CollectedMember; isTooLarge: boolean }> {
  const newest = modelInUse(await adapters.list());
  const isTooLarge = gives?.model === true && newest?.method === 'full';
  const member: CollectedMember = { kind: 'member', id: crypto.randomUUID(), name, profile };
  if (gives?.texts) {
    const { items } = await texts.look();
    const learned = newest?.origin === 'trained' ? newest.learned?.train : undefined;
    const text = await splitText(client, items.filter(isLearned), learned);
    if (text) member.text = text;
  }
  if (gives?.model && newest && !isTooLarge) {
    const { id, createdAt, madeAt, version, run } = newest;
    member.model = {
      // A model is often called as the text that it comes from, which its owner may not want to tell.
      ...{ name, createdAt: madeAt ?? createdAt, weights: await adapters.weights(id) },
      ...(version.number > 1 && { version: version.number }),
      ...(run && { run: withoutCache(run) }),
    };
  }
  return { member, isTooLarge };
}

type SplitClient = Pick<TextClient, 'prepare' | 'decode' | 'encodeWithoutSecrets'>;

/**
 * Splits somebody's texts as a training does, for good, without what looks like a secret. Passages that the owner's model
 * has learned, by the hashes of their sentences, are not held out. All of a text that is too short is to be learned from.
 * Undefined where there is no text. Rejects with a `UserError`.
 */
export async function splitText(
  client: SplitClient,
  texts: readonly TextDocument[],
  learned: Iterable<number> = [],
): Promise<ClassText | undefined> {
  const documents = texts.map(({ name, text }) => ({ name, text }));
  const joined = async (ids: Int32Array) => (await client.decode(ids)).join('\n\n');
  const prepared = await client.prepare(documents, { leaveOut: true, apart: true });
  if (prepared?.kind !== 'ready') {
    const learn = await joined(await client.encodeWithoutSecrets(documents));
    return learn.trim() === '' ? undefined : { learn, held: '' };
  }
  const fair = fairTokens(prepared.sentences.held, learned);
  return {
    learn: await joined(prepared.train),
    held: await joined(prepared.held.filter((_, i) => fair[i])),
  };
}

/** Names are told apart as people do: by letters, not by case or by how they are encoded. */
const folded = (name: string) => name.normalize('NFKC').trim().toLowerCase();

/** The member with this name among others, if there is one. */
export const named = (members: readonly CollectedMember[], name: string): CollectedMember | undefined =>
  members.find((member) => folded(member.name) === folded(name));

/** Whether two parts from files make one member: one is the text and the other the model. */
const completes = (one: CollectedMember, other: CollectedMember) =>
  !one.profile && !other.profile && !(one.text && other.text) && !(one.model && other.model);

/**
 * What is to be kept when members come in: what a profile gives takes the place of what it gave before; a text and a model
 * that come in files under the same name belong together; of others that share a name, the later ones get a number.
 */
export function placed(
  members: readonly CollectedMember[],
  incoming: readonly CollectedMember[],
): CollectedMember[] {
  const all = new Map(members.map((member) => [member.id, member]));
  const changed = new Set<string>();
  const put = (member: CollectedMember) => {
    all.set(member.id, member);
    changed.add(member.id);
  };
  for (const one of incoming) {
    const before = one.profile && [...all.values()].find(({ profile }) => profile === one.profile);
    const others = [...all.values()].filter((other) => other !== before);
    const same = named(others, one.name);
    if (before) put({ ...one, id: before.id, name: ownName(others, one.name) });
    else if (same && completes(same, one)) put({ ...one, ...same, ...partsOf(one) });
    else put({ ...one, name: ownName(others, one.name) });
  }
  return [...changed].map((id) => all.get(id)!);
}

const partsOf = ({ text, model }: CollectedMember) => ({ ...(text && { text }), ...(model && { model }) });

function ownName(others: readonly CollectedMember[], name: string): string {
  let own = name;
  for (let n = 2; named(others, own); n++) own = `${name} (${n})`;
  return own;
}

/** A member of this laptop who no longer gives all that was collected, and what is left of their part, if anything. */
export interface Withdrawn {
  member: CollectedMember;
  left?: CollectedMember;
}

/** Who has withdrawn their consent since, or deleted their profile. */
export function withdrawnOf(members: readonly CollectedMember[], profiles: readonly Profile[]): Withdrawn[] {
  return members.flatMap((member): Withdrawn[] => {
    if (!member.profile) return [];
    const gives = profiles.find(({ id }) => id === member.profile)?.gives;
    const isText = member.text && gives?.texts;
    const isModel = member.model && gives?.model;
    if (Boolean(isText) === Boolean(member.text) && Boolean(isModel) === Boolean(member.model)) return [];
    const { text, model, ...rest } = member;
    const left = { ...rest, ...(isText && { text }), ...(isModel && { model }) };
    return [{ member, ...((isText || isModel) && { left }) }];
  });
}
