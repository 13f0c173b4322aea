/** The WGSL engine's bench under Node: runs it here, or writes it into a folder for another machine. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { NODE_BENCH } from '../bench/node/options.ts';
import { exposeSoftwareVulkan } from '../chromium.ts';
import { ROOT } from './app.ts';
import { type Command, readOptions, runCommand, UsageError } from './options.ts';

const BASE = join(ROOT, 'models', 'fractalmoe-30m', 'model.safetensors');
const DAWN = join('node_modules', 'webgpu');
const FIXTURES = join(ROOT, 'src', 'model', 'fixtures');
const LOADER = '/usr/lib/x86_64-linux-gnu/libvulkan.so.1';

/** Starts the bundled Node; a Vulkan loader that was packed is found where the machine has none. */
const START = `#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
LD_LIBRARY_PATH="$LD_LIBRARY_PATH:$here/lib" exec "$here/node" "$here/bench.mjs" "$@"
`;

const BUNDLE: Command = {
  name: 'bench:bundle',
  about: `Writes the bench of npm run bench:node into a folder that runs on another machine of the same system without npm or a
network: Node, the Dawn binding, the code with its shaders, the reference sets and the base.`,
  rest: { value: 'DIR', help: 'The folder to make.' },
  options: {},
};

await runCommand(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (command === 'bundle') {
    const { rest } = readOptions(BUNDLE, args);
    if (rest.length !== 1) throw new UsageError('Name the folder to write: npm run bench:bundle -- DIR');
    await bundle(resolve(rest[0]));
    return true;
  }
  // What is wrong with the options is found out before the bench is compiled.
  readOptions(NODE_BENCH, args);
  const folder = mkdtempSync(join(tmpdir(), 'swantham-node-bench-'));
  try {
    await compile(folder);
    exposeSoftwareVulkan();
    const options = ['--base', BASE, '--fixtures', FIXTURES, ...args];
    return (
      spawnSync(process.execPath, [join(folder, 'bench.mjs'), ...options], { stdio: 'inherit' }).status === 0
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The bench as one module, with the Dawn binding beside it. */
async function compile(folder: string): Promise<void> {
  await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['webgpu'] },
    build: {
      ssr: join(ROOT, 'e2e', 'bench', 'node', 'main.ts'),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'bench.mjs' } },
    },
  });
  for (const path of ['package.json', 'index.js', 'LICENSE'])
    if (existsSync(join(ROOT, DAWN, path))) cpSync(join(ROOT, DAWN, path), join(folder, DAWN, path));
  cpSync(binding(ROOT), binding(folder));
}

/** The binding for this system, in a folder that has or will have the package. */
function binding(folder: string): string {
  const platform = `${process.platform}-${process.platform === 'darwin' ? 'universal' : process.arch}`;
  return join(folder, DAWN, 'dist', platform, 'dawn.node');
}

async function bundle(folder: string): Promise<void> {
  if (existsSync(folder)) throw new UsageError(`${folder} is there already; name a folder to be made.`);
  mkdirSync(folder, { recursive: true });
  await compile(folder);
  cpSync(FIXTURES, join(folder, 'fixtures'), { recursive: true });
  mkdirSync(join(folder, 'base'));
  cpSync(BASE, join(folder, 'base', 'model.safetensors'));
  const node = join(folder, 'node');
  cpSync(process.execPath, node);
  // Symbols are a good part of both; where there is no strip, they stay.
  for (const binary of [node, binding(folder)]) spawnSync('strip', [binary]);
  if (existsSync(LOADER)) {
    mkdirSync(join(folder, 'lib'));
    cpSync(LOADER, join(folder, 'lib', 'libvulkan.so.1'), { dereference: true });
  }
  writeFileSync(join(folder, 'start'), START, { mode: 0o755 });
  const size = execFileSync('du', ['-sh', folder], { encoding: 'utf8' }).split('\t')[0];
  console.log(`${folder}: ${size}; run ${join(folder, 'start')}`);
}
