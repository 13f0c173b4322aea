import type { Page } from '@playwright/test';
import type { Strings } from '../../src/i18n/en/index.ts';

/** A screen in one of its states, and how to get there from the stop before it, in any language. */
export interface Stop {
  name: string;
  go(page: Page, t: Strings): Promise<void>;
  /** It is looked at as a whole, not only what the window shows. */
  whole?: boolean;
  /** How to leave it, where the next stop cannot be reached from it. */
  leave?(page: Page, t: Strings): Promise<void>;
}

/** Closes what stands open over a screen. */
export const pressEscape = async (page: Page) => page.keyboard.press('Escape');

/** Opens an address of the app, without a reload. */
export const openAddress = (page: Page, hash: string) => page.evaluate((to) => (location.hash = to), hash);

/** Presses the button of this name, and gives the chooser that it opens these files. */
export async function chooseFiles(page: Page, button: string, files: Parameters<Page['setInputFiles']>[1]) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button, exact: true }).click();
  await (await chooser).setFiles(files as string[]);
}
