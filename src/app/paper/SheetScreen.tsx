import { Button } from 'react-aria-components';
import { usePaperStrings } from '../../i18n/paper';
import { Rich, useStrings } from '../../i18n/react';
import type { AdapterRecord } from '../../store';
import { Alarm } from '../shell/Alarm';
import { href } from '../shell/route';
import { useAdapters } from '../shell/store';
import styles from './paper.module.css';
import { ResultSheet } from './ResultSheet';

/** The result of a training, to be printed. `detail` is the id of its model, whichever version. */
export function SheetScreen({ detail }: { detail: string | undefined }) {
  const t = useStrings();
  const words = usePaperStrings();
  const { adapters, failure } = useAdapters();
  const adapter = adapters?.find(({ id }) => id === detail);
  return (
    <div className={`stack ${styles.screen}`}>
      <p className={`small ${styles.onScreen}`}>
        <a href={href('models')}>{words.sheet.back}</a>
      </p>
      <Alarm error={failure} />
      {hasResult(adapter) ? (
        <>
          <div className={`row ${styles.onScreen}`}>
            <Button className="react-aria-Button primary" onPress={() => print()}>
              {words.print}
            </Button>
            <p className="small muted">{words.preview}</p>
          </div>
          <ResultSheet adapter={adapter} />
        </>
      ) : (
        adapters && (
          <div className="card stack">
            <h1>{t.make.done.label}</h1>
            <p>
              <Rich text={words.sheet.none} link={(label: string) => <a href={href('models')}>{label}</a>} />
            </p>
          </div>
        )
      )}
    </div>
  );
}

/** A model that was measured, here or as its file says. */
export type Measured = Exclude<AdapterRecord, { origin: 'peft' }>;

const hasResult = (adapter: AdapterRecord | undefined): adapter is Measured => adapter?.run !== undefined;
