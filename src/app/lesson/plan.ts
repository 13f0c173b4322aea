/** The ten screens of the lesson, with the minutes that each is planned for: forty together. */
export const SCREENS = [
  { id: 'before', minutes: 4 },
  { id: 'count', minutes: 4 },
  { id: 'predict', minutes: 4 },
  { id: 'train', minutes: 6 },
  { id: 'compare', minutes: 4 },
  { id: 'explain', minutes: 5 },
  { id: 'whose', minutes: 4 },
  { id: 'harm', minutes: 3 },
  { id: 'discuss', minutes: 3 },
  { id: 'after', minutes: 3 },
] as const;

export type ScreenId = (typeof SCREENS)[number]['id'];

/** What the link to a screen carries: its number, from 1. */
export const numberOf = (screen: ScreenId): number => SCREENS.findIndex(({ id }) => id === screen) + 1;

/** The index of the screen that a link asks for; undefined where there is none. */
export function indexIn(detail: string | undefined): number | undefined {
  const index = Number(detail) - 1;
  return Number.isInteger(index) && SCREENS[index] ? index : undefined;
}
