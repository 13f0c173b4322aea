import { format } from './format';

/** The words of the charts, and what they say to somebody who cannot see them. */
export const charts = {
  /** What an axis counts, where the numbers beside it do not say it. */
  units: { perplexity: 'perplexity', tokens: 'tokens', steps: 'steps', days: 'days' },
  axis: (label: string, unit: string) => `${label} (${unit})`,
  interval: (low: string, high: string) => `${low} to ${high}`,
  best: 'best',
  /** The corner of a matrix. */
  corner: (row: string, column: string) => `${row} ↓ · ${column} →`,
  /** A chart read aloud: its title, its axes, and its curves or points. */
  lines: (title: string, y: string, x: string, curves: readonly string[]) =>
    `${title}. ${y} by ${x}. ${curves.join('; ')}.`,
  curve: (name: string, y: string, x: string) => `${name}: ${y} at ${x}`,
  curveTo: (name: string, y: string, x: string, lastY: string, lastX: string) =>
    `${name}: ${y} at ${x}, ${lastY} at ${lastX}`,
  emptyCurve: (name: string) => `${name}: nothing yet`,
  scatter: (title: string, y: string, x: string, points: readonly string[]) =>
    `${title}. ${y}, ${x}. ${points.join('; ')}.`,
  point: (name: string, y: string, x: string) => `${name}: ${y}, ${x}`,
  /** The curve of a training run. */
  loss: {
    step: 'step',
    loss: 'loss (nats per token)',
    train: 'training text, each step',
    held: 'held-out text, never trained on',
    notYet: 'The curve appears as training goes on.',
    /** Losses in nats per token at the first and the last step where they were measured. */
    heldChange: (from: number, fromStep: number, to: number, toStep: number) =>
      `The held-out loss goes from ${format.loss(from)} nats per token at step ${fromStep} to ${format.loss(to)} at step ${toStep}.`,
  },
};
