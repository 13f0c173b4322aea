import { Button } from 'react-aria-components';
import { Rich, useStrings } from '../../i18n/react';
import { href } from '../shell/route';
import styles from './pad.module.css';

/** Lets models learn from the page, or not; either way it can be put by for another one. */
export function LearnPanel(props: {
  isLearned: boolean;
  isEmpty: boolean;
  onLearn: (isLearned: boolean) => void;
  onTurn: () => void;
}) {
  const words = useStrings().pad;
  const { isLearned, isEmpty } = props;
  const toMake = (label: string) => <a href={href('make')}>{label}</a>;
  return (
    <div className={styles.learn}>
      {/* One button, so that the focus stays on it. */}
      <Button
        className={`react-aria-Button ${isLearned ? '' : 'primary'}`}
        isDisabled={isEmpty && !isLearned}
        onPress={() => props.onLearn(!isLearned)}
      >
        {isLearned ? words.leaveOut : words.learn}
      </Button>
      <p className="small muted" role="status">
        {isLearned ? <Rich text={words.learned} link={toMake} /> : words.learnAbout}
      </p>
      {!isEmpty && (
        <>
          <Button onPress={props.onTurn}>{words.newPage}</Button>
          <p className="small muted">
            {isLearned ? words.newPageAbout : <Rich text={words.newPageUnlearned} link={toMake} />}
          </p>
        </>
      )}
    </div>
  );
}
