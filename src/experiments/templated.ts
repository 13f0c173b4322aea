import type { TextClient } from '../text/client';
import type { Author } from './experiment';

/**
 * A programmer's notes from a handful of templates, written for the project: what is held out repeats what is learned
 * from, but for dates, counts and names. Bet 10 was run on such a text, and its fall from 114 to 1.04 is
 * what learning such a text by heart brings. Always the same text: the slots are filled in turn, without chance.
 */
export function templatedNotes(): { train: string; held: string } {
  const notes = Array.from({ length: DAYS }, (_, day) => note(day));
  return { train: notes.slice(0, -HELD_DAYS).join('\n\n'), held: notes.slice(-HELD_DAYS).join('\n\n') };
}

/** The id of their author. */
export const TEMPLATED_ID = 'templated';

/** The notes' author. They are encoded as they are: `prepare` would take the repeats out, which are the point here. */
export async function templatedAuthor(text: Pick<TextClient, 'encodeDocuments'>): Promise<Author> {
  const { train, held } = templatedNotes();
  return {
    id: TEMPLATED_ID,
    train: await text.encodeDocuments([{ name: TEMPLATED_ID, text: train }]),
    held: await text.encodeDocuments([{ name: TEMPLATED_ID, text: held }]),
  };
}

/** About 3,000 tokens to learn from and 500 held out, as in bet 10. */
const DAYS = 32;
const HELD_DAYS = 4;

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday'];
const MODULES = ['invoices', 'orders', 'payments'];
const PEOPLE = ['Anoop', 'Jerin'];

function note(day: number): string {
  const slots = {
    date: `${WEEKDAYS[day % 4]}, day ${day + 1}`,
    module: MODULES[day % MODULES.length],
    who: PEOPLE[day % PEOPLE.length],
    tests: 212 + day,
  };
  return TEMPLATES[day % TEMPLATES.length](slots);
}

interface Slots {
  date: string;
  module: string;
  who: string;
  tests: number;
}

const TEMPLATES: readonly ((slots: Slots) => string)[] = [
  ({ date, module, tests }) => `## ${date}: deploy

Pulled main, ran the tests, deployed the ${module} service to staging and then to production.

$ git pull --rebase origin main
$ pytest -q tests/${module}
${tests} passed, 0 failed
$ ./deploy.sh staging && ./deploy.sh production
deployed, health check ok, no errors in the log after ten minutes

Done: the release is out and the dashboard is green. Next: write the note for the customers and close the ticket.`,
  ({ date, module, who }) => `## ${date}: code review

Reviewed the branch of ${who} for the ${module} service. It is nearly ready. My comments, the same as always:

- rename the helper, so that the name says what it returns
- close the connection in the finally block
- add a test for the empty list and one for a list with a single item
- no print in library code, use the logger

Asked ${who} to squash the commits and merge after the tests have passed on the build server.`,
  ({ date, module, tests }) => `## ${date}: bug

Alert at night: the ${module} queue did not move for ${tests} seconds. The worker held a lock and waited for itself.

def drain(queue, limit=100):
    with queue.lock:
        jobs = queue.take(limit)
    for job in jobs:
        job.run()

Cause: the jobs ran while the lock was held. Fix: take the jobs under the lock, run them outside of it. Added a test.`,
  ({ date, module, who }) => `## ${date}: meeting

Present: ${who}, Devika and the people from support. We went through the open tickets of the ${module} service.

- two tickets are duplicates and were closed
- one ticket waits for an answer from the customer
- the rest is planned for the next release, in the order of the list

${who} writes the minutes. Next meeting: same time, same room, with the numbers from the dashboard.`,
];
