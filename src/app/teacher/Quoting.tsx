import { Rich } from '../../i18n/react';

/** A sentence with words of the sample diary in it, which is in English. */
export function Quoting({ text }: { text: string }) {
  return (
    <Rich
      text={text}
      quote={(inner: string) => (
        <q lang="en" translate="no">
          {inner}
        </q>
      )}
    />
  );
}
