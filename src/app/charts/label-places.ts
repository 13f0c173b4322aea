/** A marked point, in pixels, and how wide its name is. */
export interface Mark {
  x: number;
  y: number;
  width: number;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Name {
  x: number;
  /** Of the middle of the letters. */
  y: number;
  anchor: 'start' | 'end';
}

/** How far a name may move up or down beside its mark, in its heights. */
const ROWS = [0, -1, 1, -2, 2, -3, 3];

/**
 * Finds a place for each name beside its mark, or a little above or below that, where it lies inside `frame` and over no
 * mark and no name before it; where there is none, it lies over one. `gap` is from a mark's middle to its name.
 */
export function placeNames(
  marks: readonly Mark[],
  frame: Box,
  { height, gap }: { height: number; gap: number },
): Name[] {
  const taken: Box[] = marks.map(({ x, y }) => boxAround(x, y, gap, height / 2));
  return marks.map(({ x, y, width }, own) => {
    const places = ROWS.flatMap((row) => {
      const middle = y + row * height;
      return ([1, -1] as const).map((side) => ({
        name: { x: x + side * gap, y: middle, anchor: side > 0 ? ('start' as const) : ('end' as const) },
        box: boxAround(x + side * (gap + width / 2), middle, width / 2, height / 2),
      }));
    });
    const inside = places.filter(({ box }) => isInside(box, frame));
    const free = inside.find(({ box }) => !taken.some((other, i) => i !== own && overlaps(box, other)));
    const { name, box } = free ?? inside[0] ?? places[0];
    taken.push(box);
    return name;
  });
}

const boxAround = (x: number, y: number, halfWidth: number, halfHeight: number): Box => ({
  left: x - halfWidth,
  right: x + halfWidth,
  top: y - halfHeight,
  bottom: y + halfHeight,
});

const isInside = (box: Box, frame: Box): boolean =>
  box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;

const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
