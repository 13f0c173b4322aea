import { Button } from 'react-aria-components';
import { useCollectionStrings } from '../../i18n/collection';
import type { UnfinishedRun } from '../../store';
import { AskFirst } from '../shell/AskFirst';
import { useProfile } from '../shell/profile';

/** A training of the class's model that was cut off with its tab, to go on with or to discard. */
export function CutTraining(props: {
  cut: UnfinishedRun;
  /** How much is learned of the collection as it is now, in tokens. */
  tokens: number;
  isDisabled: boolean;
  onGoOn: () => void;
}) {
  const words = useCollectionStrings().classModel.cut;
  const { cut, tokens, isDisabled, onGoOn } = props;
  const { checkpoints } = useProfile();
  const { id, plan, checkpoint, keptAt } = cut;
  return (
    <div className="notice small row spread" data-testid="cut-training">
      <p role="status">
        {words.told(checkpoint?.step, plan.settings.steps, keptAt)}
        {cut.tokens.train.length !== tokens && ` ${words.asTheyWere}`}
      </p>
      <div className="row">
        <Button className="react-aria-Button primary" isDisabled={isDisabled} onPress={onGoOn}>
          {words.goOn}
        </Button>
        <AskFirst
          label={words.discard}
          quiet
          title={words.title}
          question={words.question}
          yes={words.discard}
          onYes={() => checkpoints.delete(id)}
        />
      </div>
    </div>
  );
}
