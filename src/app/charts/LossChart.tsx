import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import type { Strings } from '../../i18n/en';
import { useStrings } from '../../i18n/react';
import type { CurvePoint } from '../../model/run';
import { TermButton } from '../glossary/TermButton';
import { enlargement } from './Frame';
import styles from './LossChart.module.css';

import 'uplot/dist/uPlot.min.css';

/** In pixels, as all sizes below, where a rem has 16. */
const HEIGHT = 240;

/**
 * The loss curve: the training loss of each step (one small batch, so it is noisy) and the held-out
 * loss where it was measured, both in nats per token on one axis.
 */
export function LossChart({ curve, steps }: { curve: CurvePoint[]; steps: number }) {
  const { charts } = useStrings();
  const words = charts.loss;
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const data = useRef<uPlot.AlignedData>([[], [], []]);
  data.current = columns(curve);

  useEffect(() => {
    const element = host.current!;
    let drawnAt = 1;
    const draw = () => {
      drawnAt = enlargement();
      plot.current?.destroy();
      plot.current = new uPlot(options(element, steps, words), data.current, element);
    };
    draw();
    const resized = new ResizeObserver(() => {
      // Its letters keep their size with all others.
      if (drawnAt !== enlargement()) draw();
      else plot.current?.setSize({ width: element.clientWidth, height: HEIGHT * drawnAt });
    });
    resized.observe(element);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', draw);
    return () => {
      resized.disconnect();
      scheme.removeEventListener('change', draw);
      plot.current?.destroy();
    };
  }, [steps, words]);

  useEffect(() => plot.current?.setData(data.current));

  return (
    <figure className={styles.figure}>
      <div ref={host} aria-hidden="true" />
      <figcaption className={styles.legend}>
        <span data-series="train">{words.train}</span>
        <span data-series="held">{words.held}</span>
        <TermButton term="loss" />
      </figcaption>
      <p className="visually-hidden">{inWords(curve, words)}</p>
    </figure>
  );
}

function columns(curve: CurvePoint[]): uPlot.AlignedData {
  return [
    curve.map(([step]) => step),
    curve.map(([, loss]) => loss),
    curve.map(([, , perplexity]) => (perplexity === null ? null : Math.log(perplexity))),
  ];
}

type Words = Strings['charts']['loss'];

function options(element: HTMLElement, steps: number, words: Words): uPlot.Options {
  const colour = (name: string) => resolveColour(element, name);
  const larger = enlargement();
  const font = `${12 * larger}px "Noto Sans Malayalam Variable", sans-serif`;
  const axis: uPlot.Axis = {
    stroke: colour('--muted'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1 },
    font,
    labelFont: font,
    labelSize: 18 * larger,
    labelGap: 0,
    gap: 4,
  };
  return {
    width: element.clientWidth,
    height: HEIGHT * larger,
    cursor: { show: false },
    legend: { show: false },
    scales: { x: { time: false, range: [0, Math.max(1, steps)] }, y: { range: padded } },
    axes: [
      {
        ...axis,
        label: words.step,
        labelSize: 22 * larger,
        labelGap: 4,
        size: 26 * larger,
        incrs: [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000],
      },
      { ...axis, label: words.loss, size: 48 * larger },
    ],
    series: [
      {},
      { stroke: colour('--gold'), width: 1.5, points: { show: false } },
      {
        stroke: colour('--mine'),
        width: 3,
        spanGaps: true,
        points: { show: true, size: 9, fill: colour('--mine') },
      },
    ],
  };
}

/** Some room above and below, and a span of at least half a nat so that noise is not drawn as mountains. */
function padded(_: uPlot, low: number | null, high: number | null): uPlot.Range.MinMax {
  if (low === null || high === null) return [0, 1];
  const middle = (low + high) / 2;
  const half = Math.max(0.25, ((high - low) / 2) * 1.1);
  return [middle - half, middle + half];
}

/** A custom property as a colour that a canvas understands (`light-dark()` resolved). */
function resolveColour(element: HTMLElement, name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  element.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

function inWords(curve: CurvePoint[], words: Words): string {
  const held = curve.filter(([, , perplexity]) => perplexity !== null);
  if (held.length < 2) return words.notYet;
  const [first, last] = [held[0], held[held.length - 1]];
  const nats = (point: CurvePoint) => Math.log(point[2]!);
  return words.heldChange(nats(first), first[0], nats(last), last[0]);
}
