import type { Suggestion } from '../../eval/suggest';
import { ghostOf, type Moment, NO_OFFERS, narrowed, type Offers, placeOf } from './offers';

/** A model that is asked for words: what the evaluator's client does with it. */
export interface Adviser {
  suggest(before: string, signal: AbortSignal): Promise<Suggestion[]>;
  goOn(before: string, signal: AbortSignal): Promise<string>;
}

/** Who is asked: the model that is used, and the base beside it if that is wanted; nobody where nothing is to be offered. */
export interface Advisers {
  own?: Adviser;
  base?: Pick<Adviser, 'suggest'>;
}

/** What is offered, why the last question has no answer, and whether those who are asked have answered nothing yet. */
export interface Shown extends Offers {
  failure: unknown;
  isNew: boolean;
}

/** Why the field is looked at: something was typed, taken back or done again, or else the cursor moved. */
export type Cause = 'typed' | 'undone' | 'moved';

/**
 * What is offered while somebody writes. Each moment ends the question of the one before, so an old answer never
 * stands beside newer text; until the new one comes, what still fits of the old one stays.
 */
export class Offering {
  #shown: Shown = { ...NO_OFFERS, failure: undefined, isNew: true };
  #advisers: Advisers = {};
  /** How the field is, once it was looked at. */
  #moment: Moment | undefined;
  /** Until something is typed: nothing after undo, no ghost after Escape. */
  #isQuiet = false;
  #isHidden = false;
  #asked = new AbortController();
  readonly #listeners = new Set<() => void>();

  get shown(): Shown {
    return this.#shown;
  }

  /** Calls `onChange` when something else is offered; returns how to stop it. */
  readonly subscribe = (onChange: () => void): (() => void) => {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  };

  /** Asks others from now on, at once. */
  readonly use = (advisers: Advisers): void => {
    this.#advisers = advisers;
    this.#show({ ...NO_OFFERS, isNew: true });
    void this.#ask();
  };

  /** Looks at the field again. */
  look(moment: Moment, cause: Cause): void {
    if (cause === 'moved' && this.#moment && isSame(this.#moment, moment)) return;
    this.#moment = moment;
    if (cause === 'typed') this.#isHidden = false;
    if (cause !== 'moved') this.#isQuiet = cause === 'undone';
    void this.#ask();
  }

  /** Takes the ghost away until something is typed. */
  hide(): void {
    this.#isHidden = true;
    this.#show({ ghost: '' });
  }

  /** Takes the ghost away that has no room where it is. */
  readonly dropGhost = (): void => this.#show({ ghost: '' });

  /** Asks nobody any more. */
  readonly stop = (): void => this.#asked.abort();

  async #ask(): Promise<void> {
    this.#asked.abort();
    const { signal } = (this.#asked = new AbortController());
    const { own, base } = this.#advisers;
    const moment = this.#moment;
    const place = moment ? placeOf(moment) : 'nothing';
    if (!moment || !own || this.#isQuiet || place === 'nothing') return this.#show(NO_OFFERS);
    const before = moment.text.slice(0, moment.start);
    const mayShow = (ghost: string) => (place === 'ghost' && !this.#isHidden ? ghost : '');
    const remaining = narrowed(this.#shown, before);
    this.#show({ ...remaining, ghost: mayShow(remaining.ghost), failure: undefined });
    try {
      const words = await own.suggest(before, signal);
      if (signal.aborted) return;
      // A longer ghost of the same words stays until it is known how it goes on now.
      const ghost = ghostOf(words, this.#shown.ghost);
      this.#show({ words, ghost: mayShow(ghost), isNew: false });
      // Above other lines there is room for a word at most.
      if (mayShow(ghost) !== '' && before.length === moment.text.length) {
        const further = await own.goOn(before, signal);
        if (signal.aborted) return;
        this.#show({ ghost: mayShow(ghostOf(words, further)) });
      }
      const baseWords = (await base?.suggest(before, signal)) ?? [];
      if (!signal.aborted) this.#show({ baseWords });
    } catch (error) {
      if (!signal.aborted) this.#show({ ...NO_OFFERS, failure: error, isNew: false });
    }
  }

  #show(part: Partial<Shown>): void {
    this.#shown = { ...this.#shown, ...part };
    for (const listener of this.#listeners) listener();
  }
}

const isSame = (a: Moment, b: Moment): boolean =>
  a.text === b.text && a.start === b.start && a.end === b.end && a.isComposing === b.isComposing;
