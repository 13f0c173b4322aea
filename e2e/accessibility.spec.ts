import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { chooseSample, openApp } from './page.ts';

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
    for (const screen of [en.shell.screens.try, en.shell.screens.models]) {
      await page.getByRole('link', { name: screen, exact: true }).click();
      await check();
    }
  });
}

test('nothing is wider than a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openApp(page);
  await chooseSample(page, 'diary');
  for (const screen of [en.shell.screens.make, en.shell.screens.try, en.shell.screens.models]) {
    await page.getByRole('link', { name: screen, exact: true }).click();
    const [width, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(width).toBeLessThanOrEqual(window);
  }
});
