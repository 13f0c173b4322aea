import type { Chart } from '../../experiments/chart';
import { BarChart } from './BarChart';
import styles from './charts.module.css';
import { LineChart } from './LineChart';
import { MatrixChart } from './MatrixChart';
import { ScatterChart } from './ScatterChart';

/**
 * A chart with its title, drawn from its data; it can be read aloud, and from the back row. Nothing where there is
 * nothing to be seen yet.
 */
export function ChartView({ chart }: { chart: Chart }) {
  if (isEmpty(chart)) return null;
  return (
    <figure className={styles.figure} data-testid="chart" data-kind={chart.kind}>
      <figcaption className={styles.title}>{chart.title}</figcaption>
      <Drawing chart={chart} />
    </figure>
  );
}

function Drawing({ chart }: { chart: Chart }) {
  switch (chart.kind) {
    case 'lines':
      return <LineChart chart={chart} />;
    case 'bars':
      return <BarChart chart={chart} />;
    case 'scatter':
      return <ScatterChart chart={chart} />;
    case 'matrix':
      return <MatrixChart chart={chart} />;
  }
}

function isEmpty(chart: Chart): boolean {
  switch (chart.kind) {
    case 'lines':
      return chart.series.every(({ points }) => points.length === 0);
    case 'bars':
      return chart.bars.length === 0;
    case 'scatter':
      return chart.points.length === 0;
    case 'matrix':
      return chart.values.flat().every((value) => value === undefined);
  }
}
