import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../../chromium.ts';
import { chooseSample, setNumbers, textField, trainButton } from '../../page.ts';
import { startStaticHost } from '../../static-host.ts';

/** A school's laptop has about a quarter of the speed of the machine that this was written on. */
const SLOWED = [1, 4];
const SCREENS = ['try', 'models', 'lab', 'counting', 'class', 'glossary', 'help', 'profile', 'make'];
const TIMEOUT_MS = 120_000;
/** Shifts belong together that come within a second, up to five seconds. */
const GAP_MS = 1000;
const LONGEST_MS = 5000;

interface Shift {
  at: number;
  value: number;
  of: string[];
}

/** What the page saw so far: of its own events, in milliseconds. */
interface Seen {
  painted: number;
  events: { name: string; ms: number }[];
  shifts: Shift[];
}

/** Of Chromium's entries, what TypeScript does not know. */
type Entry = PerformanceEntry & {
  interactionId?: number;
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null }[];
};

declare global {
  interface Window {
    vitals: Seen;
  }
}

/**
 * The web's vital signs of the app built into `folder`, by Chromium's own entries, on the machine as it is and with the
 * page's processor slowed: the largest paint of the first visit and of a later one (LCP), the slowest answer to an input
 * (INP's events), and the layout shifts that no input asked for (CLS), by what was done.
 */
export async function measureVitals(folder: string) {
  const host = await startStaticHost({ folder });
  try {
    const rows: Awaited<ReturnType<typeof measureAt>>[] = [];
    for (const slowed of SLOWED) rows.push(await measureAt(host.origin, slowed));
    return rows;
  } finally {
    host.close();
  }
}

async function measureAt(origin: string, slowed: number) {
  const profile = mkdtempSync(join(tmpdir(), 'swantham-vitals-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    args: CHROMIUM_FLAGS,
    viewport: { width: 1366, height: 768 },
  });
  context.setDefaultTimeout(TIMEOUT_MS);
  try {
    await context.addInitScript(watch);
    const first = await open(context, origin, slowed);
    await first.getByTestId('engine').getByText('It will train on').waitFor();
    const firstPaint = (await first.evaluate(() => window.vitals)).painted;
    const early = shiftOf((await first.evaluate(() => window.vitals)).shifts);
    await first.close();

    const page = await open(context, origin, slowed);
    const parts: { part: string; slowest: number; of: string; shift: number; moved: string[] }[] = [];
    const measure = async (part: string, work: () => Promise<unknown>) => {
      await page.evaluate(() => Object.assign(window.vitals, { events: [], shifts: [] }));
      await work();
      await page.waitForTimeout(600);
      const { events, shifts } = await page.evaluate(() => window.vitals);
      const slowest = events.toSorted((a, b) => b.ms - a.ms)[0];
      parts.push({
        ...{ part, slowest: slowest?.ms ?? 0, of: slowest?.name ?? '' },
        ...{ shift: shiftOf(shifts), moved: [...new Set(shifts.flatMap(({ of }) => of))] },
      });
    };
    await measure('start', () => page.getByTestId('engine').getByText('It will train on').waitFor());
    const { painted } = await page.evaluate(() => window.vitals);
    await measure('type', () => textField(page).pressSequentially('Amma made puttu today. '.repeat(3)));
    await measure('sample', async () => {
      await textField(page).fill('');
      await chooseSample(page, 'diary');
      await page.getByTestId('promise').waitFor();
    });
    await measure('screens', async () => {
      for (const screen of SCREENS) {
        await page
          .locator(`a[href="#/${screen === 'make' ? '' : screen}"]`)
          .first()
          .isVisible();
        await page.evaluate((hash) => (location.hash = hash), `#/${screen === 'make' ? '' : screen}`);
        await page.waitForTimeout(500);
      }
    });
    await setNumbers(page, { steps: 6, rows: 1, length: 64 });
    await measure('train', async () => {
      await trainButton(page).click();
      await page.getByTestId('result').waitFor();
      await page.getByTestId('attribution').waitFor();
    });
    const row = { slowed, firstPaint, early, painted, parts };
    console.log(
      `slowed ${slowed} times: largest paint ${firstPaint.toFixed(0)} ms at the first visit, ` +
        `${painted.toFixed(0)} ms later; shifts of the first visit ${early.toFixed(3)}`,
    );
    for (const { part, slowest, of, shift, moved } of parts)
      console.log(
        `  ${part.padEnd(10)}slowest answer ${slowest.toFixed(0).padStart(5)} ms ${of.padEnd(14)} shifts ${shift.toFixed(3)} ${moved.join(' | ')}`,
      );
    return row;
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

async function open(context: BrowserContext, origin: string, slowed: number): Promise<Page> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowed });
  await page.goto(origin);
  await textField(page).waitFor();
  return page;
}

/** The largest sum of shifts that belong together. */
function shiftOf(shifts: readonly Shift[]): number {
  let [largest, sum, began, last] = [0, 0, 0, Number.NEGATIVE_INFINITY];
  for (const { at, value } of shifts) {
    if (at - last > GAP_MS || at - began > LONGEST_MS) [sum, began] = [0, at];
    sum += value;
    last = at;
    largest = Math.max(largest, sum);
  }
  return largest;
}

/** Runs in the page, before anything else. No function in it has a name: tsx would call a helper that the page lacks. */
function watch(): void {
  window.vitals = { painted: 0, events: [], shifts: [] };
  for (const type of ['largest-contentful-paint', 'event', 'layout-shift'])
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Entry[])
        if (type === 'largest-contentful-paint') window.vitals.painted = entry.startTime;
        else if (type === 'event' && entry.interactionId)
          window.vitals.events.push({ name: entry.name, ms: entry.duration });
        else if (type === 'layout-shift' && !entry.hadRecentInput)
          window.vitals.shifts.push({
            ...{ at: entry.startTime, value: entry.value },
            of: entry.sources.map(({ node }) =>
              node instanceof Element
                ? `${node.localName}.${node.getAttribute('class') ?? ''} ${node.textContent?.trim().slice(0, 20)}`
                : '',
            ),
          });
    }).observe({ type, buffered: true, ...(type === 'event' && { durationThreshold: 16 }) } as object);
}
