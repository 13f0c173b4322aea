import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Ready } from '../../text/prepared';
import { defaultSettings, type TrainSettings } from '../../train/settings';
import type { Services, ServicesState } from '../services';
import { MeasurePanel } from './MeasurePanel';
import { SettingsPanel } from './SettingsPanel';
import { SplitPanel } from './SplitPanel';
import type { usePrepared } from './usePrepared';
import { useTrainable } from './useTrainable';

/** What becomes of the text, how to train on it, and the button; without WebGPU, measuring instead. */
export function TrainPanel(props: {
  services: ServicesState;
  reading: ReturnType<typeof usePrepared>;
  running: boolean;
  onTrain: (services: Services, ready: Ready, settings: TrainSettings) => void;
}) {
  const { services, reading, running, onTrain } = props;
  const { prepared, preparing, share } = reading;
  const [settings, setSettings] = useState(() => defaultSettings('norm'));
  const trainable = useTrainable();

  const opened = services.status === 'ready' ? services.services : undefined;
  const ready = prepared?.kind === 'ready' ? prepared : undefined;
  const failure = reading.failure ?? (services.status === 'failed' ? services.message : undefined);
  const label = !opened
    ? 'Waiting for the base model …'
    : preparing
      ? `Reading your text … ${Math.round(100 * share)}%`
      : 'Train';
  return (
    <div className="card stack">
      <h2>2. Train</h2>
      <SplitPanel prepared={prepared} />
      <SettingsPanel settings={settings} onChange={setSettings} />
      {trainable.status === 'no' && (
        <p className="notice small" role="status" data-testid="no-webgpu">
          {trainable.reason}
        </p>
      )}
      {trainable.status === 'no' && opened && ready && <MeasurePanel services={opened} ready={ready} />}
      {failure && (
        <p className="notice small" data-tone="alarm" role="alert">
          {failure}
        </p>
      )}
      <Button
        className="react-aria-Button primary big"
        isDisabled={!opened || !ready || preparing || running || trainable.status !== 'yes'}
        onPress={() => opened && ready && onTrain(opened, ready, settings)}
      >
        {label}
      </Button>
    </div>
  );
}
