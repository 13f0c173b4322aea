import { type RefObject, useState } from 'react';
import { Button, FieldError, Form, Input, Label, TextField } from 'react-aria-components';
import { useCollectionStrings } from '../../i18n/collection';
import { useStrings } from '../../i18n/react';
import { errorWords } from '../../i18n/words';
import { LONGEST_MEMBER_NAME } from '../../model/exchange/class-manifest';
import { named } from '../../run/class/members';
import type { CollectedMember } from '../../store';
import { AskFirst } from '../shell/AskFirst';
import { useFocusBack } from '../shell/focus-back';
import styles from './collection.module.css';
import { wordsOf } from './sizes';
import type { CollectedParts, Collection } from './useCollection';

/** Whose texts and models are collected. Each can get another name, or be taken out. */
export function MembersPanel(props: {
  collection: Collection;
  parts: CollectedParts;
  isBusy: boolean;
  heading: RefObject<HTMLHeadingElement | null>;
}) {
  const words = useCollectionStrings().members;
  const { collection, parts, isBusy, heading } = props;
  const { members, model } = parts;
  return (
    <section className="card stack" aria-label={words.heading(0)}>
      <h2 ref={heading} tabIndex={-1}>
        {words.heading(members.length)}
      </h2>
      {members.length === 0 ? <p>{words.none}</p> : <p className="small muted">{words.kept}</p>}
      <ul className={styles.members} data-testid="members">
        {members.map((member) => (
          <li key={member.id}>
            <Member
              member={member}
              others={members.filter((other) => other !== member)}
              isBusy={isBusy}
              isLearned={model?.learnedFrom.includes(member.id) ?? false}
              onRename={(name) => collection.change([{ ...member, name }])}
              onRemove={() => collection.change([], [member.id])}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Member(props: {
  member: CollectedMember;
  others: readonly CollectedMember[];
  isBusy: boolean;
  /** Whether the class's model has learned from its text. */
  isLearned: boolean;
  onRename: (name: string) => Promise<void>;
  onRemove: () => Promise<void>;
}) {
  const words = useCollectionStrings().members;
  const { member, isBusy, isLearned } = props;
  const { name, text, model, profile } = member;
  const [isEditing, setEditing] = useState(false);
  const rename = useFocusBack(isEditing);
  const size = text && wordsOf(text);
  const what = text && model ? words.textAndModel : text ? words.text : words.model;
  const facts = [what, size && words.size(size.all), profile ? words.from.profile : words.from.file];
  return (
    <>
      <div className={styles.who}>
        {isEditing ? (
          <NameForm {...props} onDone={() => setEditing(false)} />
        ) : (
          <p className={styles.name} dir="auto">
            {name}
          </p>
        )}
        <p className="small muted">{facts.filter(Boolean).join(' · ')}</p>
      </div>
      {!isEditing && (
        <div className="row">
          <Button
            ref={rename}
            className="react-aria-Button quiet"
            aria-label={words.rename(name)}
            isDisabled={isBusy}
            onPress={() => setEditing(true)}
          >
            {words.renameShort}
          </Button>
          <AskFirst
            quiet
            label={words.removeShort}
            accessibleLabel={words.remove(name)}
            isDisabled={isBusy}
            title={words.removeTitle(name)}
            question={isLearned ? words.removeAboutModel : words.removeAbout}
            yes={words.removeShort}
            onYes={props.onRemove}
          />
        </div>
      )}
    </>
  );
}

function NameForm(props: {
  member: CollectedMember;
  others: readonly CollectedMember[];
  onRename: (name: string) => Promise<void>;
  onDone: () => void;
}) {
  const t = useStrings();
  const words = useCollectionStrings().members;
  const { member, others, onRename, onDone } = props;
  const [name, setName] = useState(member.name);
  const [failure, setFailure] = useState<unknown>();
  const isTaken = named(others, name) !== undefined;
  const save = async () => {
    if (isTaken) return;
    try {
      const trimmed = name.trim();
      if (trimmed && trimmed !== member.name) await onRename(trimmed);
      onDone();
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <Form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        value={name}
        onChange={setName}
        maxLength={LONGEST_MEMBER_NAME}
        isInvalid={isTaken || failure !== undefined}
        autoFocus
        onKeyDown={(event) => event.key === 'Escape' && onDone()}
      >
        <Label className="visually-hidden">{words.name}</Label>
        <Input dir="auto" />
        <FieldError>{isTaken ? words.taken : failure !== undefined && errorWords(t, failure)}</FieldError>
      </TextField>
      <Button type="submit">{words.save}</Button>
    </Form>
  );
}
