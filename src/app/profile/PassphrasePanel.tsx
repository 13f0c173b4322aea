import { useState } from 'react';
import { Button } from 'react-aria-components';
import { PASSPHRASE_ITERATIONS } from '../../store';
import { useBusy } from '../shell/busy';
import { count } from '../shell/format';
import { useProfile } from '../shell/profile';
import { store } from '../shell/store';
import { PassphraseForm, type Passphrases } from './PassphraseForm';

type Intent = 'set' | 'change' | 'remove';

const FIELDS = {
  set: [
    { name: 'next', label: 'New passphrase' },
    { name: 'again', label: 'The same again' },
  ],
  change: [
    { name: 'current', label: 'Passphrase now' },
    { name: 'next', label: 'New passphrase' },
    { name: 'again', label: 'The new one again' },
  ],
  remove: [{ name: 'current', label: 'Passphrase now' }],
} as const;

const LABELS: Record<Intent, string> = {
  set: 'Set the passphrase',
  change: 'Change the passphrase',
  remove: 'Remove the passphrase',
};

/** A passphrase for the profile, and plainly what it is good for. */
export function PassphrasePanel() {
  const { profile, leave } = useProfile();
  const busy = useBusy();
  const [intent, setIntent] = useState<Intent>();
  const [done, setDone] = useState<string>();

  const submit = async ({ current, next }: Passphrases) => {
    if (intent === 'set') leave(await store.profiles.lock(profile.id, next!));
    if (intent === 'change') await store.profiles.changePassphrase(profile.id, current!, next!);
    if (intent === 'remove') leave(await store.profiles.unlock(profile.id, current!));
    setDone(
      intent === 'remove'
        ? 'The passphrase is removed; everything lies open again.'
        : 'Done: from now on this passphrase opens the profile.',
    );
    setIntent(undefined);
  };
  const intents: Intent[] = profile.lock ? ['change', 'remove'] : ['set'];

  return (
    <section className="card stack" aria-label="Passphrase">
      <h2>Passphrase</h2>
      <p>
        {profile.lock
          ? 'Everything this profile keeps is encrypted on this laptop: its texts, its models, their names and numbers.'
          : 'Everything this profile keeps lies open to whoever uses this browser. With a passphrase it is encrypted: texts, models, their names and numbers.'}
      </p>
      <p className="small muted">
        Others still see the nickname, the colour, and how many texts and models there are and how large. It
        does not protect while your profile is open, nor on a laptop that someone has tampered with. What lay
        open before may be found on the disk until it is written over. If you forget the passphrase, nobody
        can bring your texts and models back. (AES-GCM with 256 bits; PBKDF2-SHA-256,{' '}
        {count(PASSPHRASE_ITERATIONS)} rounds.)
      </p>
      {done && (
        <p className="notice small" data-tone="mine" role="status">
          {done}
        </p>
      )}
      {intent ? (
        <PassphraseForm key={intent} label={LABELS[intent]} fields={[...FIELDS[intent]]} onSubmit={submit}>
          <Button onPress={() => setIntent(undefined)}>Leave it</Button>
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
              {LABELS[one]}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}
