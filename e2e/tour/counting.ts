import { expect } from '../page.ts';
import { openAddress, type Stop } from './stop.ts';

/** The model that counts: it writes, and is measured. */
export const COUNTING: readonly Stop[] = [
  {
    name: 'counting',
    whole: true,
    async go(page) {
      await openAddress(page, '#/counting/wordbox');
      const count = page.getByTestId('count');
      await expect(count).toBeVisible();
      for (let i = 0; i < 20; i++) await count.getByRole('button').first().click();
      const write = page.getByTestId('write');
      await write.locator('button.primary').click();
      await write.locator('button.primary').click();
      await write.locator('button.primary').click();
    },
  },
  {
    name: 'counting-measured',
    whole: true,
    async go(page) {
      const buttons = page.getByTestId('write').locator('div > button.react-aria-Button');
      await buttons.nth(1).click();
      await buttons.last().click();
      await page.getByTestId('ladder').getByRole('button').first().click();
      await expect(page.locator('[data-testid=ladder][data-complete=true]')).toBeVisible({
        timeout: 240_000,
      });
    },
  },
];
