import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { LEAST_PREDICTED } from '../../eval/uncertainty';
import { useCollectionStrings } from '../../i18n/collection';
import { useStrings } from '../../i18n/react';
import { tallyOf, whoKnows } from '../../run/class/comparison';
import type { CollectedMember, ComparedMember } from '../../store';
import { TermButton, Termed } from '../glossary/TermButton';
import styles from './collection.module.css';

const MODELS = ['base', 'own', 'byClass'] as const;

/** Whose model knows each student better, in one sentence over all and one for each, with the perplexities as bars. */
export function ComparedView(props: {
  compared: readonly ComparedMember[];
  members: readonly CollectedMember[];
}) {
  const words = useCollectionStrings().compared;
  const { compared, members } = props;
  const { own, class: byClass, open, short } = tallyOf(compared);
  return (
    <div className="stack" data-testid="compared">
      <h3 className={styles.question}>{words.heading}</h3>
      <p className={styles.verdict} role="status" data-testid="class-verdict">
        {words.verdict({ own, byClass, open: open + short, all: compared.length })}
      </p>
      <Termed term="perplexity">
        <p className="small muted">{words.perplexity}</p>
      </Termed>
      <ul className={styles.compared}>
        {compared.map((one) => (
          <li key={one.id}>
            <ComparedRow compared={one} name={members.find(({ id }) => id === one.id)?.name ?? words.gone} />
          </li>
        ))}
      </ul>
      <Disclosure className="react-aria-Disclosure">
        <Heading level={3} className={styles.means}>
          <Button slot="trigger" className="react-aria-Button quiet">
            {words.meansHeading}
          </Button>
          <TermButton term="interval" />
        </Heading>
        <DisclosurePanel>
          <ul className={styles.points}>
            {words.means.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </DisclosurePanel>
      </Disclosure>
    </div>
  );
}

function ComparedRow({ compared, name }: { compared: ComparedMember; name: string }) {
  const { format } = useStrings();
  const words = useCollectionStrings().compared;
  const { ahead, tokens } = compared;
  const most = Math.max(...MODELS.map((model) => compared[model]));
  return (
    <>
      <h4 dir="auto">{name}</h4>
      <dl className={styles.bars}>
        {MODELS.map((model) => (
          <div key={model} data-model={model}>
            <dt className="small">{words[model]}</dt>
            <dd>
              <span className={styles.track}>
                <span className={styles.bar} style={{ width: `${(100 * compared[model]) / most}%` }} />
              </span>
              <span className="number">{format.perplexity(compared[model])}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p>{sentence()}</p>
    </>
  );

  function sentence(): string {
    const { value, low, high } = ahead;
    if (low === undefined || high === undefined) return words.short(name, tokens, LEAST_PREDICTED);
    const knows = whoKnows(ahead);
    const which = knows === 'own' ? 'ownKnows' : knows === 'class' ? 'classKnows' : 'openAhead';
    return words[which]({ name, by: value, low, high });
  }
}
