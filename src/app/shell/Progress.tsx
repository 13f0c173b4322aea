import type { ReactNode } from 'react';
import { Label, ProgressBar } from 'react-aria-components';

/** How far something is, `share` from 0 to 1, or that it goes on, where nobody knows. `children` say what it is. */
export function Progress(props: {
  share: number | undefined;
  /** Whether what it is stands above the bar; it is read aloud in any case. */
  isLabelShown?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const { share, isLabelShown = false, className = '' } = props;
  return (
    <ProgressBar
      value={100 * (share ?? 0)}
      isIndeterminate={share === undefined}
      className={`react-aria-ProgressBar ${className}`}
    >
      {({ percentage }) => (
        <>
          <Label className={isLabelShown ? undefined : 'visually-hidden'}>{props.children}</Label>
          <div className="track">
            <div className="fill" style={{ width: `${percentage ?? 0}%` }} />
          </div>
        </>
      )}
    </ProgressBar>
  );
}
