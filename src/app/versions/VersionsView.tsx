import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { LineChart } from '../../experiments/chart';
import type { Strings } from '../../i18n/en';
import { useStrings } from '../../i18n/react';
import { isWaiting, type Line, milestonesOf } from '../../run/versions';
import type { AdapterRecord } from '../../store';
import { ChartView } from '../charts/ChartView';
import { TermButton } from '../glossary/TermButton';
import { AskFirst } from '../shell/AskFirst';
import { useProfile } from '../shell/profile';
import { href } from '../shell/route';
import styles from './VersionsView.module.css';

/** In milliseconds. */
const DAY = 86_400_000;
/** From so many days on, the chart has days below it, and before that the numbers of the versions. */
const DAYS_APART = 2;

/** The versions of a model: how it has grown, how each came out beside the one before it, and which one is used. */
export function VersionsView({ line }: { line: Line }) {
  const t = useStrings();
  const words = t.versions;
  return (
    <Disclosure>
      <Heading level={3}>
        <Button slot="trigger" className="react-aria-Button quiet">
          {words.heading(line.versions.length)}
        </Button>
      </Heading>
      <DisclosurePanel className={styles.versions}>
        <ChartView chart={chartOf(t, line)} />
        <p className="small muted">
          {words.about}
          <TermButton term="fall" />
        </p>
        <ul className={styles.list}>
          {line.versions.map((version) => (
            <li key={version.id}>
              <VersionItem version={version} isUsed={version === line.current} />
            </li>
          ))}
        </ul>
      </DisclosurePanel>
    </Disclosure>
  );
}

function VersionItem({ version: adapter, isUsed }: { version: AdapterRecord; isUsed: boolean }) {
  const t = useStrings();
  const words = t.versions;
  const { adapters } = useProfile();
  const { number, beside } = adapter.version;
  const learned = adapter.origin === 'trained' ? adapter.learned?.words : undefined;
  return (
    <div className="row spread" data-testid="version" data-used={isUsed}>
      <div>
        <p>
          <strong>{words.version(number)}</strong> {isUsed && <em>{words.inUse}</em>}
        </p>
        <p className="small muted">
          {words.made(adapter.madeAt ?? adapter.createdAt, learned)}
          {beside && ` ${words.came(beside)}`}
          {!isUsed && isWaiting(adapter.version) && ` ${words.notTested}`}
        </p>
      </div>
      {!isUsed && (
        <div className="row">
          <Button aria-label={words.againVersion(number)} onPress={() => adapters.choose(adapter.id)}>
            {words.useAgain}
          </Button>
          <a href={href('try', adapter.id)} aria-label={words.tryVersion(number)}>
            {words.try}
          </a>
          <AskFirst
            label={words.delete}
            accessibleLabel={words.deleteVersion(number)}
            quiet
            title={words.deleteTitle(number)}
            question={words.deleteQuestion}
            yes={words.delete}
            onYes={() => adapters.delete(adapter.id)}
          />
        </div>
      )}
    </div>
  );
}

/** How many times lower than the base's its perplexity was, version by version, each on what was unseen then. */
function chartOf({ versions: words }: Strings, { versions }: Line): LineChart {
  const milestones = milestonesOf(versions);
  const [first, last] = [milestones[0], milestones[milestones.length - 1]];
  const hasDays = last !== undefined && last.at - first.at >= DAYS_APART * DAY;
  const points = milestones.map(({ number, at, fall }) => ({
    x: hasDays ? (at - first.at) / DAY : number,
    ...fall,
  }));
  return {
    kind: 'lines',
    title: words.chart,
    x: hasDays
      ? { label: words.days, unit: 'days' }
      : { label: words.numbers, unit: 'number', isWhole: true },
    y: { label: words.fall, unit: 'fall' },
    series: [{ name: words.own, tone: 'mine', points: points.length > 1 ? points : [] }],
  };
}
