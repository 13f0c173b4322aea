import { type Damaged, type Listed, type Shelf, StoreError, type Text } from '../../store';

/** A pause in typing this long keeps the text; one who never pauses is kept at the second time. */
const SAVE_AFTER_MS = 300;
const SAVE_AT_LATEST_MS = 1500;

/** What the screen shows of a profile's texts. */
export interface ShownTexts {
  /** The student's own page first. */
  texts: readonly Text[];
  /** Those that are there and cannot be opened. */
  damaged: readonly Damaged[];
  /** Until the texts were read once, nobody knows what is in them, and typing would write over it. */
  isRead: boolean;
  /** Why they could not be read, if they could not. */
  unreadable: unknown;
  /** Why the last change could not be kept. */
  failure: unknown;
}

/** What this tab did to a text: its new state, or nothing if it was closed. */
interface Change {
  text: Text | undefined;
  isSaved: boolean;
}

/**
 * The texts of a profile, as they are typed and as they are kept: every change is kept soon after, and a change in
 * another tab appears here unless the same text is being typed here.
 */
export class Documents {
  #shown: ShownTexts;
  #kept: Shelf['texts'] | undefined;
  readonly #own: Text;
  readonly #listeners = new Set<() => void>();
  /** Changes that the next read may not find: those that are not saved, or were saved after it began. */
  readonly #changes = new Map<string, Change>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #firstChange: number | undefined;

  /** `own` is the student's own page as it is before anything was kept: it is always there. */
  constructor(own: Text) {
    this.#own = own;
    const nothing = { unreadable: undefined, failure: undefined };
    this.#shown = { texts: [own], damaged: [], isRead: false, ...nothing };
  }

  get shown(): ShownTexts {
    return this.#shown;
  }

  /** Calls `onChange` when something else is shown; returns how to stop it. */
  readonly subscribe = (onChange: () => void): (() => void) => {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  };

  /** Reads from `kept`, and keeps there from now on; returns how to end that. */
  keepIn(kept: Shelf['texts']): () => void {
    this.#kept = kept;
    this.#read();
    this.save();
    const unsubscribe = kept.subscribe(() => this.#read());
    return () => {
      unsubscribe();
      this.save();
    };
  }

  /** Shows and keeps a text, in the place of the one with the same id or as the last one. */
  put(text: Text): void {
    const { texts } = this.#shown;
    const isKnown = texts.some(({ id }) => id === text.id);
    this.#show({ texts: isKnown ? texts.map((one) => (one.id === text.id ? text : one)) : [...texts, text] });
    this.#change(text.id, text);
  }

  /** Changes the words of a text, or whether something is learned from it. */
  edit(id: string, change: Partial<Pick<Text, 'text' | 'isUnused'>>): void {
    const old = this.#shown.texts.find((one) => one.id === id);
    if (old) this.put({ ...old, ...change });
  }

  close(id: string): void {
    this.#show({ texts: this.#shown.texts.filter((text) => text.id !== id) });
    this.#change(id, undefined);
  }

  /** Keeps what is not kept yet, now. */
  readonly save = oneAtATime(async () => {
    clearTimeout(this.#timer);
    this.#firstChange = undefined;
    const unsaved = [...this.#changes].filter(([, { isSaved }]) => !isSaved);
    if (unsaved.length === 0 || !this.#kept) return;
    let failure: unknown;
    for (const [id, change] of unsaved) {
      try {
        await (change.text ? this.#kept.autosave(change.text) : this.#kept.delete(id));
        change.isSaved = true;
      } catch (error) {
        failure = error;
      }
    }
    this.#show({ failure });
  });

  /** One at a time, so that the last one to end is the last one that began. */
  readonly #read = oneAtATime(async () => {
    for (const [id, { isSaved }] of this.#changes) if (isSaved) this.#changes.delete(id);
    if (!this.#kept) return;
    let listed: Listed<Text>;
    try {
      listed = await this.#kept.look();
    } catch (error) {
      // Where the browser keeps nothing at all, nothing can be written over.
      const keepsNothing = error instanceof StoreError && error.reason === 'unavailable';
      return this.#show(keepsNothing ? { isRead: true } : { unreadable: error });
    }
    const { items, damaged } = listed;
    const all = new Map([this.#own, ...items].map((text) => [text.id, text]));
    for (const [id, { text }] of this.#changes) {
      if (text) all.set(id, text);
      else all.delete(id);
    }
    const texts = [...all.values()];
    const isNew = !isSame(texts, this.#shown.texts);
    this.#show({ isRead: true, unreadable: undefined, damaged, ...(isNew && { texts }) });
  });

  #change(id: string, text: Text | undefined): void {
    this.#changes.set(id, { text, isSaved: false });
    this.#firstChange ??= performance.now();
    const rest = this.#firstChange + SAVE_AT_LATEST_MS - performance.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.save, Math.max(0, Math.min(SAVE_AFTER_MS, rest)));
  }

  #show(part: Partial<ShownTexts>): void {
    this.#shown = { ...this.#shown, ...part };
    for (const listener of this.#listeners) listener();
  }
}

/** Runs `job` (which never rejects) one at a time: when it is asked for while it runs, it runs once more afterwards. */
function oneAtATime(job: () => Promise<void>): () => Promise<void> {
  let isAsked = false;
  let running: Promise<void> | undefined;
  const run = async () => {
    while (isAsked) {
      isAsked = false;
      await job();
    }
    running = undefined;
  };
  return () => {
    isAsked = true;
    running ??= run();
    return running;
  };
}

function isSame(a: readonly Text[], b: readonly Text[]): boolean {
  return (
    a.length === b.length &&
    a.every(
      ({ id, name, text, page, isUnused = false }, i) =>
        id === b[i].id &&
        name === b[i].name &&
        text === b[i].text &&
        page === b[i].page &&
        isUnused === (b[i].isUnused ?? false),
    )
  );
}
