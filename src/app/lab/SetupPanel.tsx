import { Checkbox, CheckboxGroup, Label, Radio, RadioGroup } from 'react-aria-components';
import type { Experiment, Form } from '../../experiments/experiment';
import { authorName } from '../../experiments/names';
import { OWN_ID } from '../../experiments/setup';
import { Rich, useStrings } from '../../i18n/react';
import { errorWords } from '../../i18n/words';
import { BASE_SHA256 } from '../../model/config';
import type { Prepared } from '../../text/prepared';
import { STUDIED } from '../../text/samples';
import { href } from '../shell/route';
import { useLines } from '../shell/store';
import styles from './lab.module.css';
import type { SetupState } from './useSetup';
import type { Wish } from './useWish';
import { keptModels } from './words';

/** How much is to be run, and on what. `perToken` is how long a token of a norm-only step takes here, in seconds. */
export function SetupPanel(props: {
  experiment: Experiment<unknown>;
  own: Prepared;
  wish: Wish;
  onWish: (wish: Wish) => void;
  prepared: SetupState;
  perToken: number | undefined;
}) {
  const t = useStrings();
  const { setup: words, forms } = t.lab;
  const { experiment, own, wish, onWish, prepared, perToken } = props;
  const titleOf = (form: Form) =>
    prepared.status === 'ready' && perToken !== undefined
      ? words.seconds(forms[form], perToken * prepared.costs[form])
      : forms[form];
  return (
    <>
      <RadioGroup value={wish.form} onChange={(form) => onWish({ ...wish, form: form as Form })}>
        <Label>{words.howMuch}</Label>
        {(['quick', 'full'] as const).map((form) => (
          <Radio key={form} value={form}>
            <strong>{titleOf(form)}</strong>
            <span className="small muted">{words.about[form]}</span>
          </Radio>
        ))}
      </RadioGroup>
      <CheckboxGroup
        className={styles.choices}
        value={[...wish.authors]}
        onChange={(authors) => onWish({ ...wish, authors })}
      >
        <Label>{words.whose}</Label>
        <Checkbox value={OWN_ID} isDisabled={own.kind !== 'ready'}>
          <span>
            {authorName(t, OWN_ID)} <OwnWords own={own} />
          </span>
        </Checkbox>
        {STUDIED.map(({ id }) => (
          <Checkbox key={id} value={id}>
            <span>{authorName(t, id)}</span>
          </Checkbox>
        ))}
      </CheckboxGroup>
      {experiment.takesAdapters && <AdapterChoice wish={wish} onWish={onWish} />}
      {prepared.status === 'ready' &&
        prepared.leftOut.map((id) => (
          <p key={id} className="notice small" role="status">
            <Rich text={words.leftOut(authorName(t, id))} name={(name: string) => <bdi>{name}</bdi>} />
          </p>
        ))}
      {prepared.status === 'failed' && (
        <p className="notice small" role="status">
          {errorWords(t, prepared.error)}
        </p>
      )}
    </>
  );
}

function OwnWords({ own }: { own: Prepared }) {
  const { setup: words } = useStrings().lab;
  return (
    <span className="small muted">
      {own.kind === 'ready' ? (
        words.tokens(own.train.length)
      ) : (
        <Rich text={words.notReady} link={(inner: string) => <a href={href('make')}>{inner}</a>} />
      )}
    </span>
  );
}

/** Models of the library, to be measured beside those that the experiment makes. */
function AdapterChoice({ wish, onWish }: { wish: Wish; onWish: (wish: Wish) => void }) {
  const t = useStrings();
  const used = (useLines().lines ?? []).map(({ current }) => current);
  const usable = used.filter(({ baseHash }) => baseHash === BASE_SHA256);
  if (usable.length === 0) return null;
  const names = keptModels(t, usable);
  const choose = (ids: string[]) =>
    onWish({
      ...wish,
      adapters: usable.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ id, name })),
    });
  return (
    <CheckboxGroup className={styles.choices} value={wish.adapters.map(({ id }) => id)} onChange={choose}>
      <Label>{t.lab.setup.models}</Label>
      {usable.map(({ id }, i) => (
        <Checkbox key={id} value={id}>
          <span>{names[i]}</span>
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
}
