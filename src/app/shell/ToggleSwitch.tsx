import type { ReactNode } from 'react';
import { Switch } from 'react-aria-components';
import styles from './ToggleSwitch.module.css';

/** A wish that is on or off, and what it means. */
export function ToggleSwitch(props: {
  children?: ReactNode;
  /** For those who cannot see what it belongs to, where it has no words beside it. */
  label?: string;
  description?: ReactNode;
  /** What stands behind it and is no part of it. */
  beside?: ReactNode;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  isDisabled?: boolean;
}) {
  return (
    <div>
      <div className={styles.line}>
        <Switch
          className={styles.switch}
          aria-label={props.label}
          isSelected={props.isSelected}
          isDisabled={props.isDisabled}
          onChange={props.onChange}
        >
          <span className={styles.track} aria-hidden="true" />
          {props.children}
        </Switch>
        {props.beside}
      </div>
      {props.description && <p className={`small muted ${styles.description}`}>{props.description}</p>}
    </div>
  );
}
