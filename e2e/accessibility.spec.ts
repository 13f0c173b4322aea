import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { ml } from '../src/i18n/ml/index.ts';
import { test } from './flow.ts';
import { chooseSample, openApp, openScreen, openSettings } from './page.ts';

const CATALOGUES = { en, ml };

const LOOKS = [
  { colorScheme: 'light', language: 'en' },
  { colorScheme: 'dark', language: 'en' },
  { colorScheme: 'light', language: 'ml' },
] as const;

/** Lets `page` speak `language` from its first visit on. */
const speak = (page: Page, language: keyof typeof CATALOGUES) =>
  page.addInitScript((chosen) => localStorage.setItem('swantham-language', chosen), language);

for (const { colorScheme, language } of LOOKS) {
  test(`every screen is free of what axe finds, ${colorScheme}, ${language}`, async ({ page }) => {
    const t = CATALOGUES[language];
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await speak(page, language);
    await openApp(page);
    await chooseSample(page, 'diary', t);
    const check = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
    };
    await check();
    await openSettings(page, t);
    await check();
    for (const screen of ['try', 'models'] as const) {
      await openScreen(page, screen, t);
      await check();
    }
  });
}

test('nothing is wider than a phone, in Malayalam, which has the longer words', async ({ page }) => {
  await speak(page, 'ml');
  await page.setViewportSize({ width: 360, height: 740 });
  await openApp(page);
  await chooseSample(page, 'diary', ml);
  await openSettings(page, ml);
  for (const screen of ['make', 'try', 'models'] as const) {
    await openScreen(page, screen, ml);
    const [width, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(width).toBeLessThanOrEqual(window);
  }
});
