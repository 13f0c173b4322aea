import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useCostStrings } from '../../i18n/cost';
import { Rich } from '../../i18n/react';
import type { EngineName } from '../../model/run';
import {
  BULB_WATTS,
  bulbSeconds,
  type Cost,
  LARGE_TRAININGS,
  PHONE_WH,
  phoneShare,
  timesAsMuch,
} from '../../run/cost';
import { TermButton } from '../glossary/TermButton';
import styles from './CostView.module.css';

/** What a run took: seconds, tokens and an estimate of its electricity, and how that is reckoned. */
export function CostView({ cost, engine }: { cost: Cost; engine: EngineName }) {
  const words = useCostStrings();
  return (
    <section className={styles.cost} aria-label={words.title} data-testid="cost">
      <h3>{words.title}</h3>
      <CostFacts cost={cost} />
      <Disclosure>
        <Heading level={4}>
          <Button slot="trigger" className="react-aria-Button quiet">
            {words.how}
          </Button>
        </Heading>
        <DisclosurePanel>
          <Reckoning cost={cost} engine={engine} />
        </DisclosurePanel>
      </Disclosure>
    </section>
  );
}

/** The three numbers, and an everyday thing beside them. */
export function CostFacts({ cost: { seconds, tokens, wh } }: { cost: Cost }) {
  const words = useCostStrings();
  const bulb = bulbSeconds(wh);
  return (
    <>
      <dl className={styles.facts}>
        <div>
          <dt>{words.time}</dt>
          <dd>{words.seconds(seconds)}</dd>
        </div>
        {tokens !== undefined && (
          <div>
            <dt>{words.read}</dt>
            <dd>
              {words.tokens(tokens)}
              <TermButton term="token" />
            </dd>
          </div>
        )}
        <div>
          <dt>{words.energy}</dt>
          <dd data-testid="energy">{words.wattHours(wh.low, wh.high)}</dd>
        </div>
      </dl>
      <p>{words.bulb(BULB_WATTS, bulb.low, bulb.high)}</p>
    </>
  );
}

function Reckoning({ cost: { seconds, watts, wh }, engine }: { cost: Cost; engine: EngineName }) {
  const words = useCostStrings();
  const phone = phoneShare(wh);
  return (
    <ul className={styles.points}>
      <li>{words.measured}</li>
      <li>{words.sum(seconds, watts, wh)}</li>
      <li>
        <Rich text={words.watts[engine]} source={source} />
      </li>
      <li>{words.notCounted}</li>
      <li>{words.phone(PHONE_WH, 100 * phone.low, 100 * phone.high)}</li>
      <LargeTrainings wh={wh} />
    </ul>
  );
}

/** How much the training of large models is said to have taken, beside one that took `wh`. */
export function LargeTrainings({ wh }: { wh: { low: number; high: number } }) {
  const words = useCostStrings();
  const large = (['gpt3', 'bloom'] as const).map((name) => {
    const times = timesAsMuch(LARGE_TRAININGS[name], wh);
    return words[name](LARGE_TRAININGS[name].wh / 1e6, times.low, times.high);
  });
  return (
    <>
      {large.map((sentence) => (
        <li key={sentence}>
          <Rich text={sentence} source={source} name={name} />
        </li>
      ))}
      <li>{words.fair}</li>
    </>
  );
}

const source = (text: string) => (
  <cite className={styles.source} lang="en" translate="no">
    {text}
  </cite>
);
const name = (text: string) => <span translate="no">{text}</span>;
