import file from '../../models/memory-gate/gate.json?raw';
import type { Gate } from './gate';
import { GATE_SHA256, readGate } from './gate-file';

let opened: Promise<Gate> | undefined;

/** The gate that comes with the app. Rejects with an `EvaluationError` if its file was changed. */
export function shippedGate(): Promise<Gate> {
  return (opened ??= readGate(file, GATE_SHA256));
}
