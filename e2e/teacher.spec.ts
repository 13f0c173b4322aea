import AxeBuilder from '@axe-core/playwright';
import { test as anywhere, type Page } from '@playwright/test';
import { MEASURED } from '../src/experiments/hostile-measured.ts';
import { en } from '../src/i18n/en/index.ts';
import { teacher as words } from '../src/i18n/en/teacher/index.ts';
import { teacher as inMalayalam } from '../src/i18n/ml/teacher/index.ts';
import { POINTS, type Point } from '../src/run/readiness/points.ts';
import { test } from './flow.ts';
import { escaped, expect, openApp } from './page.ts';
import { startStaticHost } from './static-host.ts';

const { ready, harm } = words;
const WORDS = { en: words, ml: inMalayalam };

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const row = (page: Page, point: Point) => page.locator(`[data-testid=point][data-point=${point}]`);
const open = (page: Page, hash: string) => page.evaluate((to) => (location.hash = to), hash);

/** What each point came to, once all of them have. */
async function reasons(page: Page): Promise<Record<Point, string | null>> {
  await expect(page.locator('[data-testid=readiness][data-complete=true]')).toBeVisible({ timeout: 180_000 });
  const found = await Promise.all(
    POINTS.map(async (point) => [point, await row(page, point).getAttribute('data-reason')] as const),
  );
  return Object.fromEntries(found) as Record<Point, string | null>;
}

/** How many sheets of A4 the page takes. */
async function sheets(page: Page): Promise<number> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  return pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

async function checkAccessibility(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
}

/** Not `test`: with one processor there is one thread, and nothing to mend about it. */
anywhere(
  'a laptop becomes ready: its twelve points are tested, mended and printed on one page',
  async ({ browser }) => {
    let isBroken = true;
    const host = await startStaticHost({
      mishap: (path) => (isBroken && /\/programmer-/.test(path) ? 'refused' : undefined),
    });
    const context = await browser.newContext({ baseURL: host.origin });
    try {
      const page = await context.newPage();
      await anywhere.step('a file does not come: offline is not ready', async () => {
        await openApp(page);
        await page.getByRole('contentinfo').getByRole('link', { name: en.shell.teacher }).click();
        await page.getByRole('link', { name: words.page.ready.name }).click();
        await page.getByRole('textbox', { name: ready.laptop }).fill('Lab 2, number 7');
        await expect(page.getByRole('contentinfo')).toContainText(en.shell.offline.troubles.unreachable, {
          timeout: 120_000,
        });
        await button(page, ready.start).click();
        const found = await reasons(page);
        expect(found).toEqual({
          ...{
            base: 'verified',
            offline: 'failed',
            database: 'works',
            room: 'enough',
            persistence: 'not-asked',
          },
          ...{ fonts: 'drawn', screen: 'good', browser: 'young', memory: found.memory },
          ...{ threads: 'alone', engine: 'right', speed: found.speed },
        });
        await expect(row(page, 'offline')).toContainText(ready.grades['not-ready']);
        await expect(page.getByTestId('result-of-check')).toContainText(ready.result(0, 0, 1));
      });

      await anywhere.step(
        'the file comes: the button saves the app, and the row keeps the focus',
        async () => {
          isBroken = false;
          await row(page, 'offline').getByRole('button', { name: ready.repairs['store-app'] }).press('Enter');
          await expect(row(page, 'offline')).toHaveAttribute('data-reason', 'unseen', { timeout: 120_000 });
          await row(page, 'offline').getByRole('button', { name: ready.repairs.reload }).press('Enter');
          const found = await reasons(page);
          expect(found).toMatchObject({ offline: 'whole', threads: 'several', engine: 'right' });
          await expect(page.getByRole('textbox', { name: ready.laptop })).toHaveValue('Lab 2, number 7');
          await checkAccessibility(page);
        },
      );

      await anywhere.step(
        'a stored file is damaged: it is found, fetched again, and the focus stays',
        async () => {
          await page.evaluate(async () => {
            const name = (await caches.keys()).find((one) => one.startsWith('workbox-precache'))!;
            const cache = await caches.open(name);
            const [request] = (await cache.keys()).filter(({ url }) => url.includes('/programmer-'));
            await cache.put(request, new Response('damaged'));
          });
          await button(page, ready.again).click();
          await expect(page.locator('[data-testid=readiness][data-complete=false]')).toBeVisible();
          expect(await reasons(page)).toMatchObject({ offline: 'wrong' });
          await row(page, 'offline')
            .getByRole('button', { name: ready.repairs['fetch-files'] })
            .press('Enter');
          await expect(row(page, 'offline')).toHaveAttribute('data-reason', 'whole');
          await expect(row(page, 'offline').getByRole('heading')).toBeFocused();
        },
      );

      await anywhere.step('it is printed on one page, in both languages', async () => {
        await page.emulateMedia({ media: 'print' });
        for (const language of ['en', 'ml'] as const) {
          if (language === 'ml') {
            await page.emulateMedia({ media: 'screen' });
            await page.getByRole('button', { name: /മലയാളം/ }).click();
            await page.emulateMedia({ media: 'print' });
          }
          await expect(page.getByRole('heading', { level: 1 })).toHaveText(WORDS[language].ready.title);
          await expect(row(page, 'speed')).toBeVisible();
          expect(await sheets(page)).toBe(1);
        }
      });
    } finally {
      await context.close();
      host.close();
    }
  },
);

test('the lesson about harm by keys: guess first, then what was measured, then hide a number', async ({
  page,
}) => {
  await openApp(page);
  await open(page, '#/teacher/harm');
  await expect(page.getByRole('heading', { level: 1, name: harm.title })).toBeVisible();
  const guesses = page.getByTestId('guess');
  await expect(guesses).toHaveCount(3);
  await expect(page.getByTestId('measured')).toHaveCount(0);

  const first = guesses.first();
  await first.getByRole('radio').first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await expect(first.getByRole('radio', { name: harm.copies.options[5] })).toBeChecked();
  await page.keyboard.press('Tab');
  await expect(first.getByRole('button', { name: harm.reveal })).toBeFocused();
  await page.keyboard.press('Enter');
  const measured = first.getByTestId('measured');
  await expect(measured).toBeFocused();
  await expect(measured).toContainText(harm.youSaid(harm.copies.options[5]));
  for (const copies of [1, 5, 20, 100] as const)
    await expect(
      first.getByRole('listitem').filter({ hasText: new RegExp(`^${escaped(harm.copies.times(copies))}`) }),
    ).toContainText(harm.copies.place(MEASURED.norm[copies], MEASURED.candidates));

  // Without a guess it says so.
  await guesses.last().getByRole('button', { name: harm.reveal }).press('Enter');
  await expect(guesses.last().getByTestId('measured')).toContainText(harm.youDidNotSay);

  const test = page.getByTestId('secret-test');
  await expect(test.getByTestId('what-it-reads')).toHaveText(harm.test.example.replace('98470 12345', '…'));
  const sentence = test.getByRole('textbox');
  await sentence.fill('Her number is nine eight four seven.');
  await expect(test.getByRole('status')).toHaveText(harm.test.nothing);
  await sentence.fill('Her mail is anu@kite-school.in.');
  await expect(test.getByRole('status')).toHaveText(harm.test.found([en.make.findings.secrets.email(1)]));
  await checkAccessibility(page);

  const lab = page.getByRole('link', { name: en.experiments.hostile.title });
  await lab.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: en.experiments.hostile.title })).toBeVisible();
});
