import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { SCREENS as LESSON_SCREENS } from '../src/app/lesson/plan.ts';
import type { Strings } from '../src/i18n/en/index.ts';
import {
  chooseSample,
  chooseSetting,
  expect,
  openApp,
  openScreen,
  openSettings,
  setNumbers,
  textField,
  trainButton,
  write,
} from './page.ts';

/** A screen in one of its states, and how to get there from the stop before it, in any language. */
export interface Stop {
  name: string;
  go(page: Page, t: Strings): Promise<void>;
  /** It is looked at as a whole, not only what the window shows. */
  whole?: boolean;
  /** How to leave it, where the next stop cannot be reached from it. */
  leave?(page: Page, t: Strings): Promise<void>;
}

/** So few and small steps that even the processor needs a second for them. */
const SMALL = { learningRate: 0.005, rows: 1, length: 64 };
const TINY = { ...SMALL, steps: 6 };
/** The experiment that is visited: the shortest. */
const EXPERIMENT = '37';
const SECRET = 'Call me at 98470 12345. My password is: mango-Tree-42!\n';
/** Forty words in sentences that are in no sample. */
const NEW = Array.from({ length: 8 }, (_, i) => `Then mango number ${i} fell.`).join(' ');
const pressEscape = async (page: Page) => page.keyboard.press('Escape');
const lab = (page: Page, detail = '') => page.evaluate((hash) => (location.hash = hash), `#/lab/${detail}`);
/** The button that starts an experiment. */
const startButton = (page: Page) => page.locator('main section button.big');

async function chooseFiles(page: Page, button: string, files: Parameters<Page['setInputFiles']>[1]) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button, exact: true }).click();
  await (await chooser).setFiles(files as string[]);
}

async function openProfileMenu(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button').last().click();
  await expect(page.getByRole('menuitem')).toHaveCount(2);
}

/** Pages of the tour of a training, each with what is drawn there; an undefined one is passed over. */
function tourStops(kind: string, drawn: readonly (string | undefined)[]): Stop[] {
  return drawn.flatMap((id, i) =>
    id === undefined
      ? []
      : [
          {
            name: `tour-${i + 1}${kind}`,
            whole: true,
            async go(page: Page) {
              await page.evaluate((n) => (location.hash = `#/tour/${n}`), i + 1);
              await expect(page.getByTestId(id)).toBeVisible({ timeout: 120_000 });
            },
          },
        ],
  );
}

