import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { test } from './flow.ts';
import { chooseSample, openApp, openScreen, openSettings } from './page.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every screen is free of what axe finds, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openApp(page);
    await chooseSample(page, 'diary');
    const check = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
    };
    await check();
    await openSettings(page);
    await check();
    for (const screen of ['try', 'models'] as const) {
      await openScreen(page, screen);
      await check();
    }
  });
}

test('nothing is wider than a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openApp(page);
  await chooseSample(page, 'diary');
  await openSettings(page);
  for (const screen of ['make', 'try', 'models'] as const) {
    await openScreen(page, screen);
    const [width, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(width).toBeLessThanOrEqual(window);
  }
});
