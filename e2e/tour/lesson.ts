import { SCREENS as LESSON_SCREENS } from '../../src/app/lesson/plan.ts';
import { expect } from '../page.ts';
import { openAddress, type Stop } from './stop.ts';

/** The lesson: its start, each of its screens, its questions, and the way back to it. */
export const LESSON: readonly Stop[] = [
  {
    name: 'lesson',
    whole: true,
    async go(page) {
      await openAddress(page, '#/lesson');
      await expect(page.getByTestId('lesson-start')).toBeVisible();
    },
  },
  ...LESSON_SCREENS.map(
    ({ id }, i): Stop => ({
      name: `lesson-${id}`,
      async go(page) {
        await openAddress(page, `#/lesson/${i + 1}`);
        await expect(page.getByTestId('lesson')).toHaveAttribute('data-screen', id);
        const recordings = page.getByTestId('content').getByRole('switch');
        if (id === 'predict') await recordings.focus();
        if (id === 'predict') await page.keyboard.press('Space');
        if (id === 'predict' || id === 'explain') await expect(page.getByTestId('recorded')).toBeVisible();
      },
    }),
  ),
  {
    name: 'lesson-questions',
    whole: true,
    async go(page) {
      await openAddress(page, '#/lesson/questions');
      await expect(page.getByTestId('totals')).toBeVisible();
    },
  },
  {
    name: 'lesson-way-back',
    async go(page) {
      await openAddress(page, '#/class');
      await expect(page.getByTestId('back-to-lesson')).toBeVisible();
    },
    leave: async (page) => page.getByTestId('back-to-lesson').getByRole('button').click(),
  },
];
