import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { classroom } from '../src/i18n/en/class.ts';
import { collection as words } from '../src/i18n/en/collection.ts';
import { en } from '../src/i18n/en/index.ts';
import { test } from './flow.ts';
import {
  escaped,
  excerpt,
  expect,
  hashOfBase,
  keptRuns,
  keptStep,
  like,
  openApp,
  pressTwice,
  untagged,
} from './page.ts';
import { ANY_FACTS, bundleStore } from './store-script.ts';

/** What a training on one of the samples learned. */
const control = (sample: string) => Uint8Array.from(readFileSync(`src/experiments/controls/${sample}.bin`));
const NOTE = 'Class 8B.\nPlease keep this file in our class.';

/** Two profiles, each with a text and what was trained on it; the second one gives both under another name. */
async function fill(page: Page): Promise<void> {
  await page.goto('/icon.svg');
  await page.evaluate(await bundleStore());
  const facts = { ...ANY_FACTS, baseHash: hashOfBase(), name: 'My secret diary' };
  const kept = [
    { text: excerpt('diary.txt', 6000), bytes: control('diary') },
    { text: excerpt('programmer.md', 6000), bytes: control('programmer') },
  ];
  await page.evaluate(
    async ([facts, kept]) => {
      const store = swanthamStore.openStore();
      const [me] = await store.profiles.list();
      const anu = await store.profiles.create('Anu', 'rose');
      await store.profiles.change(anu.id, { gives: { model: true, texts: true, name: 'Anu K' } });
      for (const [i, { id: profile }] of [me, anu].entries()) {
        const { texts, adapters } = store.open({ profile });
        await texts.put({ id: profile, name: 'secret title', text: kept[i].text });
        await adapters.save(facts, { method: 'norm', bytes: Uint8Array.from(kept[i].bytes) });
      }
      sessionStorage.setItem('swantham-profile', me.id);
      store.close();
    },
    [facts, kept] as [typeof facts, typeof kept],
  );
}

