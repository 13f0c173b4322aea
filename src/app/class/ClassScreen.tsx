import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useClassStrings } from '../../i18n/class';
import type { Services } from '../../run/services';
import { href } from '../shell/route';
import { WithServices } from '../shell/WithServices';
import styles from './class.module.css';
import { GamePanel } from './GamePanel';
import { MatrixPanel } from './MatrixPanel';
import { RacePanel } from './RacePanel';
import { useEntrants } from './useEntrants';
import { WhoPanel } from './WhoPanel';

const PARTS = ['race', 'matrix', 'game'] as const;
const PANELS = { race: RacePanel, matrix: MatrixPanel, game: GamePanel };

/** For a teacher's projector: the models of a class read one passage, and the class asks whose text it is. */
export function ClassScreen() {
  const words = useClassStrings();
  return (
    <div className={`stack ${styles.screen}`}>
      <div>
        <h1>{words.title}</h1>
        <p className={styles.intro}>{words.intro}</p>
        <p>
          <a href={href('class', 'collection')}>{words.collection}</a>
        </p>
      </div>
      <WithServices>{(services) => <Class services={services} />}</WithServices>
    </div>
  );
}

function Class({ services }: { services: Services }) {
  const words = useClassStrings();
  const entrants = useEntrants(services);
  const [part, setPart] = useState<string>('race');
  return (
    <>
      <WhoPanel {...entrants} />
      {entrants.taking.length > 0 && (
        <Tabs selectedKey={part} onSelectionChange={(key) => setPart(String(key))} className={styles.parts}>
          <TabList aria-label={words.parts.label} className={styles.tabs}>
            {PARTS.map((name) => (
              <Tab key={name} id={name} className={styles.tab}>
                {words.parts[name]}
              </Tab>
            ))}
          </TabList>
          {PARTS.map((name) => {
            const Panel = PANELS[name];
            return (
              // All of them stay: a race goes on while the class looks at the matrix.
              <TabPanel key={name} id={name} shouldForceMount className={styles.panel}>
                <Panel services={services} entrants={entrants.taking} />
              </TabPanel>
            );
          })}
        </Tabs>
      )}
    </>
  );
}
