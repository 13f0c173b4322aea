import type { Page } from '@playwright/test';
import { expect } from '../page.ts';
import { openAddress, type Stop } from './stop.ts';

/** Pages of the tour of a training, each with what is drawn there; an undefined one is passed over. */
function tourStops(kind: string, drawn: readonly (string | undefined)[]): Stop[] {
  return drawn.flatMap((id, i) =>
    id === undefined
      ? []
      : [
          {
            name: `tour-${i + 1}${kind}`,
            whole: true,
            async go(page: Page) {
              await openAddress(page, `#/tour/${i + 1}`);
              await expect(page.getByTestId(id)).toBeVisible({ timeout: 120_000 });
            },
          },
        ],
  );
}

/** The pages of the tour of a training, with the words of a sample. */
export const TRAINING: readonly Stop[] = tourStops('', [
  'tokens',
  'guesses',
  'losses',
  'gains',
  'loop',
  'held',
  'way',
]);

/** Those that look otherwise once there is a model. */
export const TRAINING_OWN: readonly Stop[] = tourStops('-own', [
  undefined,
  undefined,
  undefined,
  undefined,
  'curve',
  undefined,
  'found',
]);