/** Every screen and its states, in an order in which each can be reached from the one before; it begins in a fresh browser. */
export const TOUR: readonly Stop[] = [
  { name: 'make-first', go: (page) => openApp(page) },
  ...tourStops('', ['tokens', 'guesses', 'losses', 'gains', 'loop', 'held', 'way']),
  { name: 'library-empty', go: (page, t) => openScreen(page, 'models', t) },
  { name: 'try-empty', go: (page, t) => openScreen(page, 'try', t) },
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
  ...tourStops('-own', [undefined, undefined, undefined, undefined, 'curve', undefined, 'found']),
  {
    name: 'try-before',
    async go(page, t) {
      await openScreen(page, 'try', t);
      await expect(page.getByRole('button', { name: t.tryOut.write, exact: true })).toBeEnabled();
    },
  },
  {
    name: 'try-pad',
    async go(page, t) {
      const field = textField(page, t.make.text.page, t);
      await field.focus();
      await page.keyboard.type('The bus was late again, so we ');
      await expect(page.getByTestId('words-mine').getByRole('button')).toHaveCount(3);
    },
  },
  { name: 'try-written', whole: true, go: (page, t) => write(page, 'Today in the bus', t) },
  {
    name: 'try-why',
    whole: true,
    async go(page) {
      for (const side of ['base', 'mine']) {
        const words = page.getByTestId(`text-${side}`).getByRole('button');
        await words.nth(1).focus();
        await expect(page.getByTestId(`why-${side}`)).toBeVisible();
      }
    },
  },
  {
    name: 'try-inside',
    whole: true,
    async go(page, t) {
      const surprise = page.getByTestId('surprise');
      await surprise.getByRole('textbox').fill('The rain fell on the blue xylophone.');
      await surprise.getByRole('button', { name: t.why.surprise.button }).click();
      await expect(page.getByTestId('surprise-own')).toBeVisible();
      await surprise.getByRole('button', { name: t.why.surprise.numbers }).click();
      const step = page.getByTestId('step');
      await step.getByRole('button', { name: t.why.step.start }).click();
      await expect(step.getByRole('group').getByRole('button')).toHaveCount(8);
    },
  },
  {
    name: 'library',
    async go(page, t) {
      await openScreen(page, 'models', t);
      await expect(page.getByTestId('adapter')).toHaveCount(1);
    },
  },
  {
    name: 'library-versions',
    whole: true,
    async go(page, t) {
      await page.getByRole('button', { name: t.versions.heading(2) }).click();
      await expect(page.getByTestId('version')).toHaveCount(2);
    },
    async leave(page, t) {
      await page.getByRole('button', { name: t.versions.heading(2) }).click();
    },
  },
  {
    name: 'library-worth',
    whole: true,
    async go(page, t) {
      await page.getByRole('button', { name: t.library.worth.own }).first().click();
      await expect(page.getByTestId('adapter').first().getByTestId('result')).toBeVisible();
    },
    async leave(page, t) {
      await page.getByRole('button', { name: t.library.worth.own }).first().click();
    },
  },
  {
    name: 'sheet',
    whole: true,
    async go(page) {
      await page.locator('a[href^="#/sheet/"]:visible').first().click();
      await expect(page.getByTestId('sheet')).toBeVisible();
    },
    leave: (page, t) => openScreen(page, 'models', t),
  },
  {
    name: 'library-rename',
    async go(page, t) {
      const rename = page.getByTestId('adapter').first().getByText(t.shell.name.rename, { exact: true });
      await rename.click();
      await expect(page.getByTestId('adapter').getByRole('textbox')).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    name: 'library-export',
    async go(page, t) {
      await page.getByTestId('adapter').first().getByText(t.library.export.button, { exact: true }).click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    name: 'library-python',
    async go(page, t) {
      await page.getByTestId('adapter').first().getByText(t.library.export.button, { exact: true }).click();
      await page.getByRole('menuitem').last().click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    name: 'library-delete',
    async go(page, t) {
      await page
        .getByTestId('adapter')
        .first()
        .getByText(t.library.delete.button, { exact: true })
        .first()
        .click();
      await expect(page.getByRole('alertdialog')).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    name: 'library-imported',
    whole: true,
    async go(page, t) {
      await page.getByTestId('adapter').first().getByText(t.library.export.button, { exact: true }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem').first().click(),
      ]);
      const file = join(mkdtempSync(join(tmpdir(), 'swantham-tour-')), download.suggestedFilename());
      await download.saveAs(file);
      await chooseFiles(page, t.library.import.button, file);
      await expect(page.getByTestId('probe')).toBeVisible({ timeout: 120_000 });
    },
  },
  {
    name: 'library-refused',
    async go(page, t) {
      await chooseFiles(page, t.library.import.button, 'package.json');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'lab-list',
    whole: true,
    async go(page) {
      await lab(page);
      await expect(page.getByTestId('experiment').first()).toBeVisible();
    },
  },
  {
    name: 'lab-before',
    whole: true,
    async go(page) {
      await lab(page, EXPERIMENT);
      await expect(startButton(page)).toBeEnabled({ timeout: 120_000 });
    },
  },
  {
    name: 'lab-running',
    async go(page) {
      // The shortest of the samples alone: the quick form then trains once.
      for (const author of ['yours', 'diary', 'malayalam'])
        await page.locator(`main input[value=${author}]`).uncheck({ force: true, timeout: 5000 });
      await expect(startButton(page)).toBeEnabled();
      await startButton(page).click();
      await expect(page.getByRole('progressbar')).toBeVisible();
    },
  },
  {
    name: 'lab-finished',
    whole: true,
    async go(page) {
      await expect(page.locator('[data-testid=finding][data-complete=true]')).toBeVisible({
        timeout: 240_000,
      });
    },
  },
  {
    name: 'lab-unknown',
    async go(page) {
      await lab(page, 'nowhere');
      await expect(page.getByTestId('experiment').first()).toBeVisible();
    },
  },
  {
    name: 'counting',
    whole: true,
    async go(page) {
      await page.evaluate(() => (location.hash = '#/counting/wordbox'));
      const count = page.getByTestId('count');
      await expect(count).toBeVisible();
      for (let i = 0; i < 20; i++) await count.getByRole('button').first().click();
      const write = page.getByTestId('write');
      await write.locator('button.primary').click();
      await write.locator('button.primary').click();
      await write.locator('button.primary').click();
    },
  },
  {
    name: 'counting-measured',
    whole: true,
    async go(page) {
      const buttons = page.getByTestId('write').locator('div > button.react-aria-Button');
      await buttons.nth(1).click();
      await buttons.last().click();
      await page.getByTestId('ladder').getByRole('button').first().click();
      await expect(page.locator('[data-testid=ladder][data-complete=true]')).toBeVisible({
        timeout: 240_000,
      });
    },
  },
  {
    name: 'lesson',
    whole: true,
    async go(page) {
      await page.evaluate(() => (location.hash = '#/lesson'));
      await expect(page.getByTestId('lesson-start')).toBeVisible();
    },
  },
  ...LESSON_SCREENS.map(
    ({ id }, i): Stop => ({
      name: `lesson-${id}`,
      async go(page) {
        await page.evaluate((hash) => (location.hash = hash), `#/lesson/${i + 1}`);
        await expect(page.getByTestId('lesson')).toHaveAttribute('data-screen', id);
        const recordings = page.getByTestId('content').getByRole('switch');
        if (id === 'predict') await recordings.focus();
        if (id === 'predict') await page.keyboard.press('Space');
        if (id === 'predict' || id === 'explain') await expect(page.getByTestId('recorded')).toBeVisible();
      },
    }),
  ),
  {
    name: 'lesson-questions',
    whole: true,
    async go(page) {
      await page.evaluate(() => (location.hash = '#/lesson/questions'));
      await expect(page.getByTestId('totals')).toBeVisible();
    },
  },
  {
    name: 'lesson-way-back',
    async go(page) {
      await page.evaluate(() => (location.hash = '#/class'));
      await expect(page.getByTestId('back-to-lesson')).toBeVisible();
    },
    leave: async (page) => page.getByTestId('back-to-lesson').getByRole('button').click(),
  },
  {
    name: 'teacher',
    whole: true,
    async go(page, t) {
      await page.evaluate(() => (location.hash = '#/teacher'));
      await expect(page.getByRole('heading', { level: 1, name: t.shell.teacher })).toBeVisible();
    },
  },
  {
    name: 'teacher-ready',
    whole: true,
    async go(page) {
      await page.evaluate(() => (location.hash = '#/teacher/ready'));
      await page.getByTestId('readiness').locator('button.big').click();
      await expect(page.locator('[data-testid=readiness][data-complete=true]')).toBeVisible({
        timeout: 180_000,
      });
    },
  },
  {
    name: 'teacher-harm',
    whole: true,
    async go(page) {
      await page.evaluate(() => (location.hash = '#/teacher/harm'));
      const reveal = page.getByTestId('guess').locator('button.big');
      await expect(reveal).toHaveCount(3);
      for (let left = 3; left > 0; left--) await reveal.first().click();
      await expect(page.getByTestId('places')).toBeVisible();
    },
  },
  {
    name: 'collection-files',
    whole: true,
    async go(page) {
      await page.evaluate(() => (location.hash = '#/class/collection'));
      const chooser = page.waitForEvent('filechooser');
      await page.getByTestId('collect').locator('button.react-aria-Button:not(.primary)').click();
      const file = (name: string, text: string) => ({
        ...{ name, mimeType: 'text/plain', buffer: Buffer.from(text) },
      });
      const diary = readFileSync('src/text/samples/diary.txt', 'utf8').slice(0, 4000);
      await (await chooser).setFiles([file('മീര.txt', diary), file('broken.swantham-class', 'PK')]);
      await expect(page.getByTestId('left-out')).toBeVisible();
    },
  },
  {
    name: 'collection',
    whole: true,
    async go(page) {
      await page.getByTestId('preview').locator('button.primary').click();
      await expect(page.getByTestId('members').getByRole('listitem')).toHaveCount(1);
      await expect(page.getByTestId('class-model').locator('button.big')).toBeEnabled();
    },
  },
  {
    name: 'help',
    whole: true,
    async go(page, t) {
      await page.evaluate(() => (location.hash = '#/help'));
      await expect(page.getByRole('heading', { level: 1, name: t.help.title })).toBeVisible();
    },
  },
  {
    name: 'worksheet',
    whole: true,
    async go(page) {
      await page.evaluate(() => (location.hash = '#/worksheet'));
      await expect(page.getByTestId('worksheet')).toBeVisible();
      await page.locator('main label:has([role=switch])').last().click();
      await expect(page.getByTestId('answers')).toBeVisible();
    },
  },
  {
    name: 'glossary',
    whole: true,
    async go(page, t) {
      await page.evaluate(() => (location.hash = '#/glossary/perplexity'));
      await expect(page.getByRole('heading', { level: 1, name: t.terms.title })).toBeVisible();
      await expect(page.getByTestId('word').first()).toBeVisible();
    },
  },
  {
    name: 'profile-menu',
    go: openProfileMenu,
    leave: pressEscape,
  },
  {
    name: 'profile',
    whole: true,
    async go(page, t) {
      await openProfileMenu(page);
      await page.getByRole('menuitem').first().click();
      await expect(page.getByRole('heading', { level: 1, name: t.profile.title })).toBeVisible();
    },
  },
  {
    name: 'projector',
    whole: true,
    async go(page) {
      await page.getByTestId('projector-panel').locator('label').click();
      await expect(page.getByTestId('projector')).toBeVisible();
    },
  },
  {
    name: 'projector-keys',
    async go(page) {
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
    async leave(page) {
      await page.keyboard.press('p');
      await expect(page.getByTestId('projector')).toHaveCount(0);
    },
  },
  {
    name: 'profile-passphrase',
    whole: true,
    async go(page, t) {
      await page.getByRole('button', { name: t.profile.passphrase.set, exact: true }).click();
      await page.getByRole('textbox', { name: t.profile.passphrase.next, exact: true }).fill('short');
      await page.getByRole('button', { name: t.profile.passphrase.set, exact: true }).click();
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'profile-delete',
    async go(page, t) {
      await page.getByRole('button', { name: t.profile.delete.heading, exact: true }).click();
      await expect(page.getByRole('alertdialog')).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    name: 'profile-empty',
    async go(page, t) {
      await page.getByRole('button', { name: t.profile.wipe.heading, exact: true }).click();
      await expect(page.getByRole('alertdialog')).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    name: 'profile-choose',
    async go(page, t) {
      await openProfileMenu(page);
      await page.getByRole('menuitem').last().click();
      await expect(page.getByRole('heading', { level: 1, name: t.profile.choose.title })).toBeVisible();
    },
  },
  {
    name: 'profile-new',
    async go(page, t) {
      await page.getByRole('button', { name: t.profile.choose.new, exact: true }).click();
      await page.getByRole('button', { name: t.profile.choose.begin, exact: true }).click();
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
];
