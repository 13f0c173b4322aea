import { Button } from 'react-aria-components';
import { useCollectionStrings } from '../../i18n/collection';
import type { ClassTrainingState } from '../../run/class/class-training';
import { Progress } from '../shell/Progress';
import styles from './collection.module.css';

/** How far the class's model is, or its comparison, and the way to stop it. */
export function TrainingProgress(props: {
  state: Extract<ClassTrainingState, { status: 'training' | 'comparing' }>;
  onStop: () => void;
}) {
  const words = useCollectionStrings().classModel;
  const { state, onStop } = props;
  const isTraining = state.status === 'training';
  const told = !isTraining
    ? words.comparing(state.done, state.all)
    : state.stage === 'steps'
      ? words.step(state.step, state.steps)
      : words.stages[state.stage];
  const share = isTraining
    ? state.stage === 'steps'
      ? state.step / state.steps
      : undefined
    : state.done / Math.max(1, state.all);
  // There is something to keep, and it is not being kept already.
  const isStoppable = !isTraining || state.stage === 'steps';
  return (
    <div className={styles.running} data-testid="class-training">
      <div className="row spread">
        <p>{told}</p>
        <Button isDisabled={!isStoppable} onPress={onStop}>
          {isTraining ? words.stop : words.stopComparing}
        </Button>
      </div>
      <Progress share={share}>{words.progress}</Progress>
      <p className="small muted">{words.keepOpen}</p>
    </div>
  );
}
