import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import type { Part } from '../parts.ts';

const MODULE = 'virtual:base-parts';
const RESOLVED = `\0${MODULE}`;
const WEIGHTS = fileURLToPath(new URL('../../../models/fractalmoe-30m/model.safetensors', import.meta.url));

/** A part that breaks off costs no more than this, and hosts that refuse files above 25 MiB take it. */
export const LARGEST_PART = 8 * 2 ** 20;

/** A part with its contents. */
interface CutPart extends Part {
  contents: Buffer;
}

/** Cuts a file into parts, whose addresses change with their contents. */
export function cut(file: Buffer, largest = LARGEST_PART): CutPart[] {
  return Array.from({ length: Math.ceil(file.byteLength / largest) }, (_, i) => {
    const contents = file.subarray(i * largest, (i + 1) * largest);
    const sha256 = createHash('sha256').update(contents).digest('hex');
    const url = `/assets/base-${i + 1}-${sha256.slice(0, 8)}.part`;
    return { url, bytes: contents.byteLength, sha256, contents };
  });
}

/** Offers the list of the base's parts as `virtual:base-parts`, and the parts as files: built, or served in development. */
export function baseParts(): Plugin {
  let cutParts: CutPart[] | undefined;
  const parts = () => (cutParts ??= cut(readFileSync(WEIGHTS)));
  let builds = false;
  return {
    name: 'base-parts',
    configResolved({ command }) {
      builds = command === 'build';
    },
    resolveId: (id) => (id === MODULE ? RESOLVED : undefined),
    load(id) {
      if (id !== RESOLVED) return;
      if (builds)
        for (const { url, contents } of parts())
          this.emitFile({ type: 'asset', fileName: url.slice(1), source: contents });
      const list: Part[] = parts().map(({ url, bytes, sha256 }) => ({ url, bytes, sha256 }));
      return `export const BASE_PARTS = ${JSON.stringify(list)};`;
    },
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const part = request.url?.endsWith('.part') && parts().find(({ url }) => url === request.url);
        if (part) response.end(part.contents);
        else next();
      });
    },
  };
}
