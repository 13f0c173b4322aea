import { useState } from 'react';
import { Checkbox } from 'react-aria-components';
import { useStrings } from '../../i18n/react';
import { wipe } from '../../store';
import { Alarm } from '../shell/Alarm';
import { AskFirst } from '../shell/AskFirst';
import { store } from '../shell/store';
import { useBusy } from '../shell/work';

/** Deletes what all profiles keep, and checks that nothing stays behind. */
export function WipePanel() {
  const words = useStrings().profile.wipe;
  const busy = useBusy();
  const [left, setLeft] = useState<string[]>([]);
  const [app, setApp] = useState(false);
  return (
    <section className="card stack" aria-label={words.heading}>
      <h2>{words.heading}</h2>
      <p>{words.about}</p>
      <Checkbox isSelected={app} onChange={setApp}>
        <span>{words.app}</span>
      </Checkbox>
      <AskFirst
        label={words.heading}
        isDisabled={busy}
        title={words.title}
        question={words.question}
        yes={words.yes}
        onYes={async () => {
          store.close();
          const stayed = await wipe({ app });
          if (stayed.length > 0) setLeft(stayed);
          else location.replace('/');
        }}
      />
      <Alarm>{left.length > 0 ? words.left(left) : undefined}</Alarm>
    </section>
  );
}
