import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { whole } from '../src/i18n/build/whole.ts';
import { test } from './flow.ts';
import { expect, openApp, openScreen, textField, untagged } from './page.ts';

const { en, ml } = whole;
const WIDTHS = [1366, 1024];

const isOn = (page: Page) => page.locator('html[data-projector]');

/** The size of a rem, in pixels. */
const rem = (page: Page) =>
  page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));

test('the address shows the page for a projector, with keys, and p leaves it', async ({ page }) => {
  await openApp(page);
  const usual = await rem(page);
  await page.goto('/?projector');
  await expect(page.getByTestId('projector')).toBeVisible();
  expect(await rem(page)).toBe(1.25 * usual);
  const menu = page.getByRole('navigation');
  const current = (name: string) => menu.getByRole('link', { name, exact: true });

  await page.keyboard.press('2');
  await expect(current(en.shell.screens.try)).toHaveAttribute('aria-current', 'page');
  // The next Tab goes on from the menu.
  await expect(current(en.shell.screens.try)).toBeFocused();

  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: en.projector.keys.title });
  await expect(keys).toContainText(en.classroom.title);
  await page.keyboard.press('3');
  await expect(keys).toHaveCount(0);
  await expect(current(en.shell.screens.models)).toHaveAttribute('aria-current', 'page');

  // In a field they only write, and with a modifier they are the browser's.
  await page.keyboard.press('1');
  await textField(page).fill('');
  await textField(page).focus();
  await page.keyboard.type('p2?');
  await expect(textField(page)).toHaveValue('p2?');
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('Alt+4');
  await expect(current(en.shell.screens.make)).toHaveAttribute('aria-current', 'page');

  await page.keyboard.press('p');
  await expect(isOn(page)).toHaveCount(0);
  expect(new URL(page.url()).search).toBe('');
  await page.keyboard.press('4');
  await expect(current(en.shell.screens.make)).toHaveAttribute('aria-current', 'page');
});

test('a profile keeps it, and the address of a tab goes before it', async ({ page }) => {
  await openApp(page);
  await page.evaluate(() => (location.hash = '#/profile'));
  const toggle = page.getByRole('switch', { name: en.projector.label });
  await page.getByText(en.projector.label).click();
  await expect(toggle).toBeChecked();
  await expect(isOn(page)).toHaveCount(1);
  await page.reload();
  await expect(toggle).toBeChecked();

  await page.goto('/?projector=off#/profile');
  await expect(page.getByText(untagged(en.projector.addressOff))).toBeVisible();
  await expect(toggle).not.toBeChecked();
  await expect(isOn(page)).toHaveCount(0);
  // Whoever uses the switch here means it.
  await page.getByText(en.projector.label).click();
  await expect(isOn(page)).toHaveCount(1);
  expect(new URL(page.url()).search).toBe('');
  await page.getByRole('button', { name: en.projector.leave }).click();
  await expect(isOn(page)).toHaveCount(0);
  await page.reload();
  await expect(toggle).not.toBeChecked();
});

for (const [language, colorScheme] of [
  ['en', 'dark'],
  ['ml', 'light'],
] as const)
  test(`every screen has room on a projector and is sound, ${language}, ${colorScheme}`, async ({ page }) => {
    const t = language === 'en' ? en : ml;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.addInitScript((chosen) => localStorage.setItem('swantham-language', chosen), language);
    await page.goto('/?projector');
    await expect(page.getByTestId('projector')).toBeVisible();
    await openScreen(page, 'make', t);
    for (const key of '123456789') {
      await page.keyboard.press(key);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 768 });
        const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        expect(wide, `${key} at ${width}`).toBeLessThanOrEqual(window);
      }
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${key} ${id}: ${nodes[0].html}`)).toEqual([]);
    }
  });
