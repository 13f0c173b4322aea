import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import { Alarm } from '../shell/Alarm';

/** A model that was trained but could not be saved, why, and the way to try again; its first result may be. */
export function UnsavedPanel(props: { error: unknown; save: () => Promise<void>; isPartSaved: boolean }) {
  const { error, save } = props;
  const words = useFirstStrings().make.unsaved;
  const [isSaving, setIsSaving] = useState(false);
  return (
    <section className="card stack" aria-label={words.label}>
      <p>{props.isPartSaved ? words.improved : words.body}</p>
      <Alarm error={error} />
      <div className="row">
        <Button
          className="react-aria-Button primary"
          isDisabled={isSaving}
          onPress={async () => {
            setIsSaving(true);
            await save();
            setIsSaving(false);
          }}
        >
          {words.again}
        </Button>
      </div>
    </section>
  );
}
