/**
 * A browser keeps apart what is saved at `localhost`, at 127.0.0.1 and at [::1], though all three lead to the same
 * server on this computer. The app's address is `localhost`, so that nobody meets an empty profile because of a name.
 */
const OTHER_NAMES = ['127.0.0.1', '[::1]'];

/** Of this tab: it was sent on before. */
const STORAGE_KEY = 'swantham-sent';

/** Whether the page is at another name of this computer. */
export const isOtherName = (): boolean => OTHER_NAMES.includes(location.hostname);

/** Whether the app comes from a server on this computer. */
export const isFromHere = (): boolean => isOtherName() || location.hostname === 'localhost';

/** The same place at `localhost`. */
export function atLocalhost(): string {
  const url = new URL(location.href);
  url.hostname = 'localhost';
  return url.href;
}

/**
 * Leaves for the same place at `localhost`, and tells whether it does. It stays where work is kept under this name. The
 * policy lets a page ask no other address whether it answers: a tab that comes back from `localhost` is not sent again.
 */
export async function leaveForLocalhost(): Promise<boolean> {
  if (!isOtherName() || wasSent()) return false;
  const { holdsWork } = await import('../../store/holds-work');
  if ((await holdsWork()) || !markSent()) return false;
  // Coming back shows the page as it was left, without the app.
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  location.assign(atLocalhost());
  return true;
}

function wasSent(): boolean {
  try {
    return sessionStorage.getItem(STORAGE_KEY) !== null;
  } catch {
    return true;
  }
}

function markSent(): boolean {
  try {
    sessionStorage.setItem(STORAGE_KEY, 'yes');
    return true;
  } catch {
    return false;
  }
}
