import { useEffect, useRef, useState } from 'react';
import { Button, Checkbox, Input, Label, TextField } from 'react-aria-components';
import { useCollectionStrings } from '../../i18n/collection';
import { useStrings } from '../../i18n/react';
import { errorWords } from '../../i18n/words';
import { LONGEST_MEMBER_NAME } from '../../model/exchange/class-manifest';
import { FileRefused } from '../../model/exchange/refused';
import type { UserError } from '../../model/user-error';
import type { ComingFiles, ComingMember, RefusedMember } from '../../run/class/class-files';
import type { CollectedMember } from '../../store';
import { TermButton } from '../glossary/TermButton';
import { Alarm } from '../shell/Alarm';
import styles from './collection.module.css';
import { wordsOf } from './sizes';

/** What is in files, with the names as they will be, before anything of it is kept. */
export function PreviewPanel(props: {
  coming: ComingFiles;
  isBusy: boolean;
  onKeep: (members: CollectedMember[]) => void;
  onLeave: () => void;
}) {
  const t = useStrings();
  const words = useCollectionStrings().preview;
  const { members, notes, refused, errors } = props.coming;
  const [names, setNames] = useState(() => members.map(({ name }) => name));
  const [taken, setTaken] = useState(() => members.map(({ isTextAsked }) => !isTextAsked));
  const [lacksName, setLacksName] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const kept = members.flatMap(({ text, model }, i): CollectedMember[] => {
    const parts = { ...(text && taken[i] && { text }), ...(model && { model }) };
    if (!parts.text && !parts.model) return [];
    return [{ kind: 'member', id: crypto.randomUUID(), name: names[i].trim(), ...parts }];
  });
  const at = <T,>(list: readonly T[], i: number, value: T) => list.map((one, j) => (j === i ? value : one));
  const keep = () => {
    const isNameless = kept.some(({ name }) => name === '');
    setLacksName(isNameless);
    if (!isNameless) props.onKeep(kept);
  };

  return (
    <section className="card stack" aria-label={words.heading} data-testid="preview">
      <h2 ref={heading} tabIndex={-1}>
        {words.heading}
      </h2>
      {[...new Set(notes)].map((note) => (
        <figure key={note} className={styles.note}>
          <figcaption className="small muted">{words.note}</figcaption>
          <blockquote dir="auto">{note}</blockquote>
        </figure>
      ))}
      {members.length > 0 ? <p>{words.about}</p> : <p>{words.nothing}</p>}
      <ul className={styles.coming}>
        {members.map((member, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they never change places
          <li key={i}>
            <TextField
              value={names[i]}
              maxLength={LONGEST_MEMBER_NAME}
              onChange={(name) => setNames(at(names, i, name))}
            >
              <Label>{words.name(member.name)}</Label>
              <Input dir="auto" />
            </TextField>
            <Parts
              member={member}
              name={names[i]}
              isTaken={taken[i]}
              onTake={(isTaken) => setTaken(at(taken, i, isTaken))}
            />
          </li>
        ))}
      </ul>
      {refused.length + errors.length > 0 && (
        <div className="notice small" data-tone="alarm" role="alert" data-testid="left-out">
          <p>
            <strong>{words.leftOut}</strong>
          </p>
          <ul>
            {refused.map((one, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: they never change places
              <li key={i}>{refusedWords(one)}</li>
            ))}
            {errors.map((error, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: they never change places
              <li key={i}>{whyNot(error)}</li>
            ))}
          </ul>
        </div>
      )}
      {lacksName && <Alarm>{words.noName}</Alarm>}
      <div className="row">
        {kept.length > 0 && (
          <Button className="react-aria-Button primary" isDisabled={props.isBusy} onPress={keep}>
            {words.keep(kept.length)}
          </Button>
        )}
        <Button onPress={props.onLeave}>{words.leave}</Button>
      </div>
    </section>
  );

  function whyNot(error: UserError): string {
    const { reason, details } = error;
    const isOther = error instanceof FileRefused && reason === 'not-ours';
    return isOther ? words.notOurs(String(details.name)) : errorWords(t, error);
  }

  function refusedWords({ name, part, reason }: RefusedMember): string {
    if (part === 'text') return words.refusedText(name);
    if (reason === 'too-large') return words.refusedLarge(name);
    return reason === 'other-base' ? words.refusedOther(name) : words.refusedModel(name);
  }
}

function Parts(props: {
  member: ComingMember;
  name: string;
  isTaken: boolean;
  onTake: (isTaken: boolean) => void;
}) {
  const words = useCollectionStrings().preview;
  const methods = useStrings().make.advanced;
  const { text, model, isTextAsked } = props.member;
  const size = text && wordsOf(text);
  return (
    <div className={styles.parts}>
      {size && (
        <p className="small muted">
          {words.text(size.all, size.held)}
          <TermButton term="held-out" />
        </p>
      )}
      {model && <p className="small muted">{words.model(methods[model.weights.method].name)}</p>}
      {isTextAsked && (
        <>
          <p className="small">{words.asked}</p>
          <Checkbox isSelected={props.isTaken} onChange={props.onTake}>
            {words.takeText(props.name || props.member.name)}
          </Checkbox>
        </>
      )}
    </div>
  );
}
