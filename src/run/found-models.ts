import { FileRefused } from '../model/exchange/refused';

/** Among files that were chosen: an export of this app, or the two files of a PEFT folder. */
export type FoundModel =
  | { name: string; bundle: File }
  /** `folder` is the last part of its path, if it was chosen or dropped as a folder. */
  | { name: string; folder?: string; config: File; weights: File };

/** Any other name may be an export too; these may not. */
const ARCHIVE = /\.(zip|tar|gz|tgz|xz|bz2|7z|rar)$/i;
const PICKLE = /\.(bin|pt|pth|ckpt|pkl)$/i;
const CONFIG = /^adapter_config(.*)\.json$/i;
const WEIGHTS = /^adapter_model(.*)\.safetensors$/i;
const PICKLED_WEIGHTS = /^adapter_model.*\.(bin|pt|pth|ckpt)$/i;

/**
 * Finds the models among files by their names, whatever lies beside them. Where folders lie in each other, those of the
 * outermost that has a model count: the folders inside hold its checkpoints.
 *
 * @throws FileRefused when there is none, or half of one
 */
export function findModels(files: readonly File[]): FoundModel[] {
  const folders = new Map<string, File[]>();
  for (const file of files) {
    const path = file.webkitRelativePath || file.name;
    const parts = path.split('/').slice(0, -1);
    if (file.webkitRelativePath && path.split('/').some((part) => part.startsWith('.'))) continue;
    const folder = parts.join('/');
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  const depthOf = (folder: string) => folder.split('/').length;
  let depth = Number.POSITIVE_INFINITY;
  let found: FoundModel[] = [];
  for (const [folder, inside] of [...folders].sort(([a], [b]) => depthOf(a) - depthOf(b))) {
    if (depthOf(folder) > depth) break;
    const models = modelsIn(folder, inside);
    if (models.length > 0) depth = depthOf(folder);
    found = [...found, ...models];
  }
  if (found.length > 0) return found;
  const [first] = files;
  const isAlone = files.length === 1;
  const pickled = files.find(({ name }) => (isAlone ? PICKLE : PICKLED_WEIGHTS).test(name));
  if (pickled) throw new FileRefused('pickle', { name: pickled.name });
  const packed = files.find(({ name }) => ARCHIVE.test(name));
  if (packed) throw new FileRefused('archive', { name: packed.name });
  if (isAlone) return [{ name: first.name, bundle: first }];
  throw new FileRefused('not-ours');
}

function modelsIn(path: string, files: readonly File[]): FoundModel[] {
  const bundles = files.filter(({ name }) => /\.swantham$/i.test(name));
  return [...bundles.map((bundle) => ({ name: bundle.name, bundle })), ...pairsIn(path, files)];
}

function pairsIn(path: string, files: readonly File[]): FoundModel[] {
  const folder = path.split('/').at(-1);
  const place = folder ? { folder } : {};
  const inFolder = (name: string) => (folder ? `${folder}/${name}` : name);
  const model = (config: File, weights: File): FoundModel => ({
    ...{ name: folder || weights.name, config, weights },
    ...place,
  });
  const named = (pattern: RegExp) => files.filter(({ name }) => pattern.test(name));
  let [configs, weights] = [named(CONFIG), named(WEIGHTS)];
  // Somebody may have given the two other names.
  const [json, safetensors] = [named(/\.json$/i), named(/\.safetensors$/i)];
  if (files.length === 2 && json.length === 1 && safetensors.length === 1)
    [configs, weights] = [json, safetensors];
  if (configs.length === 1 && weights.length === 1) return [model(configs[0], weights[0])];
  if (configs.length === 0 && weights.length === 0) return [];
  // Browsers number what is downloaded twice: "adapter_model (1).safetensors".
  const number = (pattern: RegExp, { name }: File) => pattern.exec(name)?.[1];
  const pairs = configs.flatMap((config) => {
    const mine = weights.find((one) => number(WEIGHTS, one) === number(CONFIG, config));
    return mine ? [model(config, mine)] : [];
  });
  if (pairs.length === configs.length && pairs.length === weights.length) return pairs;
  const pickle = files.find(({ name }) => PICKLED_WEIGHTS.test(name));
  if (weights.length === 0 && pickle) throw new FileRefused('pickle', { name: inFolder(pickle.name) });
  const missing = configs.length > weights.length ? 'adapter_model.safetensors' : 'adapter_config.json';
  throw new FileRefused('half', { missing: inFolder(missing) });
}
