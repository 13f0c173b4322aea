import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { numberOf, SCREENS, type ScreenId } from '../src/app/lesson/plan.ts';
import { en } from '../src/i18n/en/index.ts';
import { lesson as words } from '../src/i18n/en/lesson.ts';
import { lesson as inMalayalam } from '../src/i18n/ml/lesson.ts';
import { test } from './flow.ts';
import {
  expect,
  handOver,
  keptRuns,
  openApp,
  pressTwice,
  trainButton,
  typeExcerpt,
  untagged,
} from './page.ts';

test.use({ viewport: { width: 1366, height: 768 } });

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const recorded = (page: Page) => page.getByTestId('recorded');

/** The screen is there, with all of it in a projector's window and nothing that axe finds. */
async function seeScreen(page: Page, id: ScreenId, t = words): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: t.screens[id], exact: true })).toBeVisible();
  const nav = page.getByRole('navigation', { name: t.stage.turns });
  await expect(nav).toContainText(t.stage.place(numberOf(id), SCREENS.length));
  await expect(nav).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => scrollY)).toBe(0);
  const below = async () => {
    const [content, turns] = await Promise.all([
      page.getByTestId('content').boundingBox(),
      nav.boundingBox(),
    ]);
    return content!.y + content!.height - turns!.y;
  };
  expect(await below(), `${id} has room`).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes[0].html}`)).toEqual([]);
}

test('a lesson is given by keys and without a network, with a recording that is marked, in both languages', async ({
  page,
  context,
}) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await openApp(page);
  await expect(page.getByText(en.shell.offline.works)).toBeVisible({ timeout: 120_000 });
  await context.setOffline(true);
  await page.goto('/#/lesson');
  await page.reload();
  await page.getByRole('link', { name: words.begin }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('notes')).toContainText(words.notes.before[0]);
  await page.keyboard.press('n');
  await expect(page.getByTestId('notes')).toHaveCount(0);
  await seeScreen(page, 'before');

  // Keys turn the screens, but not from a field.
  await page.keyboard.press('PageDown');
  const field = page.getByRole('textbox', { name: words.count.word });
  await expect(field).toBeVisible();
  await field.focus();
  for (const key of ['ArrowRight', 'Space', 'n']) await page.keyboard.press(key);
  await field.fill('the');
  await button(page, words.count.show).focus();
  await page.keyboard.press('Space');
  await expect(
    page.getByRole('list', { name: words.count.ask('the').replace(/<\/?word>/g, '') }),
  ).toBeVisible();
  await seeScreen(page, 'count');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('ArrowLeft');
  await seeScreen(page, 'count');
  await page.keyboard.press('ArrowRight');

  // The class votes before it sees what the base says; here the recording knows it.
  await page.getByRole('switch', { name: words.recorded.useOn }).focus();
  await page.keyboard.press('Space');
  await expect(recorded(page)).toContainText(words.recorded.mark);
  const vote = page.getByTestId('vote');
  await vote.getByRole('button').first().focus();
  await page.keyboard.press('Enter');
  await expect(vote.getByRole('button', { name: words.predict.votes(1) })).toHaveCount(1);
  await button(page, words.predict.show).press('Enter');
  await expect(vote.getByRole('list').getByRole('listitem')).toHaveCount(4);
  await seeScreen(page, 'predict');

  // The recorded curve is drawn, is marked, and comes to its end.
  await page.keyboard.press('PageDown');
  const player = page.getByTestId('player');
  await expect(player).toHaveAttribute('data-playing', 'true');
  await expect(recorded(page)).toContainText(/2026/);
  await expect(player).toContainText(/times as fast/);
  await button(page, words.train.stopPlaying).press('Enter');
  await expect(player).toHaveAttribute('data-playing', 'false');
  await expect(player).toContainText(/^.*100 steps/);
  await seeScreen(page, 'train');
  for (const id of ['compare', 'explain'] as const) {
    await page.keyboard.press('PageDown');
    await expect(recorded(page)).toBeVisible();
    await seeScreen(page, id);
  }
  await page.getByRole('tab', { name: words.explain.whole }).press('Enter');
  await expect(page.getByTestId('attribution')).toBeVisible();
  await seeScreen(page, 'explain');

  // The clock goes on over a reload, and stands when it is stopped.
  const timer = page.getByRole('timer');
  await button(page, words.clock.pause).press('Enter');
  const stopped = await timer.textContent();
  await page.reload();
  await expect(timer).toHaveText(stopped!);
  await expect(recorded(page)).toBeVisible();
  await button(page, words.clock.goOn).press('Enter');
  await expect(timer).not.toHaveText(stopped!);

  // To the class page and back.
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('PageDown');
  await seeScreen(page, 'whose');
  await page.getByRole('link', { name: words.whose.open }).press('Enter');
  await page.getByRole('link', { name: words.stage.backTo(7) }).press('Enter');
  for (const id of ['whose', 'harm', 'discuss', 'after'] as const) {
    await seeScreen(page, id);
    if (id !== 'after') await page.keyboard.press('PageDown');
  }

  // The page with the sheet to print is a press away, and so is the way back. A remote turns from a tab, too.
  await page.getByRole('link', { name: words.questions.toAnswers }).press('Enter');
  await expect(button(page, words.totals.print)).toBeVisible();
  await page.getByRole('link', { name: words.stage.backTo(10) }).press('Enter');
  await page.getByRole('tab', { name: words.questions.how.totals }).click();
  await page.keyboard.press('PageUp');
  await seeScreen(page, 'discuss');
  await page.keyboard.press('PageDown');

  // The same in Malayalam, backwards.
  await page.getByRole('banner').getByRole('button', { name: 'മലയാളം' }).click();
  await page.getByRole('heading', { level: 1 }).focus();
  for (const { id } of SCREENS.toReversed()) {
    await seeScreen(page, id, inMalayalam);
    await page.keyboard.press('PageUp');
  }
  await page.setViewportSize({ width: 390, height: 844 });
  for (const { id } of SCREENS) {
    await expect(page.getByTestId('lesson')).toHaveAttribute('data-screen', id);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.keyboard.press('PageDown');
  }
});

test('words are counted while the base is still coming', async ({ page }) => {
  await page.route(/\/assets\/base-.*\.part$/, () => {});
  await page.goto(`/#/lesson/${numberOf('count')}`);
  await page.getByRole('textbox', { name: words.count.word }).fill('the');
  await button(page, words.count.show).click();
  await expect(
    page.getByRole('list', { name: words.count.ask('the').replace(/<\/?word>/g, '') }),
  ).toBeVisible();
  await seeScreen(page, 'count');
});

