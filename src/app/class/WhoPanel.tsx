import { useState } from 'react';
import {
  Button,
  Checkbox,
  Disclosure,
  DisclosurePanel,
  FileTrigger,
  Heading,
  Input,
  TextField,
} from 'react-aria-components';
import { useClassStrings } from '../../i18n/class';
import { Rich, useStrings } from '../../i18n/react';
import { LONGEST_MEMBER_NAME } from '../../model/exchange/class-manifest';
import type { Entrant, Gathered } from '../../run/class/entrants';
import type { Profile } from '../../store';
import { Alarm } from '../shell/Alarm';
import { DropPanel } from '../shell/DropPanel';
import { nicknameOf } from '../shell/profile';
import { href } from '../shell/route';
import styles from './class.module.css';
import { changeClassroom, useClassroom } from './classroom';
import { type Incoming, useFiles } from './useFiles';

/** More would push the race out of sight, unless they are asked for. */
const MOST_SHOWN = 9;

/** Who takes part, under which name; and the way in for models from other laptops. */
export function WhoPanel(props: {
  gathered: Gathered | undefined;
  failure: unknown;
  all: readonly Entrant[];
  taking: readonly Entrant[];
}) {
  const t = useStrings();
  const words = useClassStrings().who;
  const { gathered, failure, all, taking } = props;
  const { state, bringIn } = useFiles();
  const [isExpanded, setIsExpanded] = useState<boolean>();
  const namesOf = (profiles: readonly Profile[]) => profiles.map((profile) => nicknameOf(profile, t));
  const isReading = state.status === 'reading';
  return (
    <DropPanel className={`card ${styles.who}`} label={words.drop} isDisabled={isReading} onDrop={bringIn}>
      <Disclosure isExpanded={isExpanded ?? all.length <= MOST_SHOWN} onExpandedChange={setIsExpanded}>
        <div className="row spread">
          <Heading level={2}>
            <Button slot="trigger" className={`react-aria-Button quiet ${styles.heading}`}>
              {words.heading(taking.length)}
            </Button>
          </Heading>
          <FileTrigger
            allowsMultiple
            acceptedFileTypes={['.swantham']}
            onSelect={(files) => files && bringIn([...files])}
          >
            <Button isDisabled={isReading}>{words.open}</Button>
          </FileTrigger>
        </div>
        <DisclosurePanel>
          <div className={styles.gathered}>
            {gathered && all.length === 0 && (
              <div className={styles.empty}>
                <p>
                  <strong>{words.nobody}</strong>
                </p>
                <p>
                  <Rich text={words.how} link={(label: string) => <a href={href('profile')}>{label}</a>} />
                </p>
              </div>
            )}
            <ul className={styles.entrants} data-testid="entrants">
              {all.map((entrant) => (
                <li key={entrant.id}>
                  <EntrantRow entrant={entrant} isTaking={taking.includes(entrant)} />
                </li>
              ))}
            </ul>
            {(['locked', 'empty', 'unreadable'] as const).map(
              (why) =>
                gathered &&
                gathered[why].length > 0 && (
                  <p key={why} className="small muted">
                    {words[why](namesOf(gathered[why]))}
                  </p>
                ),
            )}
            <p className="small muted">{words.about}</p>
          </div>
        </DisclosurePanel>
      </Disclosure>
      <FilesState state={state} />
      <Alarm error={failure} />
      {!gathered && failure === undefined && (
        <p className="muted" role="status">
          {words.gathering}
        </p>
      )}
      {taking.length === 1 && <p className="notice small">{words.onlyOne}</p>}
    </DropPanel>
  );
}

function EntrantRow({ entrant, isTaking }: { entrant: Entrant; isTaking: boolean }) {
  const words = useClassStrings().who;
  const { names } = useClassroom();
  const { id, name, profile, text } = entrant;
  const take = (isIn: boolean) =>
    changeClassroom(({ out }) => ({ out: isIn ? out.filter((one) => one !== id) : [...out, id] }));
  return (
    <div className={styles.entrant} data-out={!isTaking}>
      <Checkbox aria-label={words.takesPart(name)} isSelected={isTaking} onChange={take} />
      <TextField
        aria-label={words.name(name)}
        value={names[id] ?? name}
        maxLength={LONGEST_MEMBER_NAME}
        onChange={(changed) =>
          changeClassroom((classroom) => ({ names: { ...classroom.names, [id]: changed } }))
        }
      >
        <Input dir="auto" />
      </TextField>
      <p className="small muted">
        {!profile ? words.fromFile : text ? words.fromProfile(text.ids.length) : words.withoutText}
      </p>
    </div>
  );
}

function FilesState({ state }: { state: Incoming }) {
  const words = useClassStrings().who;
  switch (state.status) {
    case 'idle':
      return null;
    case 'failed':
      return state.error ? <Alarm error={state.error} /> : <Alarm>{words.failed}</Alarm>;
    case 'reading':
      return (
        <p className="small" role="status">
          {words.reading}
        </p>
      );
    case 'done':
      return (
        <p className="notice small" data-tone="mine" role="status">
          {state.models > 0 ? words.came(state.models) : words.noModels}
        </p>
      );
  }
}