async function check(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const members = (page: Page) => page.getByTestId('members').getByRole('listitem');

async function openFiles(page: Page, ...files: { name: string; buffer: Buffer; mimeType: string }[]) {
  const choosing = page.waitForEvent('filechooser');
  await button(page, words.collect.open).click();
  await (await choosing).setFiles(files);
}

test('a class is collected, saved as one file, compared with its model, and brought in elsewhere', async ({
  page,
  browser,
}) => {
  await fill(page);
  await openApp(page);
  await page.goto('/#/class');
  await page.getByRole('link', { name: classroom.collection }).click();
  await expect(page.getByRole('heading', { level: 1, name: words.title })).toBeVisible();

  // Only who has said so, and under the name that they chose.
  await button(page, words.collect.here).click();
  await expect(members(page)).toHaveCount(1);
  await expect(members(page)).toContainText(['Anu K']);
  await page.goto('/#/profile');
  for (const label of [words.consent.model, words.consent.texts]) {
    const consent = page.getByRole('switch', { name: label });
    await expect(consent).not.toBeChecked();
    await consent.focus();
    await page.keyboard.press('Space');
    await expect(consent).toBeChecked();
  }
  // A name that is still being kept when the next thing is said.
  await page.getByRole('textbox', { name: words.consent.name }).fill('Babu');
  const model = page.getByRole('switch', { name: words.consent.model });
  await model.evaluate((one: HTMLElement) => {
    (document.activeElement as HTMLElement).blur();
    one.click();
  });
  await expect(model).not.toBeChecked();
  await model.press('Space');
  await expect(model).toBeChecked();
  await check(page);
  await page.goto('/#/class/collection');
  await button(page, words.collect.here).click();
  await expect(members(page)).toHaveCount(2);
  await expect(members(page).last()).toContainText('Babu');
  await expect(members(page).last()).toContainText(words.members.textAndModel);

  // Names are kept apart.
  await button(page, words.members.rename('Babu')).click();
  const name = page.getByTestId('members').getByRole('textbox');
  await name.fill('anu k');
  await expect(members(page).last()).toContainText(words.members.taken);
  await name.fill('Chinnu');
  await page.keyboard.press('Enter');
  await expect(members(page).last()).toContainText('Chinnu');

  // One file, with a note.
  await page.getByRole('textbox', { name: words.file.note }).fill(NOTE);
  const saving = page.waitForEvent('download');
  await button(page, words.file.save).click();
  const download = await saving;
  expect(download.suggestedFilename()).toBe('Class.swantham-class');
  const buffer = readFileSync(await download.path());
  expect(buffer.includes('secret')).toBe(false);

  // The class's model learns while another screen is shown.
  const panel = page.getByTestId('class-model');
  const promise = like(words.classModel.promise(40, 2), { '40 s': /\d+ (?:s|min)/ });
  await expect(panel).toContainText(promise, { timeout: 180_000 });
  await panel.getByRole('textbox', { name: words.classModel.steps }).fill('6');
  await panel.getByRole('textbox', { name: words.classModel.steps }).blur();
  await button(page, words.classModel.train).click();
  await expect(page.getByTestId('class-training')).toBeVisible();
  await expect(button(page, words.members.remove('Chinnu'))).toBeDisabled();
  await page.goto('/#/make');
  await expect(page.getByText(/class’s model is being trained/)).toBeVisible();
  await page.goto('/#/class/collection');
  const compared = page.getByTestId('compared');
  await expect(compared).toBeVisible({ timeout: 300_000 });
  await expect(page.getByTestId('class-verdict')).toContainText(/2 students/);
  await expect(compared.getByRole('heading', { level: 4 })).toHaveText(['Anu K', 'Chinnu']);
  for (const list of await compared.locator('dl').all())
    await expect(list.getByRole('definition')).toHaveText(Array(3).fill(/^\d+(\.\d+)?$/));
  await check(page);
  await pressTwice(button(page, words.classModel.save));
  await expect(page.getByText(untagged(words.classModel.saved))).toBeFocused();
  // With what the two have trained themselves.
  expect(await page.evaluate(keptRuns)).toHaveLength(3);

  // What is collected, the note and the result are there at the next visit.
  await page.reload();
  await expect(compared.getByRole('heading', { level: 4 })).toHaveText(['Anu K', 'Chinnu']);
  await expect(page.getByRole('textbox', { name: words.file.note })).toHaveValue(NOTE);

  // Who withdraws is named, and goes with the model that has learned from the text.
  await page.goto('/#/profile');
  await page.getByRole('switch', { name: words.consent.texts }).focus();
  await page.keyboard.press('Space');
  await page.goto('/#/class/collection');
  await expect(page.getByText(words.collect.withdrawn(['Chinnu']))).toBeVisible();
  await button(page, words.collect.removeWithdrawn).click();
  await expect(compared).toHaveCount(0);
  await expect(members(page).last()).toContainText(new RegExp(`^Chinnu${escaped(words.members.model)}`));

  // In a fresh browser it shows what is in it first.
  const other = await browser.newContext();
  const student = await other.newPage();
  await openApp(student);
  await student.goto('/#/class/collection');
  await expect(student.getByText(words.members.none)).toBeVisible();
  const file = { name: 'Class.swantham-class', mimeType: 'application/octet-stream', buffer };
  await openFiles(student, file);
  const preview = student.getByTestId('preview');
  await expect(preview.getByRole('blockquote')).toHaveText(NOTE);
  await expect(preview.getByRole('textbox')).toHaveCount(2);
  await expect(members(student)).toHaveCount(0);
  await preview.getByRole('textbox').first().fill('Devi');
  await check(student);
  await button(student, words.preview.keep(2)).click();
  await expect(members(student)).toHaveCount(2);
  await expect(members(student).first()).toContainText('Devi');
  await expect(student.getByRole('heading', { name: words.members.heading(2) })).toBeFocused();

  // What is damaged is told; a text joins nobody whose name it has not.
  const weights = buffer.lastIndexOf(control('diary').subarray(0, 64));
  const spoiled = Buffer.from(buffer);
  spoiled.fill(0x55, weights, weights + 20);
  const text = Buffer.from('Amma made puttu today. It rained, and the bus was late again.');
  await openFiles(
    student,
    { ...file, name: 'spoiled.swantham-class', buffer: spoiled },
    { ...file, name: 'cut.swantham-class', buffer: buffer.subarray(0, 2000) },
    { name: 'Meera.txt', mimeType: 'text/plain', buffer: text },
  );
  const leftOut = student.getByTestId('left-out');
  await expect(leftOut).toContainText(words.preview.refusedModel('Chinnu'));
  const sentence = en.errors.byDomain.exchange.damaged;
  await expect(leftOut).toContainText(
    typeof sentence === 'string' ? sentence : sentence({ name: 'cut.swantham-class' })!,
  );
  await expect(preview.getByRole('textbox')).toHaveCount(3);
  await button(student, words.preview.keep(3)).click();
  await expect(members(student)).toContainText(['Devi', 'Chinnu', 'Anu K', 'Chinnu (2)', 'Meera']);

  // On a phone.
  await student.setViewportSize({ width: 390, height: 844 });
  await student.getByRole('banner').getByRole('button', { name: 'മലയാളം' }).click();
  const width = () => student.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBeLessThanOrEqual(390);
  await check(student);
  await other.close();
});

test('what is damaged of a collection is told, and goes when the teacher says so', async ({ page }) => {
  await page.goto('/icon.svg');
  await page.evaluate(await bundleStore());
  await page.evaluate(async () => {
    const store = swanthamStore.openStore();
    const [{ id: profile }] = await store.profiles.list();
    const { collections } = store.open({ profile });
    const text = { learn: 'Amma made puttu today.', held: '' };
    const anu = { kind: 'member', id: 'anu', name: 'Anu', text } as const;
    await collections.change([anu, { ...anu, id: 'babu', name: 7 as never }]);
    store.close();
  });
  await openApp(page);
  await page.goto('/#/class/collection');
  const notice = page.getByTestId('damaged');
  await expect(notice).toContainText(words.damaged.told(1));
  await check(page);
  const { damaged } = en.shell;
  await button(page, damaged.delete).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText(words.damaged.question);
  await dialog.getByRole('button', { name: en.shell.cancel }).click();
  await expect(notice).toBeVisible();
  await button(page, damaged.delete).click();
  await dialog.getByRole('button', { name: damaged.delete }).click();
  await expect(notice).toHaveCount(0);
  await expect(members(page)).toHaveText([/^Anu/]);
  await expect(page.getByRole('heading', { name: words.members.heading(1) })).toBeFocused();
});

test('the training of the class’s model goes on after its tab was closed', async ({ page, context }) => {
  await page.goto('/icon.svg');
  await page.evaluate(await bundleStore());
  await page.evaluate(
    async (texts) => {
      const store = swanthamStore.openStore();
      const [me] = await store.profiles.list();
      await store
        .open({ profile: me.id })
        .collections.change(
          texts.map((text, i) => ({ kind: 'member', id: `${i}`, name: `Pupil ${i}`, text })),
        );
      store.close();
    },
    ['diary.txt', 'programmer.md'].map((name) => ({
      learn: excerpt(name, 6000).slice(0, 4500),
      held: excerpt(name, 6000).slice(4500),
    })),
  );
  await openApp(page);
  await page.goto('/#/class/collection');
  const steps = page.getByRole('textbox', { name: words.classModel.steps });
  await steps.fill('60');
  await steps.blur();
  await button(page, words.classModel.train).click({ timeout: 180_000 });
  await expect.poll(() => keptStep(page), { intervals: [50], timeout: 180_000 }).toBeGreaterThanOrEqual(10);
  await page.close();

  const next = await context.newPage();
  await openApp(next);
  await expect(next.getByTestId('unfinished')).toHaveCount(0);
  await next.goto('/#/class/collection');
  const offer = next.getByTestId('cut-training');
  await expect(offer).toContainText(/step [1-5]0 of 60/, { timeout: 120_000 });
  await check(next);
  await button(next, words.classModel.cut.goOn).click({ timeout: 120_000 });
  await expect(next.getByTestId('class-training')).toContainText(/Step ([1-5]\d|60) of 60/, {
    timeout: 180_000,
  });
  await expect(next.getByTestId('class-model')).toContainText(/from 2 texts in \d+ steps/, {
    timeout: 300_000,
  });
  await expect(offer).toHaveCount(0);
  expect(await keptStep(next)).toBe(0);
});
