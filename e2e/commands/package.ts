/**
 * Makes what is installed or copied: a folder that runs from a USB stick, and a Debian package for KITE GNU/Linux and
 * Ubuntu 22.04 or later.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build } from 'vite';
import { ml } from '../../src/i18n/ml/index.ts';
import { HEADERS } from '../../src/offline/headers.ts';
import { ROOT } from './app.ts';
import { readOptions } from './options.ts';

/** Has the server and the menu entry. */
const DESKTOP = join(ROOT, 'src', 'desktop');

/** Runs the folder where it lies; a stick with the file system FAT32 lets nobody run it but with `sh start.sh`. */
const START = `#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
exec python3 "$here/swantham.py" "$@"
`;

const COMMAND = `#!/bin/sh
exec python3 /usr/share/swantham/swantham.py "$@"
`;

/** What is run of the Debian package. */
const RUNNABLE = ['/usr/bin/swantham', '/DEBIAN/prerm'];

/** Before an update or a removal: a server that runs would go on without its files. */
const PRERM = `#!/bin/sh
pkill -f 'swantham[.]py --serve --folder /usr/share/swantham' || true
`;

const { values } = readOptions({
  name: 'package',
  about: `Builds the app and makes a folder that runs from a USB stick on any computer with Python 3.10, and a Debian package
for KITE GNU/Linux and Ubuntu 22.04 or later. Neither needs a network, to be installed or to run.`,
  options: {
    out: {
      type: 'text',
      value: 'DIR',
      default: 'package',
      help: 'Where to make both. What is in it is removed.',
    },
  },
});
const out = resolve(values.out);
const { version, description } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

const folder = join(out, 'swantham');
rmSync(out, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
await build({ root: ROOT, logLevel: 'error', build: { outDir: join(folder, 'www'), emptyOutDir: true } });
rmSync(join(folder, 'www', '_headers'));
cpSync(join(DESKTOP, 'swantham.py'), join(folder, 'swantham.py'));
writeFileSync(join(folder, 'about.json'), `${JSON.stringify({ version, headers: HEADERS }, null, 2)}\n`);
write(join(folder, 'start.sh'), START, 0o755);
cpSync(join(DESKTOP, 'START-HERE.txt'), join(folder, 'START-HERE.txt'));
write(join(folder, 'SAHAYAM.txt'), helpForTeachers());
console.log(`${folder}: ${megabytes(sizeOf(folder))}; start it with python3 ${join(folder, 'swantham.py')}`);

if (spawnSync('dpkg-deb', ['--version']).status === 0) debian();
else console.log('No Debian package was made: it needs dpkg-deb, which Debian and Ubuntu have.');

/** The Debian package, the same on every machine for the same sources. */
function debian(): void {
  const tree = join(out, 'debian');
  const share = join(tree, 'usr', 'share');
  cpSync(folder, join(share, 'swantham'), { recursive: true });
  for (const name of ['start.sh', 'START-HERE.txt', 'SAHAYAM.txt']) rmSync(join(share, 'swantham', name));
  write(join(tree, 'usr', 'bin', 'swantham'), COMMAND, 0o755);
  write(
    join(share, 'applications', 'swantham.desktop'),
    readFileSync(join(DESKTOP, 'swantham.desktop'), 'utf8'),
  );
  const icon = readFileSync(join(ROOT, 'public', 'icon.svg'), 'utf8');
  write(join(share, 'icons', 'hicolor', 'scalable', 'apps', 'swantham.svg'), icon);
  write(join(share, 'doc', 'swantham', 'copyright'), readFileSync(join(ROOT, 'LICENSE'), 'utf8'));
  write(join(tree, 'DEBIAN', 'control'), control(Math.ceil(sizeOf(tree) / 1024)));
  write(join(tree, 'DEBIAN', 'prerm'), PRERM);
  write(join(share, 'doc', 'swantham', 'SAHAYAM.txt'), helpForTeachers());
  makeReadable(tree);
  const deb = join(out, `swantham_${version}_all.deb`);
  // xz, since Debian's dpkg before version 12 reads no zstd
  const made = spawnSync('dpkg-deb', ['--root-owner-group', '-Zxz', '--build', tree, deb], {
    env: { SOURCE_DATE_EPOCH: '0', ...process.env },
    encoding: 'utf8',
  });
  rmSync(tree, { recursive: true });
  if (made.status !== 0) throw new Error(made.stderr);
  cpSync(join(DESKTOP, 'INSTALL.txt'), join(out, 'INSTALL.txt'));
  console.log(`${deb}: ${megabytes(statSync(deb).size)}; install it with sudo apt install ${deb}`);
}

/** The help of the app's own screen, in Malayalam, for somebody who has not started it yet. */
function helpForTeachers(): string {
  const { title, sections } = ml.help;
  const parts = sections.map(({ heading, points }) => [heading, '', ...points.map((point) => `- ${point}`)]);
  return [[title], ['python3 swantham.py'], ...parts].map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function control(kilobytes: number): string {
  const [summary] = description.split('.');
  return [
    'Package: swantham',
    `Version: ${version}`,
    'Architecture: all',
    'Maintainer: The Swantham project <swantham@localhost>',
    `Installed-Size: ${kilobytes}`,
    'Depends: python3 (>= 3.10)',
    // Any browser will do: without a network, a missing one would keep the package from being installed.
    'Recommends: chromium | chromium-browser | firefox | firefox-esr | google-chrome-stable | www-browser',
    'Section: education',
    'Priority: optional',
    `Description: ${summary}`,
    ' A student makes a small language model their own, in the browser, on this',
    ' computer. Nothing that is written leaves it, and no network is needed.',
    '',
  ].join('\n');
}

function write(path: string, content: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, mode);
}

/** Whatever the builder's umask is, everyone may read what is installed. */
function makeReadable(path: string): void {
  const isFolder = statSync(path).isDirectory();
  chmodSync(path, isFolder || RUNNABLE.some((end) => path.endsWith(end)) ? 0o755 : 0o644);
  if (isFolder) for (const name of readdirSync(path)) makeReadable(join(path, name));
}

function sizeOf(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
