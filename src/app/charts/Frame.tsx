import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import type { Axis } from '../../experiments/chart';
import type { Strings } from '../../i18n/en';
import { useStrings } from '../../i18n/react';
import styles from './charts.module.css';
import { type Scale, scaleFor } from './scale';
import { axisWords, neutralOf, tickWords } from './written';

/** The size of the letters, in pixels, and what a letter takes of the width, as a share of that. */
export const LETTERS = 15;
const LETTER_WIDTH = 0.58;
/** What a rem is, in pixels, unless somebody wants larger letters. */
const ROOT = 16;
/** Below this width there is no room for names beside the curves. */
const NARROW = 560;
const HEIGHT = { narrow: 260, wide: 340 };

export const textWidth = (text: string, size = LETTERS): number => [...text].length * size * LETTER_WIDTH;

export interface Plot {
  width: number;
  height: number;
  narrow: boolean;
  x: Scale;
  y: Scale;
  /** The inside of the axes. */
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Lays out a plot of `width` pixels; `beside` is what its names at the right end take. */
export function layOut(
  t: Strings,
  width: number,
  axes: { x: Axis; y: Axis },
  values: { x: readonly number[]; y: readonly number[] },
  beside = 0,
): Plot {
  const narrow = width < NARROW;
  const height = narrow ? HEIGHT.narrow : HEIGHT.wide;
  const [top, bottom] = [2.2 * LETTERS, height - 3.4 * LETTERS];
  const y = scaleFor(values.y, {
    kind: axes.y.scale,
    start: bottom,
    end: top,
    ticks: narrow ? 4 : 5,
    include: axes.y.scale === 'log' ? undefined : neutralOf(axes.y.unit),
  });
  const left = Math.max(0, ...y.ticks.map((tick) => textWidth(tickWords(t, axes.y.unit, tick)))) + 10;
  const right = width - Math.max(beside, 1.5 * LETTERS);
  const x = scaleFor(values.x, {
    kind: axes.x.scale,
    start: left,
    end: right,
    ticks: Math.max(2, Math.floor((right - left) / 85)),
    include: axes.x.scale === 'log' ? undefined : neutralOf(axes.x.unit),
  });
  if (axes.x.isWhole) x.ticks = x.ticks.filter(Number.isInteger);
  return { width, height, narrow, x, y, left, right, top, bottom };
}

/** Axes with their round values and names, under what is drawn in them. `words` say what the whole chart shows. */
export function Frame(props: { plot: Plot; axes: { x: Axis; y: Axis }; words: string; children: ReactNode }) {
  const t = useStrings();
  const { plot, axes } = props;
  const { x, y, left, right, top, bottom } = plot;
  const [stillX, stillY] = [neutralOf(axes.x.unit), neutralOf(axes.y.unit)];
  return (
    <svg
      className={styles.plot}
      viewBox={`0 0 ${plot.width} ${plot.height}`}
      // In rem, so that the letters in it grow with all others.
      style={{ width: `${plot.width / ROOT}rem` }}
      role="img"
      aria-label={props.words}
    >
      {y.ticks.map((tick) => (
        <g key={tick}>
          <line
            className={styles.grid}
            data-still={tick === stillY}
            x1={left}
            x2={right}
            y1={y(tick)}
            y2={y(tick)}
          />
          <text className={styles.tick} x={left - 8} y={y(tick)} dy="0.35em" textAnchor="end">
            {tickWords(t, axes.y.unit, tick)}
          </text>
        </g>
      ))}
      {x.ticks.map((tick) => (
        <g key={tick}>
          <line
            className={styles.grid}
            data-still={tick === stillX}
            x1={x(tick)}
            x2={x(tick)}
            y1={top}
            y2={bottom}
          />
          <text className={styles.tick} x={x(tick)} y={bottom} dy="1.4em" textAnchor="middle">
            {tickWords(t, axes.x.unit, tick)}
          </text>
        </g>
      ))}
      <text className={styles.axis} x={0} y={LETTERS}>
        {axisWords(t, axes.y)}
      </text>
      <text className={styles.axis} x={right} y={plot.height - 0.4 * LETTERS} textAnchor="end">
        {axisWords(t, axes.x)} →
      </text>
      {props.children}
    </svg>
  );
}

/**
 * The width of an element, kept up: what is drawn to it keeps its letters as large on a phone. In pixels where a rem has 16;
 * where it has more, as for a projector, in as much larger ones.
 */
export function useWidth(): [RefObject<HTMLDivElement | null>, number | undefined] {
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number>();
  useEffect(() => {
    const resized = new ResizeObserver(([{ contentRect }]) =>
      setWidth(Math.floor(contentRect.width / enlargement())),
    );
    resized.observe(host.current!);
    return () => resized.disconnect();
  }, []);
  return [host, width];
}

/** How many times larger than usual everything is that is sized in rem. */
export const enlargement = (): number =>
  Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / ROOT;
