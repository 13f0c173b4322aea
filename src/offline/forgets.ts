/**
 * Whether this is a private window of Firefox, where everything works until it is closed: it refuses a page its folder
 * for files. (Firefox 153; a window that is set to forget on closing does not differ from others until then.)
 */
export async function refusesFiles(): Promise<boolean> {
  try {
    await navigator.storage?.getDirectory?.();
    return false;
  } catch (error) {
    // On a full disk it fails as well, and for another reason.
    return error instanceof DOMException && error.name === 'SecurityError';
  }
}

/** Firefox may be set to delete what pages keep when it is closed, also what it has promised to keep. */
export const mayForgetPromises = (): boolean => CSS.supports('-moz-appearance', 'none');
