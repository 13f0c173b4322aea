import { describe, test } from 'vitest';
import { noise } from '../../engine.fixtures';
import { group } from '../../twin/grouping';
import * as twin from '../../twin/product';
import { expectClose, withKernels } from '../kernels.fixtures';
import type { Matrix } from '../matrices';
import type { Factors } from '../parameters';
import { type Adapted, adapt, adaptBackwardFactors, adaptBackwardInput } from './lora';

/** Measured: at most 1.3e-7. */
const TOLERANCE = 1e-6;

withKernels((on) => {
  describe.each([
    // One group: attention's matrices, one or three beside each other.
    ['one matrix', 1, [0, 0, 0, 0, 0, 0, 0], 4, 11, 13],
    ['three beside each other', 3, [0], 4, 8, 6],
    ['three beside each other', 3, Array.from({ length: 23 }, () => 0), 5, 9, 21],
    // The experts', two beside each other; the third has no row.
    ['two for each expert', 2, [0, 1, 0, 3, 3, 0, 0, 1, 0, 0, 0], 12, 7, 10],
  ] as const)('%s, %i parts', (_, parts, chosen, rank, out, width) => {
    const experts = Math.max(...chosen) + 1;
    const [inner, outer] = [parts * rank, parts * out];
    const [a, b] = [noise(1, experts * inner * width), noise(2, experts * outer * rank)];

    test('forward, and back to its input and its factors', () => {
      const { assignments, groups } = group(chosen, experts, on.panel);
      const rows = assignments.length;
      const [x, before] = [noise(3, rows * width), noise(4, rows * outer)];
      const [dy, dBefore] = [noise(5, rows * outer), noise(6, rows * width)];
      const matrix = (values: number, height: number, columns: number): Matrix => ({
        values,
        groups: experts,
        out: height,
        in: columns,
      });
      const factors = (at: [number, number]): Factors => ({
        a: matrix(at[0], inner, width),
        b: matrix(at[1], outer, rank),
      });
      const gradients = factors([on.empty(a.length), on.empty(b.length)]);
      const adapted: Adapted = {
        factors: factors([on.given(a), on.given(b)]),
        gradients,
        rank,
        parts,
        rows: { groups: on.given(Int32Array.from(groups.flat())), count: experts },
      };
      const workspace = on.workspace(rows * on.panels(Math.max(width, inner, outer)));
      const scratch = { inner: on.empty(rows * inner), dInner: on.empty(rows * inner) };
      const [y, dx] = [on.kept(before), on.kept(dBefore)];
      const [xs, dys] = [
        { at: on.given(x), row: width },
        { at: on.given(dy), row: outer },
      ];
      on.run(
        ...adapt(workspace, adapted, xs, y, scratch),
        ...adaptBackwardInput(workspace, adapted, dys, dx, scratch),
        ...adaptBackwardFactors(workspace, adapted, xs, dys, scratch),
      );

      const [sum, dSum] = [Float64Array.from(before), Float64Array.from(dBefore)];
      const [dA, dB] = [new Float64Array(a.length), new Float64Array(b.length)];
      groups.forEach(([first, count], expert) => {
        const own = x.subarray(first * width, (first + count) * width);
        for (let part = 0; part < parts; part++) {
          const atA = (expert * parts + part) * rank * width;
          const atB = (expert * parts + part) * out * rank;
          const [partA, partB] = [a.subarray(atA, atA + rank * width), b.subarray(atB, atB + out * rank)];
          const dPart = Float64Array.from(
            { length: count * out },
            (_, i) => dy[(first + Math.floor(i / out)) * outer + part * out + (i % out)],
          );
          const low = twin.forward(own, partA, count, rank, width);
          const dLow = twin.backwardInput(dPart, partB, count, rank, out);
          twin.forward(low, partB, count, out, rank).forEach((value, i) => {
            sum[(first + Math.floor(i / out)) * outer + part * out + (i % out)] += value;
          });
          twin.backwardInput(dLow, partA, count, width, rank).forEach((value, i) => {
            dSum[first * width + i] += value;
          });
          dA.set(twin.backwardWeight(dLow, own, rank, width, count), atA);
          dB.set(twin.backwardWeight(dPart, low, out, rank, count), atB);
        }
      });
      expectClose(on.floats(y), sum, TOLERANCE);
      expectClose(on.floats(dx), dSum, TOLERANCE);
      expectClose(on.floats(gradients.a.values), dA, TOLERANCE);
      expectClose(on.floats(gradients.b.values), dB, TOLERANCE);
    });
  });
});
