import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useLessonStrings } from '../../i18n/lesson';
import type { Answers } from '../../store';
import { Alarm } from '../shell/Alarm';
import { store, useKept } from '../shell/store';
import { HandsForm } from './HandsForm';
import styles from './lesson.module.css';
import { SheetForm } from './SheetForm';
import { TotalsView } from './TotalsView';

type Way = 'hands' | 'sheet' | 'totals';

/** The three questions, to be answered in one way or the other, and what the class answered. */
export function AskPanel({ when, ways }: { when: Answers['when']; ways: readonly Way[] }) {
  const words = useLessonStrings().questions;
  const { items, damaged, failure } = useKept(store.answers);
  return (
    <div className="stack" data-testid={`ask-${when}`}>
      <Alarm error={failure} />
      <Tabs className={styles.tabs}>
        <TabList aria-label={words.how.label} className={styles.tabList}>
          {ways.map((way) => (
            <Tab key={way} id={way} className={styles.tab}>
              {words.how[way]}
            </Tab>
          ))}
        </TabList>
        {ways.map((way) => (
          <TabPanel key={way} id={way} className={styles.asking}>
            {way === 'hands' && items && <HandsForm when={when} answers={items} />}
            {way === 'sheet' && <SheetForm when={when} answers={items ?? []} />}
            {way === 'totals' && items && <TotalsView answers={items} damaged={damaged.length} />}
          </TabPanel>
        ))}
      </Tabs>
    </div>
  );
}
