import { useState } from 'react';

/** What does a job unless the one before is still under way. */
export function onePress(): (job: () => Promise<void>) => Promise<void> {
  let isUnderWay = false;
  return async (job) => {
    if (isUnderWay) return;
    isUnderWay = true;
    try {
      await job();
    } finally {
      isUnderWay = false;
    }
  };
}

/** For a button that saves: on a slow disk a double press is one press. The button stays as it is, with its focus. */
export const useOnePress = () => useState(onePress)[0];
