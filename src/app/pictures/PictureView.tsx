import type { Picture } from '../../bets/picture';
import { BarPicture } from './BarPicture';
import { LinePicture } from './LinePicture';
import { MatrixPicture } from './MatrixPicture';
import styles from './pictures.module.css';
import { ScatterPicture } from './ScatterPicture';

/**
 * A picture with its title, drawn from its data; it can be read aloud, and from the back row. Nothing where there is
 * nothing to be seen yet.
 */
export function PictureView({ picture }: { picture: Picture }) {
  if (isEmpty(picture)) return null;
  return (
    <figure className={styles.figure} data-testid="picture" data-kind={picture.kind}>
      <figcaption className={styles.title}>{picture.title}</figcaption>
      <Drawing picture={picture} />
    </figure>
  );
}

function Drawing({ picture }: { picture: Picture }) {
  switch (picture.kind) {
    case 'lines':
      return <LinePicture picture={picture} />;
    case 'bars':
      return <BarPicture picture={picture} />;
    case 'scatter':
      return <ScatterPicture picture={picture} />;
    case 'matrix':
      return <MatrixPicture picture={picture} />;
  }
}

function isEmpty(picture: Picture): boolean {
  switch (picture.kind) {
    case 'lines':
      return picture.series.every(({ points }) => points.length === 0);
    case 'bars':
      return picture.bars.length === 0;
    case 'scatter':
      return picture.points.length === 0;
    case 'matrix':
      return picture.values.flat().every((value) => value === undefined);
  }
}
