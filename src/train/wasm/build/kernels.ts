import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import type { Plugin } from 'vite';

const FOLDER = fileURLToPath(new URL('../kernels', import.meta.url));
const PREFIX = 'kernels:';

/** The modules and what each may use beside SIMD and threads. */
export const MODULES: Record<string, string[]> = { simd: [], relaxed: ['--enable', 'relaxed-simd'] };

/**
 * Compiles the kernels of the processor's engine when they are imported: `kernels:simd` and `kernels:relaxed` are the two
 * WebAssembly modules, each in base64 as the default export.
 */
export function kernels(): Plugin {
  return {
    name: 'kernels',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const sources = readdirSync(FOLDER).filter((name) => name.endsWith('.ts'));
      for (const name of sources) this.addWatchFile(join(FOLDER, name));
      const bytes = await compile(MODULES[id.slice(PREFIX.length + 1)]);
      return `export default ${JSON.stringify(Buffer.from(bytes).toString('base64'))};`;
    },
  };
}

/**
 * The module of `index`, by default the kernels, with the options that `features` adds.
 *
 * @throws Error with the compiler's messages
 */
export async function compile(
  features: readonly string[],
  index = read('index.ts'),
): Promise<Uint8Array<ArrayBuffer>> {
  let binary: Uint8Array<ArrayBuffer> | undefined;
  const options = [
    'index.ts',
    ...['--outFile', 'kernels.wasm'],
    ...['-O3', '--noAssert', '--runtime', 'stub'],
    ...['--enable', 'simd', '--enable', 'threads', ...features],
    // The engine makes the memory, of the size that it needs.
    ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
  ];
  const { error, stderr } = await asc.main(options, {
    readFile: (name) => (basename(name) === 'index.ts' ? index : read(name)),
    writeFile: (_, contents) => {
      binary = contents as Uint8Array<ArrayBuffer>;
    },
    listFiles: () => [],
  });
  if (error || !binary) throw new Error(`${error?.message}\n${stderr.toString()}`);
  return binary;
}

/** The compiler also looks for files that are not there. */
function read(name: string): string | null {
  try {
    return readFileSync(join(FOLDER, basename(name)), 'utf8');
  } catch {
    return null;
  }
}
