import { readFileSync } from 'node:fs';
import { expect } from '../page.ts';
import { openAddress, type Stop } from './stop.ts';

/** The class collection: what files bring, and what was collected. */
export const COLLECTION: readonly Stop[] = [
  {
    name: 'collection-files',
    whole: true,
    async go(page) {
      await openAddress(page, '#/class/collection');
      const chooser = page.waitForEvent('filechooser');
      await page.getByTestId('collect').locator('button.react-aria-Button:not(.primary)').click();
      const file = (name: string, text: string) => ({
        ...{ name, mimeType: 'text/plain', buffer: Buffer.from(text) },
      });
      const diary = readFileSync('src/text/samples/diary.txt', 'utf8').slice(0, 4000);
      await (await chooser).setFiles([file('മീര.txt', diary), file('broken.swantham-class', 'PK')]);
      await expect(page.getByTestId('left-out')).toBeVisible();
    },
  },
  {
    name: 'collection',
    whole: true,
    async go(page) {
      await page.getByTestId('preview').locator('button.primary').click();
      await expect(page.getByTestId('members').getByRole('listitem')).toHaveCount(1);
      await expect(page.getByTestId('class-model').locator('button.big')).toBeEnabled();
    },
  },
];
