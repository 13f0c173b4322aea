import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { glossary as english } from '../src/i18n/en/glossary.ts';
import { en } from '../src/i18n/en/index.ts';
import { glossary as malayalam } from '../src/i18n/ml/glossary.ts';
import { ml } from '../src/i18n/ml/index.ts';
import { test } from './flow.ts';
import { chooseSample, openApp, openScreen, openSettings, untagged } from './page.ts';

const LANGUAGES = { en: { t: en, glossary: english }, ml: { t: ml, glossary: malayalam } };
/** CSS pixels: WCAG 2.2, 2.5.8. */
const LEAST_TARGET = 24;

const words = (page: Page) => page.getByTestId('word');

/** Opens the app for what needs no model. */
async function openPage(page: Page): Promise<void> {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

async function expectSound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
}

for (const language of ['en', 'ml'] as const)
  test(`a word is explained where it stands, by keyboard alone, and among all words: ${language}`, async ({
    page,
  }) => {
    const { t, glossary } = LANGUAGES[language];
    const { questions, all } = t.terms;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.addInitScript((chosen) => localStorage.setItem('swantham-language', chosen), language);
    await openApp(page);
    await chooseSample(page, 'diary', t);
    const button = page.getByRole('button', { name: questions.token, exact: true }).first();
    const dialog = page.getByRole('dialog', { name: questions.token });

    await test.step('Enter opens it, Escape closes it, and the focus is where it was', async () => {
      await button.focus();
      await page.keyboard.press('Enter');
      await expect(dialog).toContainText(glossary.token.meaning);
      await expect(dialog).toHaveAccessibleDescription(glossary.token.meaning);
      await expectSound(page);
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
      await expect(button).toBeFocused();
    });

    await test.step('from there a link leads to it among all words', async () => {
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await expect(dialog.getByRole('link', { name: all })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/#\/glossary\/token$/);
      await expect(dialog).toHaveCount(0);
      const link = page.getByRole('link', { name: glossary.token.term, exact: true });
      await expect(link).toBeFocused();
      await expect(link).toHaveAttribute('aria-current', 'true');
      await expect(link).toBeInViewport();
      await expectSound(page);
    });

    await test.step('the list has both languages, by the alphabet of the page', async () => {
      await expect(words(page)).toHaveCount(Object.keys(english).length);
      const terms = await words(page).getByRole('link').allTextContents();
      const { compare } = new Intl.Collator(language === 'en' ? 'en-IN' : 'ml-IN');
      expect(terms).toEqual(
        Object.values(glossary)
          .map(({ term }) => term)
          .sort(compare),
      );
      const other = LANGUAGES[language === 'en' ? 'ml' : 'en'].glossary;
      await expect(words(page).filter({ hasText: other.perplexity.term })).toContainText(
        glossary.perplexity.meaning,
      );
    });
  });

test('the list is filtered, linked to and printed', async ({ page }) => {
  const { terms } = en;
  const filter = page.getByRole('searchbox', { name: terms.filter });
  await openPage(page);
  await page.getByRole('contentinfo').getByRole('link', { name: terms.link }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(terms.title);

  await test.step('by its name in either language, by an explanation, or not at all', async () => {
    await filter.fill('perplex');
    await expect(words(page)).toHaveCount(1);
    await expect(page.getByText(terms.found(1), { exact: true })).toBeVisible();
    await filter.fill(malayalam.seed.term);
    await expect(words(page)).toContainText([english.seed.meaning]);
    await filter.fill('spectacularly');
    await expect(words(page)).toHaveCount(0);
    await expect(page.getByText(untagged(terms.none('spectacularly')))).toBeVisible();
    await expect(page.getByRole('button', { name: terms.print })).toBeDisabled();
    await expectSound(page);
    await filter.fill('');
  });

  await test.step('an address of a word, however it is written, shows it', async () => {
    for (const hash of ['#glossary/window', '#/glossary/adapter']) {
      await page.evaluate((to) => (location.hash = to), hash);
      const id = hash.split('/').at(-1) as keyof typeof english;
      await expect(page.locator('[data-marked]')).toContainText(english[id].meaning);
      await expect(page.locator('[data-marked]')).toBeInViewport({ ratio: 1 });
    }
    await page.evaluate(() => (location.hash = '#/glossary/nothing-of-this-name'));
    await expect(page.locator('[data-marked]')).toHaveCount(0);
    await expect(words(page)).toHaveCount(Object.keys(english).length);
  });

  await test.step('on paper there is the list and nothing else', async () => {
    const isPrinted = page.waitForEvent('console', (message) => message.text() === 'printed');
    await page.evaluate(() => {
      window.print = () => console.log('printed');
    });
    await page.getByRole('button', { name: terms.print }).click();
    await isPrinted;
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const role of ['banner', 'navigation', 'contentinfo', 'searchbox', 'button'] as const)
      await expect(page.getByRole(role)).toHaveCount(0);
    await expect(words(page).first()).toBeVisible();
    const looks = await words(page)
      .first()
      .evaluate((word) => {
        const { breakInside, color } = getComputedStyle(word);
        return [breakInside, color, getComputedStyle(document.body).backgroundColor];
      });
    expect(looks).toEqual(['avoid', 'rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
  });
});

test('each "?" is large enough to press, and no line is higher by it', async ({ page }) => {
  await openApp(page);
  await chooseSample(page, 'diary');
  await openSettings(page);
  const asked = new Set(Object.values(en.terms.questions) as string[]);
  for (const screen of ['make', 'try', 'models', 'lab'] as const) {
    await openScreen(page, screen);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const boxes = await page
      .getByRole('button', { name: /^What is / })
      .evaluateAll((all) => all.map((one) => [one.getAttribute('aria-label'), one.getBoundingClientRect()]));
    for (const [name, { width, height }] of boxes as [string, DOMRect][]) {
      expect(asked).toContain(name);
      expect(width, name).toBeGreaterThanOrEqual(LEAST_TARGET);
      expect(height, name).toBeGreaterThanOrEqual(LEAST_TARGET);
    }
  }
  await openScreen(page, 'make');
  const higher = await page.getByRole('button', { name: /^What is / }).evaluateAll((all) =>
    all.flatMap((one) => {
      const line = one.closest('p, dt, div')!;
      const height = line.getBoundingClientRect().height;
      (one as HTMLElement).style.height = '0';
      return line.getBoundingClientRect().height < height ? [one.getAttribute('aria-label')] : [];
    }),
  );
  expect(higher).toEqual([]);
});

test('the arrow keys choose no other method while one is explained', async ({ page }) => {
  await openPage(page);
  await openSettings(page);
  const { norm, lora } = en.make.advanced;
  await page.getByRole('button', { name: en.terms.questions.lora, exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText(english.lora.meaning);
  for (const key of ['ArrowDown', 'ArrowUp', 'Escape', 'ArrowDown']) await page.keyboard.press(key);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('radio', { name: lora.name })).not.toBeChecked();
  await expect(page.getByRole('radio', { name: norm.name })).toBeChecked();
});

test('without its files the explanation says so', async ({ page }) => {
  await openPage(page);
  await page.waitForLoadState('networkidle');
  await page.route(/assets\/glossary-.*\.js/, (route) => route.abort());
  await page.getByRole('button', { name: en.terms.questions.training, exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText(en.terms.failed);
});