test('answers before and after are counted, and a class trains on its own text', async ({ page }) => {
  await openApp(page);
  await typeExcerpt(page, 'diary.txt', 3000);
  await page.goto('/#/lesson/questions');
  const { questions, totals } = words;
  const answer = async (choices: readonly string[]) => {
    for (const choice of choices) await page.getByText(choice, { exact: true }).first().click();
    await pressTwice(button(page, questions.keep));
  };
  const right = [
    questions.ask.learns.choices.follows,
    questions.ask.understands.choices.likely,
    questions.ask['held-out'].choices.test,
  ];
  await expect(page.getByTestId('totals')).toContainText(totals.nobody);
  await button(page, questions.keep).click();
  await expect(page.getByText(questions.incomplete)).toBeVisible();
  await answer([questions.ask.learns.choices.truth, ...right.slice(1)]);
  await expect(page.getByText(questions.kept(1))).toBeVisible();
  await answer(right);
  await expect(page.getByText(questions.kept(2))).toBeVisible();
  await page.getByText(questions.when.after, { exact: true }).click();
  await page.getByRole('tab', { name: questions.how.hands }).click();
  await page.getByRole('textbox', { name: questions.hands(right[0]) }).fill('30');
  await page.reload();
  await expect(page.getByTestId('totals')).toContainText(totals.counted(2, 30));
  const row = page.getByRole('table').getByRole('row', { name: right[0] });
  await expect(row).toContainText(totals.share(1, 2));
  await expect(row).toContainText(totals.share(30, 30));
  await button(page, totals.delete).click();
  await page.getByRole('alertdialog').getByRole('button', { name: totals.delete }).click();
  await expect(page.getByTestId('totals')).toContainText(totals.nobody);

  // A training of the lesson is no recording. It is stopped soon: a step is enough.
  await page.goto('/#/lesson/4');
  await page.getByRole('button', { name: words.text.label }).click();
  await page.getByRole('option', { name: words.text.own }).click();
  await button(page, words.train.start).click({ timeout: 120_000 });
  // Nobody else trains meanwhile.
  await page.goto('/#/make');
  const notice = page.getByText(untagged(en.make.train.lessonTraining));
  await expect(notice).toBeVisible();
  await expect(trainButton(page)).toBeDisabled();
  await notice.getByRole('link').click();
  await button(page, en.training.run.stop).click({ timeout: 120_000 });
  const training = page.getByTestId('training');
  await expect(training).toHaveAttribute('data-status', 'done', { timeout: 240_000 });
  await expect(button(page, words.train.keep)).toBeVisible({ timeout: 240_000 });
  await pressTwice(button(page, words.train.keep));
  await expect(page.getByText(words.train.keptAs(words.train.modelName(words.text.own)))).toBeVisible();
  expect(await page.evaluate(keptRuns)).toHaveLength(1);
  await page.keyboard.press('PageDown');
  await expect(page.getByTestId('compared').getByTestId('voice')).toBeVisible();
  await expect(recorded(page)).toHaveCount(0);

  // The next person finds nothing of it.
  await handOver(page, 'Biju');
  await page.goto(`/#/lesson/${numberOf('compare')}`);
  await expect(page.getByText(words.nothing.about)).toBeVisible();
  await expect(page.getByTestId('compared')).toHaveCount(0);
});

test('whoever waits too long for a training switches to the recording, which plays at once', async ({
  page,
}) => {
  await openApp(page);
  await page.goto(`/#/lesson/${numberOf('train')}`);
  const training = page.getByTestId('training');
  const start = button(page, words.train.start);
  await expect(start).toBeEnabled({ timeout: 120_000 });
  // Not by a click: Playwright scrolls for one as soon as it has to wait.
  await start.press('Enter');
  await expect(training).toHaveAttribute('data-status', 'running');
  await seeScreen(page, 'train');
  await expect(page.getByText(words.recorded.stops)).toBeVisible();
  await page.getByRole('switch', { name: words.recorded.useOn }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByTestId('player')).toBeVisible();
  await expect(recorded(page)).toContainText(words.recorded.mark);
  await expect(page.getByRole('alert')).toHaveCount(0);

  // The machine is free again, and the class may train after all.
  await page.keyboard.press('Space');
  await expect(training).toHaveAttribute('data-status', 'idle');
  await expect(start).toBeEnabled();
});
