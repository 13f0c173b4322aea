/** The `lang` of a passage that a person or a model wrote: Malayalam where it has its letters. Other scripts tell nothing. */
export function passageLanguage(text: string): 'ml' | undefined {
  return /\p{Script=Malayalam}/u.test(text) ? 'ml' : undefined;
}
