import { type ReactNode, useDeferredValue, useEffect, useId, useMemo, useState } from 'react';
import type { EvaluatedModel } from '../../eval/evaluator';
import type { Suggestion } from '../../eval/suggest';
import { useStrings } from '../../i18n/react';
import { errorWords } from '../../i18n/words';
import { isLearned } from '../../store';
import { findWords } from '../../text/words';
import { TermButton } from '../glossary/TermButton';
import { Alarm } from '../shell/Alarm';
import { DamagedNotice } from '../shell/DamagedNotice';
import { passageLanguage } from '../shell/passage';
import { useServices } from '../shell/services';
import { ToggleSwitch } from '../shell/ToggleSwitch';
import { Field, LONGEST_PAGE } from './Field';
import { Inserter } from './insert';
import { LearnPanel } from './LearnPanel';
import styles from './pad.module.css';
import { SuggestionRow } from './SuggestionRow';
import { useOffering, useSaid } from './useOffering';
import { usePage } from './usePage';
import { useWishes } from './useWishes';

/**
 * A page to write on. `model` suggests the next words, once it is open: the student's own, whose name is given, or the
 * base. `children` choose it.
 */
export function Pad(props: { model: EvaluatedModel | undefined; name?: string; children: ReactNode }) {
  const t = useStrings();
  const words = t.pad;
  const services = useServices();
  const evaluator = services.status === 'ready' ? services.services.evaluator : undefined;
  const { page, damaged, isReadOnly, unreadable, failure, edit, learn, turn, discard } = usePage();
  const wishes = useWishes();
  const isOwn = props.name !== undefined;
  const suggesting = wishes.suggest ? props.model : undefined;
  const { offering, shown } = useOffering(evaluator, suggesting, isOwn && wishes.besideBase);
  const [isWriting, setWriting] = useState(false);
  const heard = useSaid(shown.words, isWriting).map(({ word }) => word);
  const help = useId();

  const [field, setField] = useState<HTMLTextAreaElement | null>(null);
  const inserter = useMemo(() => field && new Inserter(field), [field]);
  useEffect(() => inserter?.listen(), [inserter]);
  const take = (suggestion: Suggestion | undefined) =>
    suggestion && !isReadOnly && inserter?.put(suggestion.insert, suggestion.replaces);

  const counted = useDeferredValue(page.text);
  const count = useMemo(() => findWords(counted).length, [counted]);
  // The first answer takes a while: the model is opened, and reads what it remembers.
  const isLate = shown.isNew && isWriting && count > 0;
  const instead = !suggesting || isLate ? words.getReady : shown.isNew ? words.quiet : '';
  const rowOf = (model: 'base' | 'mine', name: string, offered: readonly Suggestion[], hasKeys: boolean) => (
    <SuggestionRow
      {...{ model, name, instead, hasKeys }}
      words={offered}
      label={words.by(name)}
      onTake={take}
    />
  );

  return (
    <section className={`card ${styles.pad}`} aria-label={words.heading}>
      <div className={styles.main}>
        <div className="row spread">
          <h2>{words.heading}</h2>
          <span className="small muted number" data-testid="word-count">
            {words.count(count)}
          </span>
        </div>
        <DamagedNotice of="texts" damaged={damaged} onDelete={discard} />
        <Alarm error={unreadable} />
        <Alarm>{failure !== undefined ? words.notSaved(errorWords(t, failure)) : undefined}</Alarm>
        <Alarm error={shown.failure} />
        <Field
          label={t.make.text.page}
          describedBy={help}
          placeholder={words.placeholder}
          text={page.text}
          isReadOnly={isReadOnly}
          onChange={edit}
          ghost={isWriting ? shown.ghost : ''}
          offering={offering}
          inserter={inserter}
          onSuggestion={(index) => take(shown.words[index])}
          onWriting={setWriting}
          onField={setField}
        />
        {page.text.length >= LONGEST_PAGE && (
          <p className="notice small" role="status">
            {words.full}
          </p>
        )}
        {wishes.suggest && rowOf(isOwn ? 'mine' : 'base', props.name ?? t.shell.baseModel, shown.words, true)}
        {wishes.suggest &&
          isOwn &&
          wishes.besideBase &&
          rowOf('base', t.shell.baseModel, shown.baseWords, false)}
        <p className="small muted" id={help}>
          <span className={styles.keys}>{words.keys}</span>
          <span className={styles.touch}>{words.touch}</span> {words.saved}
        </p>
        <div className="visually-hidden" role="status">
          {wishes.suggest && heard.length > 0 && (
            <p dir="auto" lang={passageLanguage(heard.join())}>
              {words.said(heard)}
            </p>
          )}
        </div>
      </div>
      <div className={styles.side}>
        {props.children}
        <ToggleSwitch
          isSelected={wishes.suggest}
          onChange={wishes.setSuggest}
          description={words.suggestAbout}
          beside={<TermButton term="suggestion" />}
        >
          {words.suggest}
        </ToggleSwitch>
        {isOwn && (
          <ToggleSwitch
            isSelected={wishes.besideBase}
            onChange={wishes.setBesideBase}
            isDisabled={!wishes.suggest}
            beside={<TermButton term="base-model" />}
          >
            {words.besideBase}
          </ToggleSwitch>
        )}
        <LearnPanel
          isLearned={isLearned(page)}
          isEmpty={count === 0 || isReadOnly}
          onLearn={learn}
          onTurn={() => {
            turn();
            field?.focus();
          }}
        />
      </div>
    </section>
  );
}
