import type { ChangeChannel } from './change-channel';
import type { Database } from './database';
import type { AnswerSheet, Answers, HandCounts } from './schema';
import type { Listed } from './shelf';
import { isAnswers } from './sound';

/** What a class answered to the lesson's questions; it belongs to no profile. Every method rejects with a `StoreError`. */
export class AnswerStore {
  constructor(
    private readonly database: Database,
    private readonly changes: ChangeChannel,
  ) {}

  /** All that can be read, in no order, so that nobody is known by their place. */
  async look(): Promise<Listed<Answers>> {
    const all = await this.database.read(['answers'], (transaction) =>
      transaction.objectStore('answers').getAll(),
    );
    return {
      items: all.filter(isAnswers),
      damaged: all.filter((one) => !isAnswers(one)).map(({ id }) => ({ id })),
    };
  }

  /** Keeps one person's answers. */
  async add(when: Answers['when'], choices: AnswerSheet['choices']): Promise<void> {
    await this.#put({ id: crypto.randomUUID(), when, kind: 'sheet', choices });
  }

  /** Keeps what a show of hands came to, in the place of what it came to before. */
  async setHands(when: Answers['when'], counts: HandCounts['counts']): Promise<void> {
    await this.#put({ id: `hands-${when}`, when, kind: 'hands', counts });
  }

  /** Deletes all of them, damaged ones too. */
  async clear(): Promise<void> {
    await this.database.write(['answers'], (transaction) => transaction.objectStore('answers').clear());
    this.changes.tell();
  }

  /** Calls `onChange` after every change, in this tab or another; returns how to stop it. */
  subscribe(onChange: () => void): () => void {
    return this.changes.subscribe(onChange);
  }

  async #put(answers: Answers): Promise<void> {
    await this.database.write(['answers'], (transaction) => transaction.objectStore('answers').put(answers));
    this.changes.tell();
  }
}
