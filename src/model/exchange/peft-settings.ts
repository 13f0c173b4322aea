import { compilePattern, MOST_STEPS, PatternError } from './pattern';
import { FileRefused } from './refused';

/** What `adapter_config.json` says, by name. */
export type Settings = Record<string, unknown>;

const MAX_CONFIG_BYTES = 1024 * 1024;

export function readSettings(file: Uint8Array): Settings {
  if (file.byteLength > MAX_CONFIG_BYTES) throw new FileRefused('too-large');
  try {
    const json = readPythonJson(file);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Settings;
  } catch {
    // answered below, as JSON that is something else is
  }
  throw new FileRefused('not-json', { name: 'adapter_config.json' });
}

/**
 * What JSON from other programs says: in UTF-8 or UTF-16, with a byte order mark or without. Python also writes `NaN` and
 * `Infinity`, which are no JSON; they come back as `null`.
 *
 * @throws SyntaxError, or TypeError where the bytes are no text
 */
function readPythonJson(file: Uint8Array): unknown {
  const text = new TextDecoder(encodingOf(file), { fatal: true }).decode(file);
  return JSON.parse(text.replace(STRING_OR_NUMBER, (part) => (part.startsWith('"') ? part : 'null')));
}

/** A string, which stays, or what only Python takes for a number. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g;

/** JSON begins with an ASCII character, or with a byte order mark before one. */
function encodingOf([first, second]: Uint8Array): string {
  if (second === 0 || (first === 0xff && second === 0xfe)) return 'utf-16le';
  if (first === 0 || (first === 0xfe && second === 0xff)) return 'utf-16be';
  return 'utf-8';
}

/** What `settings` itself says of `key`: never what it inherits. */
export function setting(settings: Settings, key: string): unknown {
  return Object.hasOwn(settings, key) ? settings[key] : undefined;
}

const refuse = (key: string): never => {
  throw new FileRefused('setting', { key });
};

/** Settings that are read here, and those that change nothing in what a finished adapter computes. */
const KNOWN = new Set([
  ...['peft_type', 'target_modules', 'exclude_modules', 'target_parameters', 'layers_to_transform'],
  ...['layers_pattern', 'r', 'lora_alpha', 'rank_pattern', 'alpha_pattern', 'use_rslora', 'bias'],
  'init_lora_weights',
  ...['task_type', 'auto_mapping', 'peft_version', 'base_model_name_or_path', 'revision', 'inference_mode'],
  ...['lora_dropout', 'loftq_config', 'eva_config', 'corda_config', 'lora_ga_config', 'runtime_config'],
  ...['megatron_config', 'megatron_core', 'ensure_weight_tying', 'qalora_group_size'],
  // For linear layers PEFT itself sets it back.
  'fan_in_fan_out',
]);
/** Ways to begin that leave the base as it is; the others move a part of the base into the factors. */
const BEGINNINGS: unknown[] = [undefined, null, true, false, 'gaussian', 'orthogonal', 'eva'];

/**
 * Refuses every setting that is not known and is not off. A number passes: what it belongs to is switched on elsewhere.
 * Source of the names: https://github.com/huggingface/peft, tuners/lora/config.py
 */
export function checkSettings(settings: Settings): void {
  for (const [key, value] of Object.entries(settings)) {
    const isOff = !value || (typeof value === 'object' && Object.keys(value).length === 0);
    if (!KNOWN.has(key) && !isOff && typeof value !== 'number') refuse(key);
  }
  if (![undefined, null, 'none'].includes(setting(settings, 'bias') as string)) refuse('bias');
  const beginning = setting(settings, 'init_lora_weights');
  const told = typeof beginning === 'string' ? `: ${beginning}` : '';
  if (!BEGINNINGS.includes(beginning)) refuse(`init_lora_weights${told}`);
}

/** What an adapter is for, as `tuners/tuners_utils.py` of PEFT finds it: by the name of a module, or of a parameter. */
export interface Targets {
  module: (name: string) => boolean;
  parameter: (name: string) => boolean;
}

