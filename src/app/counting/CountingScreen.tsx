import { OWN_ID } from '../../experiments/setup';
import { useCountingStrings } from '../../i18n/counting';
import { useLanguage, useStrings } from '../../i18n/react';
import { modelWords } from '../../i18n/words';
import { sentencesLearned } from '../../run/updating';
import type { Prepared } from '../../text/prepared';
import { SAMPLES } from '../../text/samples';
import { Termed } from '../glossary/TermButton';
import { Alarm } from '../shell/Alarm';
import { useProfile } from '../shell/profile';
import { href } from '../shell/route';
import { FIRST_SAMPLE } from '../shell/sample-text';
import { openedOf, useServices } from '../shell/services';
import { useLines } from '../shell/store';
import { choiceOf } from '../try/choice';
import { useOwnModel } from '../try/useOwnModel';
import { CountCard } from './CountCard';
import styles from './counting.module.css';
import { LadderCard } from './LadderCard';
import { TableCard } from './TableCard';
import { TextChoice } from './TextChoice';
import { useCounted } from './useCounted';
import { WriteCard } from './WriteCard';

/**
 * The toy beside the real one: a text is counted by hand, looked up, drawn from, and then compared with models that learn.
 * `detail` is the id of the text's author, `own` the student's text, once it is read.
 */
export function CountingScreen({ detail, own }: { detail: string | undefined; own: Prepared | undefined }) {
  const t = useStrings();
  const words = useCountingStrings();
  const services = useServices();
  const opened = openedOf(services);
  const id = useAuthor(detail, own);
  const state = useCounted(opened?.text, id, own);
  const { profile, adapters } = useProfile();
  const { lines, failure } = useLines();
  const { adapter } = choiceOf(lines ?? [], undefined, profile.lastAdapter);
  const { read } = useOwnModel(adapter);
  const mine = adapter && {
    ...{ name: modelWords(t, adapter), read },
    learned: () => sentencesLearned(adapters, opened!.text, adapter),
    version: [adapter.id, adapter.sha256, adapter.forgotten].join(),
  };
  const error = failure ?? (services.status === 'failed' ? services.error : undefined);

  return (
    <div className={`stack ${styles.screen}`}>
      <div className={styles.intro}>
        <p className="small">
          <a href={href('lab')}>{t.lab.all}</a>
        </p>
        <Termed term="language-model">
          <h1>{words.title}</h1>
        </Termed>
        <p>{words.intro}</p>
      </div>
      <TextChoice
        id={id}
        counted={state.status === 'ready' ? state.counted : undefined}
        isOwnReady={own?.kind === 'ready'}
      />
      <Alarm error={error} />
      {state.status === 'failed' && <Alarm error={state.error} />}
      {state.status === 'loading' && error === undefined && (
        <section className={`card ${styles.loading}`}>
          <p className="muted" role="status">
            {opened ? words.loading : t.shell.waitingForBase}
          </p>
        </section>
      )}
      {state.status === 'ready' && opened && (
        <div key={id} className="stack" data-testid="counted">
          <CountCard table={state.counted.table} />
          <TableCard table={state.counted.table} />
          <WriteCard table={state.counted.table} evaluator={opened.evaluator} mine={mine} />
          <LadderCard counted={state.counted} evaluator={opened.evaluator} mine={mine} />
        </div>
      )}
    </div>
  );
}

/** Whose text is counted: the one of the link if it can be, or else the student's own, or else a sample; undefined until that is known. */
function useAuthor(chosen: string | undefined, own: Prepared | undefined): string | undefined {
  const language = useLanguage();
  if (SAMPLES.some(({ id }) => id === chosen)) return chosen;
  if (!own) return undefined;
  return own.kind === 'ready' ? OWN_ID : FIRST_SAMPLE[language];
}
