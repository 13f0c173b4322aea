import { expect, openScreen, textField, write } from '../page.ts';
import type { Stop } from './stop.ts';

/** The Try screen: the pad, both models side by side, and what is inside of them. */
export const TRY: readonly Stop[] = [
  {
    name: 'try-before',
    async go(page, t) {
      await openScreen(page, 'try', t);
      await expect(page.getByRole('button', { name: t.tryOut.write, exact: true })).toBeEnabled();
    },
  },
  {
    name: 'try-pad',
    async go(page, t) {
      const field = textField(page, t.make.text.page, t);
      await field.focus();
      await page.keyboard.type('The bus was late again, so we ');
      await expect(page.getByTestId('words-mine').getByRole('button')).toHaveCount(3);
    },
  },
  { name: 'try-written', whole: true, go: (page, t) => write(page, 'Today in the bus', t) },
  {
    name: 'try-why',
    whole: true,
    async go(page) {
      for (const side of ['base', 'mine']) {
        const words = page.getByTestId(`text-${side}`).getByRole('button');
        await words.nth(1).focus();
        await expect(page.getByTestId(`why-${side}`)).toBeVisible();
      }
    },
  },
  {
    name: 'try-inside',
    whole: true,
    async go(page, t) {
      const surprise = page.getByTestId('surprise');
      await surprise.getByRole('textbox').fill('The rain fell on the blue xylophone.');
      await surprise.getByRole('button', { name: t.why.surprise.button }).click();
      await expect(page.getByTestId('surprise-own')).toBeVisible();
      await surprise.getByRole('button', { name: t.why.surprise.numbers }).click();
      const step = page.getByTestId('step');
      await step.getByRole('button', { name: t.why.step.start }).click();
      await expect(step.getByRole('group').getByRole('button')).toHaveCount(8);
    },
  },
];
