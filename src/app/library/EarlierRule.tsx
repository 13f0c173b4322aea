import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { isByEarlierRule } from '../../eval/cache-effect';
import { useMemoryRuleStrings } from '../../i18n/memory-rule';
import { Rich } from '../../i18n/react';
import { isMeasuredOn, measureAgain } from '../../run/measure-again';
import type { Prepared } from '../../text/prepared';
import { Alarm } from '../shell/Alarm';
import { useProfile } from '../shell/profile';
import { href } from '../shell/route';
import { openedOf, useServices } from '../shell/services';
import type { TrainedRecord } from '../shell/store';

/**
 * Says of a model that its numbers were measured by an earlier rule of the memory, and offers to measure again where its
 * text is still there. `own` is what becomes of the student's text now.
 */
export function EarlierRule({ adapter, own }: { adapter: TrainedRecord; own: Prepared | undefined }) {
  const words = useMemoryRuleStrings();
  const services = openedOf(useServices());
  const { adapters } = useProfile();
  const [share, setShare] = useState<number>();
  const [failure, setFailure] = useState<unknown>();
  const [isDone, setDone] = useState(false);
  const end = useRef<AbortController>(undefined);
  useEffect(() => () => end.current?.abort(), []);
  const note = useRef<HTMLParagraphElement>(null);

  const isEarlier = isByEarlierRule(adapter.run);
  if (!isEarlier && !isDone) return null;
  const text = own?.kind === 'ready' && isMeasuredOn(adapter, own) ? own : undefined;

  const measure = async () => {
    if (!services || !text) return;
    const { signal } = (end.current = new AbortController());
    setFailure(undefined);
    setShare(0);
    // The button goes; who uses the keyboard is to be where the news is.
    note.current?.focus();
    try {
      const { memory: _, ...weights } = await adapters.model(adapter.id);
      const found = await measureAgain(services, adapter, weights, text, setShare, signal);
      if (signal.aborted) return;
      await adapters.explain(adapter.id, found);
      setDone(true);
    } catch (error) {
      if (!signal.aborted) setFailure(error);
    }
    setShare(undefined);
  };

  const isMeasuring = share !== undefined;
  return (
    <div className="notice small stack" data-testid="earlier-rule">
      <p ref={note} tabIndex={-1} role="status">
        {isMeasuring ? words.measuring(share) : isEarlier ? words.earlier : words.done}
      </p>
      {isEarlier && !isMeasuring && text && (
        <p>
          <Button isDisabled={!services} onPress={measure}>
            {words.again}
          </Button>
        </p>
      )}
      {isEarlier && own && !text && (
        <p>
          <Rich text={words.changed} link={(label: string) => <a href={href('make')}>{label}</a>} />
        </p>
      )}
      <Alarm error={failure} />
    </div>
  );
}
