import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useStrings } from '../../i18n/react';
import { PASSPHRASE_ITERATIONS } from '../../store';
import { useProfile } from '../shell/profile';
import { store } from '../shell/store';
import { useBusy } from '../shell/work';
import { PassphraseForm, type Passphrases } from './PassphraseForm';

type Intent = 'set' | 'change' | 'remove';

/** What is asked for, by the intent. */
const FIELDS = {
  set: ['next', 'again'],
  change: ['current', 'next', 'again'],
  remove: ['current'],
} as const;

/** A passphrase for the profile, and plainly what it protects from. */
export function PassphrasePanel() {
  const t = useStrings();
  const words = t.profile.passphrase;
  const { profile, leave } = useProfile();
  const busy = useBusy();
  const [intent, setIntent] = useState<Intent>();
  const [done, setDone] = useState<Intent>();

  const submit = async ({ current, next }: Passphrases) => {
    if (intent === 'set') leave(await store.profiles.lock(profile.id, next!));
    if (intent === 'change') await store.profiles.changePassphrase(profile.id, current!, next!);
    if (intent === 'remove') leave(await store.profiles.unlock(profile.id, current!));
    setDone(intent);
    setIntent(undefined);
  };
  const intents: Intent[] = profile.lock ? ['change', 'remove'] : ['set'];

  return (
    <section className="card stack" aria-label={words.heading}>
      <h2>{words.heading}</h2>
      <p>{profile.lock ? words.locked : words.open}</p>
      <p className="small muted">{words.about(PASSPHRASE_ITERATIONS)}</p>
      {done && (
        <p className="notice small" data-tone="mine" role="status">
          {done === 'remove' ? words.isRemoved : words.isSet}
        </p>
      )}
      {intent ? (
        <PassphraseForm
          key={intent}
          label={words[intent]}
          fields={FIELDS[intent].map((name) => ({ name, label: words[name] }))}
          onSubmit={submit}
        >
          <Button onPress={() => setIntent(undefined)}>{t.shell.cancel}</Button>
        </PassphraseForm>
      ) : (
        <div className="row">
          {intents.map((one) => (
            <Button
              key={one}
              isDisabled={busy}
              onPress={() => {
                setDone(undefined);
                setIntent(one);
              }}
            >
              {words[one]}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}
