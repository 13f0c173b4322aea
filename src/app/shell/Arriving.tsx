import { Component, type ReactNode, Suspense } from 'react';
import { Button } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import { askAgain } from './lazily';

interface Props {
  /** What is drawn: a failure of one is forgotten when another comes in its place. */
  of?: string;
  children: ReactNode;
}

/**
 * A place for a part that comes lazily; empty until it is there. Where it cannot be fetched or drawn, only this place says
 * so and offers to try again: without it React would take the whole page away, and a training with it.
 */
export function Arriving({ of, children }: Props) {
  return (
    <Boundary of={of}>
      <Suspense>{children}</Suspense>
    </Boundary>
  );
}

/** React tells of errors to components of this kind alone. */
class Boundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidUpdate(before: Props) {
    if (before.of !== this.props.of && this.state.failed) this.again();
  }

  private readonly again = () => {
    askAgain();
    this.setState({ failed: false });
  };

  override render() {
    return this.state.failed ? <Missing onAgain={this.again} /> : this.props.children;
  }
}

function Missing({ onAgain }: { onAgain: () => void }) {
  const { shell } = useFirstStrings();
  return (
    <p className="notice" role="alert">
      {shell.missing} <Button onPress={onAgain}>{shell.tryAgain}</Button>
    </p>
  );
}
