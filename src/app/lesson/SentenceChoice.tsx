import { Button } from 'react-aria-components';
import { useLessonStrings } from '../../i18n/lesson';

/** Which of some sentences is looked at. */
export function SentenceChoice(props: { count: number; chosen: number; onChoose: (index: number) => void }) {
  const words = useLessonStrings().predict;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form
    <div className="row" role="group" aria-label={words.which}>
      {Array.from({ length: props.count }, (_, i) => (
        <Button
          // biome-ignore lint/suspicious/noArrayIndexKey: a sentence is its number
          key={i}
          aria-pressed={i === props.chosen}
          onPress={() => props.onChoose(i)}
        >
          {words.nth(i + 1)}
        </Button>
      ))}
    </div>
  );
}
