/**
 * What an experiment shows, as data: the screens draw it and know nothing of the experiment. `tone` says whose a line, bar
 * or point is and so its colour: the student's model, the base, the training text, something else, or something that went wrong.
 */
export type Tone = 'mine' | 'base' | 'train' | 'other' | 'alarm';

/** A number with its 95% interval, where one is known. */
export interface Estimate {
  value: number;
  low?: number;
  high?: number;
}

export type Chart = LineChart | BarChart | ScatterChart | MatrixChart;

interface Titled {
  /** What is to be seen, in a few words. */
  title: string;
}

export interface LineChart extends Titled {
  kind: 'lines';
  x: Axis;
  y: Axis;
  series: { name: string; tone: Tone; points: (Estimate & { x: number })[] }[];
}

export interface BarChart extends Titled {
  kind: 'bars';
  unit: Unit;
  /** Bars begin here: 1 for falls of perplexity, 0 for shares. */
  from: number;
  bars: (Estimate & { name: string; tone: Tone })[];
}

export interface ScatterChart extends Titled {
  kind: 'scatter';
  x: Axis;
  y: Axis;
  points: { name: string; tone: Tone; x: number; y: number }[];
}

/** A heat map; the best of each column, or row, is marked, and where rows and columns have the same name, the diagonal. */
export interface MatrixChart extends Titled {
  kind: 'matrix';
  rowLabel: string;
  columnLabel: string;
  rows: string[];
  columns: string[];
  unit: Unit;
  /** Row by row; undefined where nothing is known yet. */
  values: (number | undefined)[][];
  /** Whether a larger value is better. */
  moreIsBetter: boolean;
  /** What is compared with one another: the values of a column, unless it is those of a row. */
  compares?: 'rows';
}

export interface Axis {
  label: string;
  unit: Unit;
  scale?: 'linear' | 'log';
  /** Of the horizontal one: there is nothing between two whole numbers. */
  isWhole?: boolean;
}

/** How a number is written: "×1.12" for a fall of perplexity, "+1.7%" for a change, "42%" for a share, and so on. */
export type Unit =
  | 'fall'
  | 'change'
  | 'share'
  | 'perplexity'
  | 'tokens'
  | 'steps'
  | 'days'
  | 'seconds'
  | 'bytes'
  | 'number';
