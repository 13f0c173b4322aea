import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import type { Engines } from '../../run/engines';
import type { Services, ServicesState } from '../../run/services';
import { watchCutRuns } from '../../run/unfinished';
import type { Damaged, UnfinishedRun } from '../../store';
import type { Prepared } from '../../text/prepared';
import { AskFirst } from '../shell/AskFirst';
import { DamagedNotice } from '../shell/DamagedNotice';
import { useProfile } from '../shell/profile';
import { openedOf, useEngines } from '../shell/services';
import { useBusy } from '../shell/work';

/** The trainings that were cut off with their tab, each to go on with or to discard; nothing where there are none. */
export function UnfinishedPanel(props: {
  services: ServicesState;
  /** The student's text as it is now, once it is read. */
  prepared: Prepared | undefined;
  visible: boolean;
  onGoOn: (services: Services, engines: Engines, run: UnfinishedRun) => void;
  /** The button that had the focus is no longer here. */
  onLeft: () => void;
}) {
  const words = useFirstStrings().make.unfinished;
  const { services, prepared, onGoOn, onLeft } = props;
  const { checkpoints } = useProfile();
  const { runs, damaged } = useCutRuns();
  const opened = openedOf(services);
  const { engines } = useEngines(props.visible ? opened : undefined);
  const busy = useBusy();
  const shown = useRef(0);
  useEffect(() => {
    if (runs.length < shown.current && document.activeElement === document.body) onLeft();
    shown.current = runs.length;
  });
  if (runs.length + damaged.length === 0) return null;
  return (
    <section className="card stack" aria-label={words.label} data-testid="unfinished">
      <DamagedNotice of="runs" damaged={damaged} onDelete={(id) => checkpoints.delete(id)} />
      {runs.map((run) => {
        const { id, name, plan, checkpoint, keptAt } = run;
        const { steps } = plan.settings;
        const since = Math.max(0, Date.now() - keptAt) / 1000;
        return (
          <div key={id} className="row spread">
            <p role="status">
              {words.cutOff({ name, step: checkpoint?.step, steps, since, at: keptAt })}
              {prepared && !isOf(run, prepared) && ` ${words.textAsItWas}`}
            </p>
            <div className="row">
              <Button
                className="react-aria-Button primary"
                aria-label={words.goOnWith(name)}
                isDisabled={!opened || !engines || busy}
                onPress={() => {
                  if (!opened || !engines) return;
                  onGoOn(opened, engines, run);
                  onLeft();
                }}
              >
                {words.goOn}
              </Button>
              <AskFirst
                label={words.discard}
                accessibleLabel={words.discardOf(name)}
                quiet
                title={words.title(name)}
                question={words.question}
                yes={words.discard}
                onYes={() => checkpoints.delete(id)}
              />
            </div>
          </div>
        );
      })}
    </section>
  );
}

/** The profile's runs that were cut off, kept up with what other tabs do. */
function useCutRuns(): { runs: UnfinishedRun[]; damaged: Damaged[] } {
  const { checkpoints } = useProfile();
  const [found, setFound] = useState<{ runs: UnfinishedRun[]; damaged: Damaged[] }>({
    runs: [],
    damaged: [],
  });
  useEffect(() => {
    const end = new AbortController();
    watchCutRuns(checkpoints, (runs, damaged) => setFound({ runs, damaged }), end.signal);
    return () => end.abort();
  }, [checkpoints]);
  return found;
}

/** Whether a run learns from the text as it is now. */
function isOf({ tokens }: UnfinishedRun, prepared: Prepared): boolean {
  if (prepared.kind !== 'ready') return false;
  return (['train', 'held'] as const).every(
    (part) =>
      tokens[part].length === prepared[part].length &&
      tokens[part].every((token, i) => token === prepared[part][i]),
  );
}
