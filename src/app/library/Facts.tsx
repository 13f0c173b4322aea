import { fall, rise } from '../../eval/verdict';
import type { AskedTerm } from '../../i18n/glossary';
import { useStrings } from '../../i18n/react';
import type { AdapterRecord } from '../../store';
import { TermButton } from '../glossary/TermButton';
import { rememberedBy } from '../shell/store';
import { METHOD_TERMS } from './first-terms';
import styles from './library.module.css';

/** A model in two lines; of one that was not trained here, what its file says. */
export function Facts({ adapter, asked }: { adapter: AdapterRecord; asked: ReadonlySet<AskedTerm> }) {
  const t = useStrings();
  const words = t.library.facts;
  const { run, createdAt, bytes } = adapter;
  const method = t.result.methods[adapter.method];
  const methodTerm = METHOD_TERMS[adapter.method];
  const aboutMethod = asked.has(methodTerm) && <TermButton term={methodTerm} />;
  if (!run)
    return (
      <p className={`${styles.facts} muted small`}>
        <span>
          {words.unknown(method, bytes, createdAt)}
          {aboutMethod}
        </span>
      </p>
    );
  const isTrained = adapter.origin === 'trained';
  const when = isTrained ? createdAt : adapter.madeAt;
  const facts = { method, steps: run.steps, tokens: run.tokens.train, bytes, when };
  return (
    <p className={styles.facts}>
      {isTrained ? (
        <strong>{words.headline(t.result.verdicts[run.verdict])}</strong>
      ) : (
        <span>{words.fileSays}</span>
      )}
      <span className="number">
        {words.worth(fall(run.personal), rise(run.general))}
        {asked.has('perplexity') && <TermButton term="perplexity" />}
      </span>
      <span className="muted small">
        {run.cache
          ? words.trainedWithMemory({ ...facts, memory: rememberedBy(adapter) })
          : words.trained(facts)}
        {aboutMethod}
      </span>
      {!isTrained && <span className="muted small">{words.imported(createdAt)}</span>}
    </p>
  );
}
