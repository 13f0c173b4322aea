import { Checkbox, CheckboxGroup, Label, Radio, RadioGroup } from 'react-aria-components';
import type { Experiment, Form } from '../../experiments/experiment';
import { OWN_ID } from '../../experiments/setup';
import { errorWords } from '../../i18n/errors';
import { useStrings } from '../../i18n/useStrings';
import { BASE_SHA256 } from '../../model/base';
import type { Prepared } from '../../text/prepared';
import { SAMPLES } from '../../text/samples';
import { count, duration } from '../shell/format';
import { href } from '../shell/route';
import { useAdapters } from '../shell/store';
import styles from './lab.module.css';
import type { SetupState } from './useSetup';
import type { Wish } from './useWish';
import { FORM_NAMES } from './words';

const FORMS: Record<Form, string> = {
  quick: 'Less text and fewer steps: a first look.',
  full: 'The experiment as it is meant.',
};

/** How much is to be run, and on what. `perToken` is how long a token of a norm-only step takes here, in seconds. */
export function SetupPanel(props: {
  bet: Experiment<unknown>;
  own: Prepared;
  wish: Wish;
  onWish: (wish: Wish) => void;
  prepared: SetupState;
  perToken: number | undefined;
}) {
  const { bet, own, wish, onWish, prepared, perToken } = props;
  const t = useStrings();
  const timeOf = (form: Form) =>
    prepared.status === 'ready' && perToken !== undefined
      ? `: about ${duration(perToken * prepared.costs[form])}`
      : '';
  return (
    <>
      <RadioGroup value={wish.form} onChange={(form) => onWish({ ...wish, form: form as Form })}>
        <Label>How much</Label>
        {(['quick', 'full'] as const).map((form) => (
          <Radio key={form} value={form}>
            <strong>
              {FORM_NAMES[form]}
              {timeOf(form)}
            </strong>
            <span className="small muted">{FORMS[form]}</span>
          </Radio>
        ))}
      </RadioGroup>
      <CheckboxGroup
        className={styles.choices}
        value={[...wish.authors]}
        onChange={(authors) => onWish({ ...wish, authors })}
      >
        <Label>On whose text</Label>
        <Checkbox value={OWN_ID} isDisabled={own.kind !== 'ready'}>
          <span>
            My text <OwnWords own={own} />
          </span>
        </Checkbox>
        {SAMPLES.map(({ id }) => (
          <Checkbox key={id} value={id}>
            <span>{t.samples[id].title}</span>
          </Checkbox>
        ))}
      </CheckboxGroup>
      {bet.takesAdapters && <AdapterChoice wish={wish} onWish={onWish} />}
      {prepared.status === 'ready' &&
        prepared.leftOut.map((name) => (
          <p key={name} className="notice small" role="status">
            “<bdi>{name}</bdi>” is in your text as well, so it is nobody else’s here and left out.
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
  if (own.kind === 'ready') return <span className="small muted">{count(own.train.length)} tokens</span>;
  return (
    <span className="small muted">
      cannot be used yet: <a href={href('make')}>the Make screen tells why</a>
    </span>
  );
}

/** Models of the library, to be measured beside those that the experiment makes. */
function AdapterChoice({ wish, onWish }: { wish: Wish; onWish: (wish: Wish) => void }) {
  const usable = (useAdapters().adapters ?? []).filter(({ baseHash }) => baseHash === BASE_SHA256);
  if (usable.length === 0) return null;
  // Two models may have the same name, and a model that of a text.
  const named = usable.map(({ id, name }, i) => {
    const same = usable.slice(0, i).filter((other) => other.name === name).length;
    return { id, name: same === 0 ? `${name} (kept)` : `${name} (kept, ${same + 1})` };
  });
  return (
    <CheckboxGroup
      className={styles.choices}
      value={wish.adapters.map(({ id }) => id)}
      onChange={(ids) => onWish({ ...wish, adapters: named.filter(({ id }) => ids.includes(id)) })}
    >
      <Label>And my models</Label>
      {named.map(({ id, name }) => (
        <Checkbox key={id} value={id}>
          <span>{name}</span>
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
}
