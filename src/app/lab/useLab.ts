import { useEffect, useState, useSyncExternalStore } from 'react';
import { BET_IDS, loadBet } from '../../bets';
import type { Bet } from '../../bets/bet';
import type { ExperimentRecord, ExperimentStore } from '../../store';
import { useProfile } from '../profile/context';
import { LabRunner } from './runner';

const runners = new WeakMap<ExperimentStore, LabRunner>();

/** The profile's runner, which goes on whatever screen is shown, and what it is doing. */
export function useRunner() {
  const { experiments } = useProfile();
  let runner = runners.get(experiments);
  if (!runner) {
    runner = new LabRunner(experiments);
    runners.set(experiments, runner);
  }
  return { runner, state: useSyncExternalStore(runner.subscribe, runner.state) };
}

/** The profile's experiments, the one begun last first, kept up with changes in this tab and others. */
export function useExperiments(): { records: ExperimentRecord[] | undefined; failure: string | undefined } {
  const { experiments } = useProfile();
  const [records, setRecords] = useState<ExperimentRecord[]>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    let gone = false;
    const read = () =>
      experiments.list().then(
        (list) => gone || setRecords(list),
        (error: Error) => gone || setFailure(error.message),
      );
    read();
    const unsubscribe = experiments.subscribe(read);
    return () => {
      gone = true;
      unsubscribe();
    };
  }, [experiments]);
  return { records, failure };
}

/** All bets, once they are loaded. */
export function useBets(): readonly Bet<unknown>[] | undefined {
  const [bets, setBets] = useState<readonly Bet<unknown>[]>();
  useEffect(() => {
    let gone = false;
    Promise.all(BET_IDS.map(loadBet)).then((all) => gone || setBets(all));
    return () => {
      gone = true;
    };
  }, []);
  return bets;
}
