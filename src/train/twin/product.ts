/** A matrix, row-major; `number[]`s and typed arrays alike. */
export type Numbers = ArrayLike<number>;

/** C [m, n] = A Bᵀ for A [m, k], B [n, k]. */
export function forward(a: Numbers, b: Numbers, m: number, n: number, k: number): Float64Array {
  return multiply(
    m,
    n,
    k,
    (i, p) => a[i * k + p],
    (p, j) => b[j * k + p],
  );
}

/** C [m, n] = A B for A [m, k], B [k, n]. */
export function backwardInput(a: Numbers, b: Numbers, m: number, n: number, k: number): Float64Array {
  return multiply(
    m,
    n,
    k,
    (i, p) => a[i * k + p],
    (p, j) => b[p * n + j],
  );
}

/** C [m, n] = Aᵀ B for A [k, m], B [k, n]. */
export function backwardWeight(a: Numbers, b: Numbers, m: number, n: number, k: number): Float64Array {
  return multiply(
    m,
    n,
    k,
    (i, p) => a[p * m + i],
    (p, j) => b[p * n + j],
  );
}

type Element = (row: number, column: number) => number;

function multiply(m: number, n: number, k: number, a: Element, b: Element): Float64Array {
  const c = new Float64Array(m * n);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) for (let p = 0; p < k; p++) c[i * n + j] += a(i, p) * b(p, j);
  return c;
}
