import { accessSync, constants, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { DriveFile } from '../../src/cli/page.ts';

/** Wrong use of a command line. The message is one line for its user, and the exit status is 2. */
export class UsageError extends Error {}

/** What a command line is: the one place from which its options are read and its help is printed. */
export interface Command<Options extends OptionTable = OptionTable> {
  /** The script of package.json that runs it. */
  name: string;
  /** What it does, for `--help`. */
  about: string;
  /** What may follow without a name: how the usage line shows it, and a line of help. */
  rest?: { value: string; help: string };
  /** By their names, without the dashes. */
  options: Options;
}

export type OptionTable = Readonly<Record<string, Option>>;

/** One option. `value` is its placeholder, such as FILE; `help` is one line. */
export type Option = { help: string } & (
  | { type: 'flag' }
  | ({ type: 'text'; value: string; default?: string } & Repeatable)
  | ({ type: 'choice'; choices: readonly string[]; default?: string } & Repeatable)
  /** `must` finishes the sentence "it must be …". */
  | { type: 'number'; value: string; must: string; isGood(value: number): boolean; default?: number }
);

interface Repeatable {
  /** It may be given several times. */
  multiple?: true;
  /** It has to be given; finishes the sentence "Give …". */
  required?: string;
}

type Value<O> = O extends { type: 'flag' }
  ? boolean
  : O extends { type: 'number' }
    ? number
    : O extends { choices: readonly (infer Choice)[] }
      ? Choice
      : string;
type Given<O> = O extends { multiple: true } ? Value<O>[] : Value<O>;
type AlwaysThere = { type: 'flag' } | { default: unknown } | { required: string };

/** The values of a command line's options, by name; undefined where one was not given and has no default. */
export type OptionValues<Options> = {
  [Name in keyof Options]: Options[Name] extends AlwaysThere
    ? Given<Options[Name]>
    : Given<Options[Name]> | undefined;
};

/**
 * Reads the options that a command line was called with, and what follows without a name. With `--help` it prints what
 * the command does and ends the process with status 0. With wrong options it prints what is wrong and ends it with 2.
 */
export function readOptions<const Options extends OptionTable>(
  command: Command<Options>,
  args: string[] = process.argv.slice(2),
): { values: OptionValues<Options>; rest: string[] } {
  try {
    const { values, positionals } = parse(command, args);
    if (values.help) {
      console.log(helpFor(command));
      process.exit(0);
    }
    const read = Object.entries<Option>(command.options).map(([name, option]) => [
      name,
      readValue(name, option, values[name]),
    ]);
    return { values: Object.fromEntries(read) as OptionValues<Options>, rest: positionals };
  } catch (error) {
    return exitWith(error);
  }
}

function parse({ name, rest, options }: Command, args: string[]) {
  const known: ParseArgsConfig['options'] = { help: { type: 'boolean' } };
  for (const [option, { type, ...row }] of Object.entries(options))
    known[option] = {
      type: type === 'flag' ? 'boolean' : 'string',
      multiple: 'multiple' in row && row.multiple === true,
    };
  try {
    return parseArgs({ args, options: known, allowPositionals: rest !== undefined });
  } catch (error) {
    // Node's further sentences are advice about dashes.
    const [problem] = (error as Error).message.split(/\.\s/);
    throw new UsageError(`${problem.replace(/\.$/, '')}. See npm run ${name} -- --help`);
  }
}

function readValue(name: string, option: Option, given: unknown): unknown {
  if (option.type === 'flag') return given === true;
  if (given === undefined) {
    if ('required' in option && option.required)
      throw new UsageError(`Give ${option.required}: ${shown(name, option)}.`);
    return option.default;
  }
  if (option.type === 'number') {
    const text = given as string;
    if (text.trim() === '' || !option.isGood(Number(text)))
      throw new UsageError(`--${name} must be ${option.must}, not "${text}".`);
    return Number(text);
  }
  const { choices } = option.type === 'choice' ? option : {};
  const wrong = choices && [given as string].flat().find((value) => !choices.includes(value));
  if (wrong !== undefined) throw new UsageError(`--${name} must be ${oneOf(choices!)}, not "${wrong}".`);
  return given;
}

const oneOf = (choices: readonly string[]) =>
  new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(choices);

/** The option as a command line has it: "--text FILE". */
function shown(name: string, option: Option): string {
  if (option.type === 'flag') return `--${name}`;
  return `--${name} ${option.type === 'choice' ? option.choices.join('|') : option.value}`;
}

/** How a command line is called, on one line. */
function usage({ name, rest, options }: Command): string {
  const required = Object.entries(options).filter(([, option]) => 'required' in option);
  const parts = [...required.map(([option, row]) => shown(option, row)), ...(rest ? [rest.value] : [])];
  if (required.length < Object.keys(options).length) parts.push('[options]');
  return parts.length > 0 ? `npm run ${name} -- ${parts.join(' ')}` : `npm run ${name}`;
}

/** What `--help` prints: how to call the command line, what it does, and its options as a table. */
export function helpFor(command: Command): string {
  const rows = Object.entries(command.options).map(([name, option]) => [
    shown(name, option),
    option.help + remarks(option),
  ]);
  if (command.rest) rows.unshift([command.rest.value, command.rest.help]);
  rows.push(['--help', 'Print this and stop.']);
  const width = Math.max(...rows.map(([left]) => left.length));
  const table = rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
  return [`Usage: ${usage(command)}`, '', command.about, '', ...table].join('\n');
}

function remarks(option: Option): string {
  const several = 'multiple' in option && option.multiple ? ' May be given several times.' : '';
  const otherwise = 'default' in option && option.default !== undefined ? ` Default: ${option.default}.` : '';
  return several + otherwise;
}

/** A whole number from `from` to `to`, as a number option wants it. */
export function wholeNumber(from: number, to = Number.MAX_SAFE_INTEGER) {
  return {
    must: `a whole number from ${from}${to < Number.MAX_SAFE_INTEGER ? ` to ${to}` : ''}`,
    isGood: (value: number) => Number.isSafeInteger(value) && value >= from && value <= to,
  };
}

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

/** A run can take long: that its result has a place to go is found out before. */
export function checkWritable(path: string | undefined): void {
  if (path === undefined) return;
  try {
    accessSync(dirname(resolve(path)), constants.W_OK);
  } catch {
    throw new UsageError(`"${path}" cannot be written: its folder is missing, or you may not write in it.`);
  }
}

/** Runs a command line: 0 if `main` ends well, 2 for wrong use or bad input, 1 for anything else. */
export async function runCommand(main: () => Promise<boolean>): Promise<never> {
  try {
    process.exit((await main()) ? 0 : 1);
  } catch (error) {
    return exitWith(error);
  }
}

function exitWith(error: unknown): never {
  // An error from the page comes with the page's stack behind its first line.
  const [line] = (error as Error).message.replace(/^page\.\w+: (?:\w*Error: )?/, '').split('\n');
  console.error(line);
  const isUse =
    error instanceof UsageError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
  process.exit(isUse ? 2 : 1);
}
