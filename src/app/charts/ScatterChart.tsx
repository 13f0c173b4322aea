import type { ScatterChart as Scatter } from '../../experiments/chart';
import type { Strings } from '../../i18n/en';
import { useStrings } from '../../i18n/react';
import styles from './charts.module.css';
import { Frame, LETTERS, layOut, textWidth, useWidth } from './Frame';
import { placeNames } from './label-places';
import { axisWords, written } from './written';

const RADIUS = 8;

/** Points in the plane, each with its name beside it. */
export function ScatterChart({ chart }: { chart: Scatter }) {
  const [host, width] = useWidth();
  return <div ref={host}>{width !== undefined && <Drawing chart={chart} width={width} />}</div>;
}

function Drawing({ chart, width }: { chart: Scatter; width: number }) {
  const t = useStrings();
  const points = chart.points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const plot = layOut(t, width, chart, { x: points.map(({ x }) => x), y: points.map(({ y }) => y) });
  const marks = points.map(({ x, y, name }) => ({ x: plot.x(x), y: plot.y(y), width: textWidth(name) }));
  const names = placeNames(marks, plot, { height: 1.2 * LETTERS, gap: RADIUS + 5 });
  return (
    <Frame plot={plot} axes={chart} words={wordsOf(t, chart)}>
      {points.map(({ name, tone }, i) => (
        <g key={name} data-tone={tone}>
          {names[i].y !== marks[i].y && (
            <line className={styles.leader} x1={marks[i].x} y1={marks[i].y} x2={names[i].x} y2={names[i].y} />
          )}
          <circle className={styles.dot} cx={marks[i].x} cy={marks[i].y} r={RADIUS} />
          <text
            className={styles.name}
            x={names[i].x}
            y={names[i].y}
            dy="0.35em"
            textAnchor={names[i].anchor}
          >
            {name}
          </text>
        </g>
      ))}
    </Frame>
  );
}

function wordsOf(t: Strings, { title, x, y, points }: Scatter): string {
  const each = points.map((point) =>
    t.charts.point(point.name, written(t, y.unit, point.y), written(t, x.unit, point.x)),
  );
  return t.charts.scatter(title, axisWords(t, y), axisWords(t, x), each);
}
