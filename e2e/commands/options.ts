import { accessSync, constants, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { DriveFile } from '../../src/cli/page.ts';
import { UsageError } from './app.ts';

/** The files of an option that may be given several times. */
export function files(paths: string[] | undefined): DriveFile[] | undefined {
  return paths?.map((path) => {
    try {
      return { name: basename(path), base64: readFileSync(path).toString('base64') };
    } catch {
      throw new UsageError(`The file "${path}" cannot be read.`);
    }
  });
}

/** The number of an option, if it was given; `what` says which are good. */
export function number(
  name: string,
  text: string | undefined,
  good: (value: number) => boolean,
  what: string,
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !good(value)) throw new UsageError(`--${name} must be ${what}, not "${text}".`);
  return value;
}

/** A run can take long: that its result has a place to go is found out before. */
export function checkWritable(path: string | undefined): void {
  if (path === undefined) return;
  try {
    accessSync(dirname(resolve(path)), constants.W_OK);
  } catch {
    throw new UsageError(`"${path}" cannot be written: its folder is not there, or not yours to write in.`);
  }
}
