import { expect, type Page } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { ml } from '../src/i18n/ml/index.ts';
import { pseudo } from '../src/i18n/pseudo.ts';
import { test } from './flow.ts';
import { openApp, setNumbers, textField, trainButton, typeExcerpt } from './page.ts';
import { TOUR } from './tour/index.ts';

const WIDTHS = [1366, 390];
const marked = pseudo(en);

/** Where Latin letters are no fault: what the student or a model wrote, names of people and models, and the brand. */
const NO_LANGUAGE = '[dir=auto], bdi, [translate=no], textarea, input, [data-testid^=text-], script, style';

/** Names that stay in Latin letters in Malayalam: of methods, formats, units, programs, keys and files, and words given in brackets. */
const LATIN =
  /norm-only|norm|gains|LoRA|full|low-rank adaptation|parameter-efficient|fine-tuning|PEFT|CPU|Python|Hugging Face|Mixtral|FractalMoE|int8|JSON|WebGPU|Firefox|Top-p|Min-p|Tab|End|Esc|Alt|Page Down|Page Up|Space|localhost|Bet|STRICT|LENIENT|MODEST|COSTLY|CATASTROPHIC|Pareto-dominate[sd]|regularisation|geometric mean|parameters|nat|bit|[KMG]B|M?Wh|LED|AES-GCM|PBKDF2-SHA|UTF|USB|zip|PDF|Home|database|[\w-]*\.(?:txt|md|srt|png|json|swantham-class|swantham|safetensors)|https|Ctrl|Chrome|Edge|PyTorch/g;

/** What is read on the page in Latin letters and is no such name: it is in no catalogue, or was left in English. */
function latinWords(page: Page): Promise<string[]> {
  const arg = { allowed: NO_LANGUAGE, names: LATIN.source };
  return page.evaluate(({ allowed, names }) => {
    const isLatin = (text: string) => /[A-Za-z]{2,}/.test(text.replace(new RegExp(names, 'g'), ''));
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement!;
      const text = node.textContent ?? '';
      if (isLatin(text) && !parent.closest(allowed) && parent.checkVisibility())
        found.push(`text: ${text.trim()}`);
    }
    for (const element of document.body.querySelectorAll('*')) {
      if (!element.checkVisibility()) continue;
      for (const name of [
        'aria-label',
        'aria-description',
        'aria-valuetext',
        'placeholder',
        'title',
        'alt',
      ]) {
        const value = element.getAttribute(name);
        if (value && isLatin(value) && !element.closest(allowed)) found.push(`${name}: ${value}`);
      }
    }
    return [...new Set(found)];
  }, arg);
}

/** What has no room: elements beyond the window's edge, and text that its box cuts off. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate((allowed) => {
    const found: string[] = [];
    const name = (element: Element) =>
      `<${element.localName} class="${element.getAttribute('class') ?? ''}"> ${element.textContent?.trim().slice(0, 60)}`;
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth} pixels wide`);
    for (const element of document.body.querySelectorAll('*')) {
      if (!(element instanceof HTMLElement) || !element.checkVisibility()) continue;
      const { overflowX, position } = getComputedStyle(element);
      // What is one pixel large is for screen readers.
      if (element.clientWidth <= 1 || element.closest('.visually-hidden') || position === 'fixed') continue;
      const { right } = element.getBoundingClientRect();
      const scrolls = (parent: Element | null): boolean =>
        parent !== null &&
        (getComputedStyle(parent).overflowX !== 'visible' || scrolls(parent.parentElement));
      if (right > innerWidth + 1 && !scrolls(element.parentElement)) found.push(`too wide: ${name(element)}`);
      if (['hidden', 'clip'].includes(overflowX) && element.scrollWidth > element.clientWidth + 1)
        if (element.textContent.trim() !== '' && !element.closest(allowed))
          found.push(`cut off: ${name(element)}`);
    }
    return found;
  }, NO_LANGUAGE);
}

test('in Malayalam nothing is left in English, and its longer words have room', async ({ page }) => {
  test.setTimeout(1_500_000);
  // A stop that cannot be reached ends it soon.
  page.setDefaultTimeout(240_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.addInitScript(() => localStorage.setItem('swantham-language', 'ml'));
  const faults: Record<string, string[]> = {};
  for (const stop of TOUR)
    await test.step(stop.name, async () => {
      await stop.go(page, ml);
      const found = await latinWords(page);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 768 });
        // Charts are drawn anew a moment after the window has changed.
        if ((await cutOff(page)).length > 0) await page.waitForTimeout(1000);
        found.push(...(await cutOff(page)).map((fault) => `${width}: ${fault}`));
      }
      await page.setViewportSize({ width: WIDTHS[0], height: 768 });
      if (found.length > 0) faults[stop.name] = found;
      await stop.leave?.(page, ml);
    });
  expect(faults).toEqual({});
});

test('the button in the header changes everything at once, for its owner alone', async ({ page }) => {
  await openApp(page);
  await textField(page).fill('Half a sentence that');
  const banner = page.getByRole('banner');
  await banner.getByRole('button', { name: 'മലയാളം' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ml.make.title);
  await expect(page.locator('html')).toHaveAttribute('lang', 'ml-IN');
  await expect(page.locator('link[rel=manifest]')).toHaveAttribute('href', '/manifest.ml.webmanifest');
  // Nothing was loaded anew, and the button has the name of the other language, in that language.
  await expect(textField(page, undefined, ml)).toHaveValue('Half a sentence that');
  await expect(banner.getByText('English')).toHaveAttribute('lang', 'en');

  // It is this profile's, whatever the browser keeps.
  await page.evaluate(() => localStorage.setItem('swantham-language', 'en'));
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ml.make.title);
  await page.getByRole('button', { name: ml.shell.profile.label(ml.profile.form.first) }).click();
  await page.getByRole('menuitem', { name: ml.shell.profile.switch }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(en.profile.choose.title);
});

test('a training goes on while the language changes', async ({ page }) => {
  await openApp(page);
  await typeExcerpt(page, 'diary.txt', 3000);
  await setNumbers(page, { steps: 2000, rows: 1, length: 64 });
  await trainButton(page).click();
  const run = page.getByTestId('run');
  await expect(run.getByRole('button', { name: en.training.run.stop })).toBeEnabled();
  await page.getByRole('banner').getByRole('button', { name: 'മലയാളം' }).click();
  const stop = run.getByRole('button', { name: ml.training.run.stop });
  await expect(stop).toBeEnabled();
  await stop.click();
  await expect(page.getByTestId('result')).toContainText(ml.result.general);
});

test('a browser that prefers Malayalam is spoken to in it', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, locale: 'ml-IN' });
  const page = await context.newPage();
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ml.make.title);
  await context.close();
});

test('a language chosen in one tab is spoken in the other, without a reload', async ({ page, context }) => {
  await openApp(page);
  await textField(page).fill('Half a sentence that');
  const other = await context.newPage();
  await openApp(other);
  const choose = (language: string) =>
    other.evaluate((chosen) => localStorage.setItem('swantham-language', chosen), language);

  await choose('pseudo');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(marked.make.title);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-XA');
  // What was typed is still there: nothing was loaded anew.
  await expect(textField(page, undefined, marked)).toHaveValue('Half a sentence that');

  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(marked.make.title);

  await choose('en');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(en.make.title);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-IN');
  await choose('a language of another version');
  await other.reload();
  await expect(other.getByRole('heading', { level: 1 })).toHaveText(en.make.title);
});
