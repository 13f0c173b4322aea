import type { AdapterWeights } from '../../model/adapter';
import { BASE_SHA256 } from '../../model/config';
import type { AdapterRecord, Profile, Shelf } from '../../store';
import type { TextClient } from '../../text/client';
import { linesOf } from '../versions';
import { type HeldText, heldTextOf } from './held-text';

/** A model that takes part in the class page. */
export interface Entrant {
  /** The same weights always have the same one. */
  id: string;
  name: string;
  /** Of a model from a profile, the id of that profile; of one from a file, nothing. */
  profile?: string;
  method: AdapterWeights['method'];
  weights(): Promise<AdapterWeights>;
  /** Some of what its owner wrote and none of the models here has learned, as far as the page knows. */
  text?: HeldText;
}

/** Who takes part from the profiles of this laptop, and who wants to and cannot. */
export interface Gathered {
  entrants: Entrant[];
  /** Behind a passphrase, and not open. */
  locked: Profile[];
  /** Without a model. */
  empty: Profile[];
  /** What it keeps could not be read. */
  unreadable: Profile[];
}

/** The newest of the models that are in use; `adapters` has the newest first. */
export function modelInUse(adapters: readonly AdapterRecord[]): AdapterRecord | undefined {
  const used = new Set(linesOf(adapters).map(({ current }) => current));
  return adapters.find((one) => used.has(one) && one.baseHash === BASE_SHA256);
}

/**
 * The models of all profiles that consent, with the text of their owners. `open` is the id of the profile that is open,
 * and `shelfOf` what a profile keeps: a passphrase keeps all others out.
 */
export async function gather(
  profiles: readonly Profile[],
  open: string,
  shelfOf: (profile: Profile) => Pick<Shelf, 'adapters' | 'texts'>,
  text: Pick<TextClient, 'prepare' | 'decode'>,
): Promise<Gathered> {
  const consenting = profiles.filter(({ inClass }) => inClass);
  const isLocked = ({ id, lock }: Profile) => lock !== undefined && id !== open;
  const gathered: Gathered = {
    entrants: [],
    locked: consenting.filter(isLocked),
    empty: [],
    unreadable: [],
  };
  const found: { profile: Profile; model: AdapterRecord }[] = [];
  for (const profile of consenting) {
    if (isLocked(profile)) continue;
    try {
      const model = modelInUse(await shelfOf(profile).adapters.list());
      if (model) found.push({ profile, model });
      else gathered.empty.push(profile);
    } catch {
      gathered.unreadable.push(profile);
    }
  }
  // Two pupils may have learned the same page: it would be no test for either.
  const learned = found.flatMap(({ model }) =>
    model.origin === 'trained' ? [...(model.learned?.train ?? [])] : [],
  );
  for (const { profile, model } of found) {
    const shelf = shelfOf(profile);
    const held = await heldTextOf(text, shelf.texts, learned).catch(() => undefined);
    gathered.entrants.push({
      id: `${profile.id}/${model.sha256}`,
      name: profile.nickname,
      profile: profile.id,
      method: model.method,
      weights: () => shelf.adapters.weights(model.id),
      ...(held && { text: held }),
    });
  }
  return gathered;
}

/** The same entrants, each with a name of its own: of those that share one, the later ones get a number. */
export function withOwnNames(entrants: readonly Entrant[]): Entrant[] {
  const taken = new Set<string>();
  return entrants.map((entrant) => {
    let name = entrant.name;
    for (let n = 2; taken.has(name); n++) name = `${entrant.name} (${n})`;
    taken.add(name);
    return { ...entrant, name };
  });
}
