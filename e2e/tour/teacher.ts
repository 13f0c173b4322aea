import { expect } from '../page.ts';
import { openAddress, type Stop } from './stop.ts';

/** What is for teachers: where to begin, the readiness check, and the lesson about harm. */
export const TEACHER: readonly Stop[] = [
  {
    name: 'teacher',
    whole: true,
    async go(page, t) {
      await openAddress(page, '#/teacher');
      await expect(page.getByRole('heading', { level: 1, name: t.shell.teacher })).toBeVisible();
    },
  },
  {
    name: 'teacher-ready',
    whole: true,
    async go(page) {
      await openAddress(page, '#/teacher/ready');
      await page.getByTestId('readiness').locator('button.big').click();
      await expect(page.locator('[data-testid=readiness][data-complete=true]')).toBeVisible({
        timeout: 180_000,
      });
    },
  },
  {
    name: 'teacher-harm',
    whole: true,
    async go(page) {
      await openAddress(page, '#/teacher/harm');
      const reveal = page.getByTestId('guess').locator('button.big');
      await expect(reveal).toHaveCount(3);
      for (let left = 3; left > 0; left--) await reveal.first().click();
      await expect(page.getByTestId('places')).toBeVisible();
    },
  },
];
