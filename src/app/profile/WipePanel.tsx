import { useState } from 'react';
import { Checkbox } from 'react-aria-components';
import { StoreError, wipe } from '../../store';
import { AskFirst } from '../shell/AskFirst';
import { useBusy } from '../shell/busy';
import { store } from '../shell/store';

/** Deletes what all profiles keep, and checks that nothing stays behind. */
export function WipePanel() {
  const busy = useBusy();
  const [app, setApp] = useState(false);
  return (
    <section className="card stack" aria-label="Empty this browser">
      <h2>Empty this browser</h2>
      <p>Before the laptop goes to someone else: all profiles, texts, models and settings are deleted.</p>
      <Checkbox isSelected={app} onChange={setApp}>
        <span>Remove the app’s own files too; it then has to be fetched again, with a network.</span>
      </Checkbox>
      <AskFirst
        label="Empty this browser"
        isDisabled={busy}
        title="Delete everything that everyone keeps here?"
        question="No profile’s texts and models can be brought back."
        yes="Delete everything"
        no="Keep it"
        onYes={async () => {
          store.close();
          const left = await wipe({ app });
          if (left.length > 0) throw new StoreError('not-empty', { details: { names: left.join(', ') } });
          location.replace('/');
        }}
      />
    </section>
  );
}
