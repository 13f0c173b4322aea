import { BASE_BYTES, BASE_SHA256 } from '../../model/config';
import type { EngineName } from '../../model/run';
import { threadsFor } from '../../model/threads';
import { OLDEST } from '../../offline/browsers';
import type { OfflineState } from '../../offline/register';
import type { StoredReport } from '../../offline/stored';
import { type MachineSpeed, recipePlan } from '../../train/plan';
import { ramRefusal } from '../../train/ram';
import type { EnginesState } from '../engines';
import type { Finding } from './points';

/** What was seen, as a finding: no function here asks the browser anything. */

/** `sha256` of the weights that were opened, and how many of their parts lie in this browser as they should. */
export function judgeBase(sha256: string, kept: { kept: number; parts: number }): Finding<'base'> {
  if (sha256 !== BASE_SHA256) return { reason: 'wrong', repair: 'reload' };
  const details = { bytes: BASE_BYTES, ...kept };
  return kept.kept === kept.parts
    ? { reason: 'verified', details }
    : { reason: 'not-kept', details, repair: 'fetch-base' };
}

/** `isControlled`: whether the page came from the service worker. `report`: what that says, if it was asked and answered. */
export function judgeOffline(
  { status, trouble }: OfflineState,
  isControlled: boolean,
  report: StoredReport | undefined,
): Finding<'offline'> {
  if (status === 'failed') return { reason: 'failed', ...(trouble && { repair: 'store-app' }) };
  if (status === 'storing') return { reason: 'storing', repair: 'again' };
  if (status !== 'stored') return { reason: status };
  if (!report) return { reason: 'silent', repair: 'again' };
  const details = { ...report };
  if (report.wrong > 0) return { reason: 'wrong', details, repair: 'fetch-files' };
  return isControlled ? { reason: 'whole', details } : { reason: 'unseen', details, repair: 'reload' };
}

/** As much as a model of all numbers takes, and as much as some dozens of small ones, in bytes. */
export const ROOM = { large: 80e6, small: 5e6 } as const;

/** How many of these bytes could be written; undefined where the browser has no place to try it. */
export function judgeRoom(written: number | undefined): Finding<'room'> {
  if (written === undefined) return { reason: 'untold' };
  const details = { bytes: written };
  if (written >= ROOM.large) return { reason: 'enough', details };
  return { reason: written >= ROOM.small ? 'little' : 'none', details, repair: 'again' };
}

/** What the browser has promised; `wasAsked`: whether it was asked just now, and so has said no. */
export function judgePersistence(promise: {
  isPersisted: boolean | undefined;
  isPrivate: boolean;
  mayForget: boolean;
  wasAsked: boolean;
}): Finding<'persistence'> {
  if (promise.isPrivate) return { reason: 'forgets' };
  if (promise.isPersisted === undefined) return { reason: 'untold' };
  if (promise.isPersisted) return { reason: promise.mayForget ? 'conditional' : 'promised' };
  return { reason: promise.wasAsked ? 'refused' : 'not-asked', repair: 'keep' };
}

/** Fewer pixels in a row cut the app short on a projector; with more, and so many times, its letters are small there. */
const WIDTH = { least: 1000, most: 1700, usual: 1366 };

/** The size of the window in CSS pixels, which zooming changes. */
export function judgeScreen(width: number, height: number): Finding<'screen'> {
  const details = { width, height, percent: 10 * Math.round((10 * width) / WIDTH.usual) };
  if (width < WIDTH.least) return { reason: 'narrow', details, repair: 'again' };
  return width > WIDTH.most ? { reason: 'far', details, repair: 'again' } : { reason: 'good', details };
}

/** How browsers call themselves, the first that fits: Edge and others name Chrome too, and Chrome names Safari. */
const BROWSERS = [
  { name: 'Firefox', pattern: /Firefox\/(\d+)/, oldest: OLDEST.firefox },
  { name: 'Edge', pattern: /Edg\/(\d+)/, oldest: OLDEST.chrome },
  { name: 'Chrome', pattern: /Chrom(?:e|ium)\/(\d+)/, oldest: OLDEST.chrome },
  { name: 'Safari', pattern: /Version\/(\d+(?:\.\d+)?).* Safari\//, oldest: OLDEST.safari },
];

export function judgeBrowser(userAgent: string): Finding<'browser'> {
  for (const { name, pattern, oldest } of BROWSERS) {
    const version = Number(pattern.exec(userAgent)?.[1] ?? Number.NaN);
    if (Number.isNaN(version)) continue;
    return { reason: version >= oldest ? 'young' : 'old', details: { name, version, oldest } };
  }
  return { reason: 'unknown' };
}

/** `deviceMemory` is the laptop's memory as the browser gives it, in GB: at most 8 or so, and not by every browser. */
export function judgeMemory(deviceMemory: number | undefined): Finding<'memory'> {
  if (deviceMemory === undefined) return { reason: 'untold' };
  const refusal = ramRefusal('cpu', 'full', deviceMemory);
  return { reason: refusal ? 'little' : 'enough', details: { gb: deviceMemory } };
}

/** `reloadHelps`: whether the page would be isolated if it came once more. */
export function judgeThreads(
  processors: number,
  isIsolated: boolean,
  reloadHelps: boolean,
): Finding<'threads'> {
  const threads = threadsFor(processors, true);
  if (threads === 1) return { reason: 'single' };
  const details = { threads };
  if (isIsolated) return { reason: 'several', details };
  return reloadHelps ? { reason: 'reload', details, repair: 'reload' } : { reason: 'alone', details };
}

export function judgeEngine({ choice }: Pick<Known, 'choice'>): Finding<'engine'> {
  if (!choice.engine) return { reason: 'wrong', failure: choice.failure, repair: 'again' };
  const details: { engine: EngineName } = { engine: choice.engine };
  if (choice.why !== 'other-wrong') return { reason: 'right', details };
  if (choice.engine === 'cpu') return { reason: 'without-gpu' };
  return { reason: 'without-cpu', ...(choice.failure && { failure: choice.failure }) };
}

type Known = Extract<EnginesState, { status: 'known' }>;

/** Two pages of a pupil's, of which a fifth is held out, in tokens; the model remembers what it learned from. */
export const TWO_PAGES = { held: 200, memory: 800 } as const;
/** The whole is there soon enough for several tries in a lesson; first numbers after more than this are too late. Seconds. */
const FAST = 300;
const LATE = 60;

/** How long the whole recipe takes on `TWO_PAGES`, by the speed of the probe. `general`: tokens of the general text. */
export function judgeSpeed(speed: MachineSpeed | undefined, general: number): Finding<'speed'> {
  if (!speed) return { reason: 'unknown' };
  const { seconds, first } = recipePlan('norm', { ...TWO_PAGES, general }, speed);
  const firstSeconds = first?.seconds ?? seconds;
  const details = { seconds, first: firstSeconds };
  if (seconds <= FAST) return { reason: 'fast', details };
  return { reason: firstSeconds <= LATE ? 'slow' : 'too-slow', details };
}