export function readTargets(settings: Settings): Targets {
  const names = (key: string, allowance = { steps: MOST_STEPS }): ((name: string) => boolean) | undefined => {
    const value = setting(settings, key);
    if (value === undefined || value === null) return undefined;
    // PEFT saves the names that it finds for this. It would mean the router as well.
    if (value === 'all-linear') return refuse(`${key}: ${value}`);
    if (typeof value === 'string') return guarded(key, () => compilePattern(value, allowance));
    if (!Array.isArray(value) || !value.every((name) => typeof name === 'string')) return refuse(key);
    return (name) => value.some((end) => name === end || name.endsWith(`.${end}`));
  };
  const parameter = names('target_parameters');
  const isTarget = names('target_modules') ?? (parameter ? () => false : refuse('target_modules'));
  const isExcluded = names('exclude_modules') ?? (() => false);
  const isInLayer = readLayers(settings);
  return {
    module: (name) => isTarget(name) && isInLayer(name) && !isExcluded(name),
    parameter: parameter ?? (() => false),
  };
}

/** `layers_to_transform`, which counts only beside a list of names. */
function readLayers(settings: Settings): (name: string) => boolean {
  const layers = setting(settings, 'layers_to_transform');
  if (layers === undefined || layers === null) return () => true;
  const numbers = Array.isArray(layers) ? layers : [layers];
  if (!numbers.every(Number.isInteger)) refuse('layers_to_transform');
  if (numbers.length === 0 || typeof setting(settings, 'target_modules') === 'string') return () => true;
  const pattern = setting(settings, 'layers_pattern') ?? [];
  const isUsual = (part: unknown) => part === 'layers' || part === '';
  if (!(Array.isArray(pattern) ? pattern : [pattern]).every(isUsual)) refuse('layers_pattern');
  return (name) => numbers.includes(Number(/\.layers\.(\d+)\./.exec(name)?.[1]));
}

const LARGEST_SCALE = 1000;

/** Gives the rank of a module or parameter, and by what PEFT multiplies its `B A`. */
export function readScaling(settings: Settings): (name: string) => { rank: number; scale: number } {
  const allowance = { steps: MOST_STEPS };
  const own = (key: string) => {
    const patterns = setting(settings, key) ?? {};
    if (typeof patterns !== 'object') refuse(key);
    const found = Object.entries(patterns).map(
      ([pattern, value]) => [guarded(key, () => matchesEnd(pattern, allowance)), value as unknown] as const,
    );
    return (name: string) => found.find(([matches]) => matches(name))?.[1];
  };
  const ownRank = own('rank_pattern');
  const ownAlpha = own('alpha_pattern');
  const isStabilised = Boolean(setting(settings, 'use_rslora'));
  return (name) => {
    const rank = ownRank(name) ?? setting(settings, 'r');
    if (!Number.isInteger(rank) || (rank as number) < 1) refuse('r');
    const alpha = ownAlpha(name) ?? setting(settings, 'lora_alpha');
    const divisor = isStabilised ? Math.sqrt(rank as number) : (rank as number);
    const scale = typeof alpha === 'number' ? alpha / divisor : Number.NaN;
    if (!(Math.abs(scale) <= LARGEST_SCALE)) refuse('lora_alpha');
    return { rank: rank as number, scale };
  };
}

/** Whether `pattern` matches a name from its beginning, or from behind one of its points. */
function matchesEnd(pattern: string, allowance: { steps: number }): (name: string) => boolean {
  // Most are plain names, and one for each module; nothing in them can take long.
  if (/^[\w.]*$/.test(pattern)) {
    const plain = new RegExp(`^(?:.*\\.)?(?:${pattern})$`);
    return (name) => plain.test(name);
  }
  return compilePattern(`(.*\\.)?(${pattern})`, allowance);
}

/** What `make` gives, and it without a `PatternError`: `key` is refused instead. */
function guarded(key: string, make: () => (name: string) => boolean): (name: string) => boolean {
  const safely = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      if (error instanceof PatternError) return refuse(key);
      throw error;
    }
  };
  const matches = safely(make);
  return (name) => safely(() => matches(name));
}
