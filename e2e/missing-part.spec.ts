import { classroom } from '../src/i18n/en/class.ts';
import { en } from '../src/i18n/en/index.ts';
import { test } from './flow.ts';
import { atSomeStep, expect, openApp, openScreen, setNumbers, trainButton, typeExcerpt } from './page.ts';

// It would have all files, and bring what the host does not.
test.use({ serviceWorkers: 'block' });

test('a screen that does not come says so in its place, and what runs goes on', async ({ page }) => {
  const part = '**/assets/LibraryScreen-*.js';
  await page.route(part, (route) => route.abort());
  await openApp(page);
  await typeExcerpt(page, 'diary.txt', 3000);
  await setNumbers(page, { steps: 500, rows: 1, length: 32 });
  await trainButton(page).click();
  await expect(page.getByTestId('run')).toContainText(atSomeStep(500), { timeout: 120_000 });
  await page.getByRole('link', { name: en.shell.screens.models }).click();
  const missing = page.getByRole('alert').filter({ hasText: en.shell.missing });
  await expect(missing).toBeVisible();
  await expect(page.getByRole('banner')).toBeVisible();

  await openScreen(page, 'make');
  await expect(missing).toHaveCount(0);
  await expect(page.getByTestId('run')).toContainText(atSomeStep(500));
  await page.getByRole('link', { name: en.shell.screens.models }).click();
  await expect(missing).toBeVisible();
  await page.unroute(part);
  await missing.getByRole('button', { name: en.shell.tryAgain }).click();
  await expect(page.getByRole('heading', { level: 1, name: en.library.title })).toBeVisible();
});

test('an evaluator that does not open says so, and can be tried again', async ({ page }) => {
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto('/');
  const again = page
    .getByRole('main')
    .or(page.getByRole('contentinfo'))
    .getByRole('button', { name: en.shell.tryAgain });
  await expect(again.first()).toBeVisible({ timeout: 120_000 });
  await page.unroute('**/*.wasm');
  await again.first().click();
  await openApp(page);
});

test('an address with a lonely % leads to its screen', async ({ page }) => {
  await page.goto('/#/glossary/100%');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('banner')).toBeVisible();
});

test('another screen says its name in the title, and its heading takes a focus that is lost', async ({
  page,
}) => {
  await openApp(page);
  await page.goto('/#/help');
  await expect(page).toHaveTitle(new RegExp(`^${en.help.title}`));
  const link = page.getByRole('link', { name: classroom.link });
  await link.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: classroom.title })).toBeFocused();
  await expect(page).toHaveTitle(/^Whose text is it\?/);
  await page.getByRole('link', { name: en.shell.screens.models }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: en.library.title })).toBeVisible();
  await expect(page.getByRole('link', { name: en.shell.screens.models })).toBeFocused();
});
