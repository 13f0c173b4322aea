import { readFileSync } from 'node:fs';
import {
  chooseSample,
  chooseSetting,
  expect,
  openScreen,
  openSettings,
  setNumbers,
  textField,
  trainButton,
} from '../page.ts';
import { chooseFiles, pressEscape, type Stop } from './stop.ts';

/** So few and small steps that even the processor needs a second for them. */
const SMALL = { learningRate: 0.005, rows: 1, length: 64 };
const TINY = { ...SMALL, steps: 6 };
const SECRET = 'Call me at 98470 12345. My password is: mango-Tree-42!\n';
/** Forty words in sentences that are in no sample. */
const NEW = Array.from({ length: 8 }, (_, i) => `Then mango number ${i} fell.`).join(' ');

/** From a first text to a model that has learned again: it begins on Make, in a browser without a model. */
export const MAKE: readonly Stop[] = [
  {
    name: 'make-little',
    async go(page, t) {
      await openScreen(page, 'make', t);
      await textField(page, undefined, t).fill('Amma made puttu today.');
      await expect(page.getByTestId('not-enough')).toBeVisible();
    },
  },
  {
    name: 'make-refused',
    async go(page, t) {
      const photo = { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50]) };
      await chooseFiles(page, t.make.text.open, photo);
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'make-opened',
    whole: true,
    async go(page, t) {
      const file = (name: string, text: string) => ({
        name,
        mimeType: 'text/plain',
        buffer: Buffer.from(text),
      });
      const message = (name: string, text: string) => `01/06/25, 7:01 pm - ${name}: ${text}`;
      const chat = ['Anju: Is it raining there?', 'Appu: <Media omitted>', 'Appu: The bus is an island.'].map(
        (line) => message(...(line.split(': ') as [string, string])),
      );
      const film = '1\n00:00:01,000 --> 00:00:02,000\n<i>Run!</i>\n\n2\n00:00:03,000 --> 00:00:04,000\nNo.\n';
      await chooseFiles(page, t.make.text.open, [file('film.srt', film), file('chat.txt', chat.join('\n'))]);
      await expect(page.getByRole('radio')).toHaveCount(2);
    },
    async leave(page, t) {
      for (const name of ['film.srt', 'chat.txt'])
        await page.getByRole('button', { name: t.make.text.remove(name) }).click();
    },
  },
  {
    name: 'make-secrets',
    async go(page, t) {
      const diary = readFileSync('src/text/samples/diary.txt', 'utf8').slice(0, 3000);
      await textField(page, undefined, t).fill(SECRET + diary);
      await expect(page.getByTestId('secrets')).toBeVisible();
    },
  },
  {
    name: 'make-samples',
    async go(page, t) {
      await textField(page, undefined, t).fill('');
      await page.getByRole('button', { name: t.make.text.sample }).click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    name: 'make-text',
    async go(page, t) {
      await chooseSample(page, 'diary', t);
      await expect(trainButton(page, t)).toBeEnabled();
    },
  },
  {
    name: 'make-held-out',
    async go(page, t) {
      await page.getByRole('button', { name: t.make.split.see }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    name: 'make-word',
    async go(page, t) {
      await page.getByRole('button', { name: t.terms.questions.token, exact: true }).first().click();
      await expect(page.getByRole('dialog').getByRole('link')).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    name: 'make-advanced',
    whole: true,
    async go(page, t) {
      await openSettings(page, t);
      await page.getByText(t.make.advanced.lora.name).click();
    },
  },
  {
    name: 'make-running',
    async go(page, t) {
      await page.getByText(t.make.advanced.norm.name).click();
      await chooseSetting(page, t.make.advanced.cpu, t);
      // More than there is time for: it has first numbers, too.
      await setNumbers(page, { ...SMALL, steps: 5000 }, t);
      await trainButton(page, t).click();
      const stop = page.getByTestId('run').getByRole('button', { name: t.training.run.stop });
      await expect(stop).toBeEnabled();
      // The curve needs some steps before it is one.
      await page.waitForTimeout(5000);
    },
  },
  {
    name: 'make-learning',
    whole: true,
    go: async (page) => expect(page.getByTestId('first-result')).toBeVisible(),
    leave: async (page) => void (await page.reload()),
  },
  {
    name: 'make-unfinished',
    go: async (page) => expect(page.getByTestId('unfinished').getByRole('button').first()).toBeEnabled(),
    async leave(page, t) {
      await page.getByTestId('unfinished').getByRole('button').first().click();
      const stop = page.getByTestId('run').getByRole('button', { name: t.training.run.stop });
      await expect(stop).toBeEnabled();
      await stop.click();
      await expect(page.getByTestId('result')).toBeVisible({ timeout: 240_000 });
    },
  },
  {
    name: 'make-result',
    async go(page) {
      await expect(page.getByTestId('result').getByTestId('attribution')).toBeVisible({ timeout: 240_000 });
    },
  },
  { name: 'make-result-whole', whole: true, go: async () => {} },
  {
    name: 'make-offer',
    async go(page, t) {
      await page.getByRole('button', { name: t.make.text.own, exact: true }).click();
      await textField(page, undefined, t).fill(NEW);
      await expect(page.getByTestId('offers')).toContainText(t.versions.offer.newWords(40));
      await page.getByTestId('offers').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'make-updated',
    whole: true,
    // The second version is quickly made.
    async go(page, t) {
      await setNumbers(page, TINY, t);
      await page.getByRole('button', { name: t.versions.offer.button, exact: true }).click();
      await expect(page.getByTestId('version-note')).toContainText(t.versions.version(1), {
        timeout: 240_000,
      });
    },
  },
];
