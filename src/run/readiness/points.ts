import type { ErrorDetails } from '../../model/user-error';
import type { Failure } from '../../train/engine';

/** Good enough for a lesson; good enough if somebody looks after it; or in the way of a lesson. */
export type Grade = 'ready' | 'attention' | 'not-ready';

/** The points of the check in their order, and what each may find. */
export const GRADES = {
  /** The base's weights: as they were made, and kept here. */
  base: { verified: 'ready', 'not-kept': 'attention', wrong: 'not-ready', missing: 'not-ready' },
  /** The app's other files; see `OfflineState`. `unseen`: this page did not come from the service worker. */
  offline: {
    whole: 'ready',
    unseen: 'attention',
    silent: 'attention',
    storing: 'not-ready',
    failed: 'not-ready',
    wrong: 'not-ready',
    refused: 'not-ready',
    unavailable: 'not-ready',
  },
  database: { works: 'ready', failed: 'not-ready' },
  /** Whether there is room for a model of every method, for a small one alone, or for none. */
  room: { enough: 'ready', little: 'attention', untold: 'attention', none: 'not-ready' },
  /** `conditional`: promised, but this browser may be set to forget all the same. */
  persistence: {
    promised: 'ready',
    conditional: 'ready',
    'not-asked': 'attention',
    refused: 'attention',
    untold: 'attention',
    forgets: 'not-ready',
  },
  /** The letters of Malayalam: by the app's own font, and joined as they should be. */
  fonts: { drawn: 'ready', missing: 'attention', wrong: 'attention' },
  /** The window on a projector; `far`: so wide that letters are small. */
  screen: { good: 'ready', narrow: 'attention', far: 'attention' },
  browser: { young: 'ready', unknown: 'attention', old: 'not-ready' },
  memory: { enough: 'ready', little: 'attention', untold: 'attention' },
  /** `alone`: one thread, because the page is not isolated; `reload` brings the others. */
  threads: { several: 'ready', single: 'attention', alone: 'attention', reload: 'attention' },
  /**
   * `without-gpu`: the graphics processor cannot be used, and the processor trains; whether that is fast enough, `speed` says.
   * `without-cpu`: the other way round, so that nothing takes over where the graphics processor fails.
   */
  engine: {
    right: 'ready',
    'without-gpu': 'ready',
    'without-cpu': 'attention',
    wrong: 'not-ready',
    unchecked: 'not-ready',
  },
  speed: { fast: 'ready', slow: 'attention', 'too-slow': 'not-ready', unknown: 'not-ready' },
} as const satisfies Record<string, Record<string, Grade>>;

export type Point = keyof typeof GRADES;
export type Reason<P extends Point> = keyof (typeof GRADES)[P] & string;

export const POINTS = Object.keys(GRADES) as Point[];

/** What a button beside a finding can do about it. */
export type Repair = 'reload' | 'keep' | 'fetch-base' | 'fetch-files' | 'store-app' | 'again';

/** What the check found at one point. */
export interface Finding<P extends Point = Point> {
  reason: Reason<P>;
  /** The numbers and names of its sentence. */
  details?: ErrorDetails;
  /** Why an engine cannot be used. */
  failure?: Failure;
  /** What went wrong, for `errorWords`. */
  error?: unknown;
  repair?: Repair;
}

/** What was found at some point. */
export type AnyFinding = { [P in Point]: Finding<P> }[Point];

export type Findings = { [P in Point]?: Finding<P> };

export const gradeOf = (point: Point, { reason }: { reason: string }): Grade =>
  (GRADES[point] as Record<string, Grade>)[reason];

/** How many points have each grade. */
export function countGrades(findings: Findings): Record<Grade, number> {
  const counts = { ready: 0, attention: 0, 'not-ready': 0 };
  for (const point of POINTS) {
    const finding = findings[point];
    if (finding) counts[gradeOf(point, finding)]++;
  }
  return counts;
}
