/** A place in the memory that all threads share: bytes from its beginning. */
export type Address = number;

/** The module's own constants lie in the first page. */
const FIRST = 65536;
const PAGE = 65536;
/** Places begin at a cache line, so that no two threads write into one. */
const LINE = 64;

/** Plans where everything lies, before the memory is made in its final size. */
export class Layout {
  private end = FIRST;

  /** Room for 32-bit numbers, and for whole vectors at its end. */
  words(count: number): Address {
    return this.bytes(4 * count);
  }

  bytes(count: number): Address {
    const at = this.end;
    this.end = at + Math.ceil((count + 16) / LINE) * LINE;
    return at;
  }

  /** Where the next place begins. */
  get here(): Address {
    return this.end;
  }

  /** In pages of 64 KiB. */
  get pages(): number {
    return Math.ceil(this.end / PAGE);
  }
}
