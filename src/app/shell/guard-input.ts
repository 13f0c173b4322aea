/**
 * For the whole page, so that no field has to think of it: keys that belong to an input method do nothing else, and a
 * file that misses the place for it does not take the place of the app.
 */
export function guardInput(): void {
  addEventListener('keydown', leaveToInputMethod, { capture: true });
  addEventListener('dragover', refuseStrayFile);
  addEventListener('drop', refuseStrayFile);
}

/**
 * While a word is being composed, as with Malayalam keyboards, Enter takes it and Escape gives it up. They do not also
 * send a form, end a renaming or close a dialog.
 */
function leaveToInputMethod(event: KeyboardEvent): void {
  // In Safari, the key that ends a composition comes after it, with this code.
  const isComposing = event.isComposing || event.keyCode === 229;
  if (!isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
  event.stopPropagation();
  // The browser itself sends a form at Enter in a field of one line.
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}

/** Panels that take files stop these events. Anywhere else, a browser would leave the app and show the file. */
function refuseStrayFile(event: DragEvent): void {
  if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'none';
}
