import type { LineChart as Lines } from '../../experiments/chart';
import type { Strings } from '../../i18n/en';
import { useStrings } from '../../i18n/react';
import styles from './charts.module.css';
import { Frame, LETTERS, layOut, textWidth, useWidth } from './Frame';
import { apart } from './scale';
import { axisWords, written } from './written';

/** Up to this many points are marked. */
const MARKED = 24;
/** How far curves with intervals are drawn from each other, in pixels. */
const BESIDE = 5;
/** Series of one tone differ by their strokes. */
const DASHES = [undefined, '8 6', '2 6', '14 5 2 5'];

/** Curves with their intervals, each named at its end, or above the chart where there is no room beside it. */
export function LineChart({ chart }: { chart: Lines }) {
  const [host, width] = useWidth();
  return <div ref={host}>{width !== undefined && <Drawing chart={chart} width={width} />}</div>;
}

function Drawing({ chart, width }: { chart: Lines; width: number }) {
  const t = useStrings();
  const series = chart.series.map((one, i) => ({
    ...one,
    points: one.points.filter((point) => Number.isFinite(point.value)),
    dash: DASHES[chart.series.slice(0, i).filter(({ tone }) => tone === one.tone).length % DASHES.length],
  }));
  const drawn = series.filter(({ points }) => points.length > 0);
  const all = drawn.flatMap(({ points }) => points);
  const values = {
    x: all.map(({ x }) => x),
    y: all.flatMap(({ value, low = value, high = value }) => [value, low, high]),
  };
  const labels = drawn.map(({ name, points }) => ({
    name,
    value: written(t, chart.y.unit, points.at(-1)!.value),
  }));
  const longest = Math.max(
    0,
    ...labels.flatMap(({ name, value }) => [textWidth(name), textWidth(value, 1.2 * LETTERS)]),
  );
  const named = longest < width / 3;
  // Intervals at the same place would cover each other.
  const hasIntervals = all.some(({ low }) => low !== undefined);
  const besides = drawn.map((_, i) => (hasIntervals ? (i - (drawn.length - 1) / 2) * BESIDE : 0));
  const outermost = Math.max(0, ...besides);
  let plot = layOut(t, width, chart, values, longest + outermost + 20);
  if (plot.narrow || !named) plot = layOut(t, width, chart, values);
  const beside = !plot.narrow && named;
  const { y } = plot;
  // A name begins behind the curves that are drawn beside its own.
  const nameX = (i: number) => plot.x(drawn[i].points.at(-1)!.x) + 10 + outermost - besides[i];
  const ends = apart(
    drawn.map(({ points }) => y(points.at(-1)!.value)),
    2.7 * LETTERS,
    plot.top,
    plot.bottom,
  );
  return (
    <>
      {!beside && (
        <ul className={styles.legend}>
          {drawn.map(({ name, tone, dash }, i) => (
            <li key={name} data-tone={tone} data-dashed={dash !== undefined}>
              {name} <strong>{labels[i].value}</strong>
            </li>
          ))}
        </ul>
      )}
      <Frame plot={plot} axes={chart} words={wordsOf(t, chart)}>
        {drawn.map(({ name, tone, points, dash }, i) => (
          <g key={name} data-tone={tone} transform={`translate(${besides[i]} 0)`}>
            {points.map(
              ({ x: at, low, high }) =>
                low !== undefined &&
                high !== undefined && (
                  <line
                    key={at}
                    className={styles.whisker}
                    x1={plot.x(at)}
                    x2={plot.x(at)}
                    y1={y(low)}
                    y2={y(high)}
                  />
                ),
            )}
            <polyline
              className={styles.curve}
              strokeDasharray={dash}
              points={points.map((point) => `${plot.x(point.x)},${y(point.value)}`).join(' ')}
            />
            {points.length <= MARKED &&
              points.map((point) => (
                <circle
                  key={point.x}
                  className={styles.dot}
                  cx={plot.x(point.x)}
                  cy={y(point.value)}
                  r={4.5}
                />
              ))}
            {beside && (
              <text className={styles.name} x={nameX(i)} y={ends[i]}>
                <tspan className={styles.value}>{labels[i].value}</tspan>
                <tspan x={nameX(i)} dy="1.15em">
                  {name}
                </tspan>
              </text>
            )}
          </g>
        ))}
      </Frame>
    </>
  );
}

function wordsOf(t: Strings, { title, x, y, series }: Lines): string {
  const curves = series.map(({ name, points }) => {
    if (points.length === 0) return t.charts.emptyCurve(name);
    const [first, last] = [points[0], points[points.length - 1]];
    const [yOf, xOf] = [
      (one: typeof first) => written(t, y.unit, one.value),
      (one: typeof first) => written(t, x.unit, one.x),
    ];
    return points.length > 1
      ? t.charts.curveTo(name, yOf(first), xOf(first), yOf(last), xOf(last))
      : t.charts.curve(name, yOf(first), xOf(first));
  });
  return t.charts.lines(title, axisWords(t, y), axisWords(t, x), curves);
}
