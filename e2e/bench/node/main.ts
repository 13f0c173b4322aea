/** The bench under Node, as it runs here and in a bundle; see `options.ts` for what it measures. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { create, globals } from 'webgpu';
import { BASE_CONFIG } from '../../../src/model/config';
import type { Method } from '../../../src/model/run';
import { openWeights, type Weights } from '../../../src/model/weights';
import type { Batch } from '../../../src/train/engine';
import { checkReference } from '../../../src/train/reference';
import { adamwFor, defaultSettings } from '../../../src/train/settings';
import { deviceName } from '../../../src/train/webgpu/device';
import { createEngineOn, createWebGpuEngine } from '../../../src/train/webgpu/engine';
import { fasterCore } from '../../../src/train/webgpu/tuning';
import { readOptions } from '../../commands/options';
import { productFlops, stepFlops } from '../flops';
import { watchGpuMemory } from '../gpu-memory';
import { openTimedDevice, timeKernels } from '../kernels';
import { timeProducts } from '../products';
import { kernelLine, median, stopwatch } from '../timing';
import { NODE_BENCH } from './options';

Object.assign(globalThis, globals);
/** Dawn crashes when this object is collected before its devices are; Chromium's clock is coarser than Dawn's own. */
const gpu: GPU = create(['disable-dawn-features=timestamp_quantization']);

const METHODS: Method[] = ['norm', 'lora', 'full'];
const REFERENCES = ['tiny-10', 'tiny-lora', 'base-10'];
/** Windows of a step are at most so long, as in the product's recipe. */
const LONGEST_WINDOW = 256;
/** Series of steps; the median counts. */
const SERIES = 3;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { values: asked } = readOptions(NODE_BENCH);
const { tokens, steps, base: weights = here('./base/model.safetensors') } = asked;
const fixtures = asked.fixtures ?? here('./fixtures');
const rows = Math.ceil(tokens / LONGEST_WINDOW);
const length = Math.floor(tokens / rows);

const base = openWeights(new Uint8Array(readFileSync(weights)), BASE_CONFIG);
const batch = randomBatch();
const device = await openTimedDevice(gpu);
const core = await fasterCore(device);
console.log(`${deviceName(device)}; ${cpus().length} logical processors; products by "${core}"`);

const report = {
  device: deviceName(device),
  core,
  tokens: rows * length,
  references: asked['no-check'] ? undefined : await checkReferences(),
  products: await measureProducts(),
  methods: await measureMethods(),
  kernels: await measureKernels(),
};
if (asked.json) writeFileSync(asked.json, `${JSON.stringify(report, null, 2)}\n`);
process.exit(report.references?.some(({ failed }) => failed.length > 0) ? 1 : 0);

/** Ids that repeat as little as a text's do. */
function randomBatch(): Batch {
  const ids = Int32Array.from(
    { length: rows * length + 1 },
    (_, i) => 1 + ((i * 7919) % (BASE_CONFIG.vocab - 1)),
  );
  return { rows, length, ids: ids.slice(0, -1), targets: ids.slice(1) };
}

async function checkReferences() {
  const results = [];
  for (const name of REFERENCES) {
    const file = new Uint8Array(readFileSync(join(fixtures, `${name}.safetensors`)));
    const checks = await checkReference(
      file,
      (config, weights, options) => createEngineOn(device, config, weights, options, core),
      base,
    );
    const worst = checks.reduce((a, b) => (b.error / b.tolerance > a.error / a.tolerance ? b : a));
    const failed = checks.filter(({ passed }) => !passed);
    console.log(
      `${name}: ${checks.length - failed.length} of ${checks.length} quantities as PyTorch's; nearest to its ` +
        `tolerance: ${worst.name}, ${worst.error.toExponential(1)} of ${worst.tolerance}`,
    );
    results.push({ name, worst, failed });
  }
  return results;
}

async function measureProducts() {
  const products = (await timeProducts(gpu)).map((time) => ({
    ...time,
    gflops: productFlops(time.m, time.k, time.n) / time.seconds / 1e9,
  }));
  for (const { core, m, k, n, seconds, gflops } of products)
    console.log(
      `a product ${m} x ${k} x ${n} by "${core}": ${(1000 * seconds).toPrecision(3)} ms, ${gflops.toFixed(1)} GFLOP/s`,
    );
  return products;
}

async function measureMethods() {
  const results = [];
  for (const method of METHODS) {
    const result = await measureMethod(method, base);
    results.push(result);
    const { perStep, open, first, gflops, gpuBytes, loss } = result;
    console.log(
      `${method}, ${rows} x ${length} tokens: ${(1000 * perStep).toPrecision(3)} ms a step, ${gflops.toFixed(1)} GFLOP/s; ` +
        `opened in ${open.toFixed(2)} s, first step ${first.toFixed(2)} s, ${(gpuBytes / 1e6).toFixed(0)} MB on the device, ` +
        `loss ${loss[0].toFixed(4)} to ${loss[1].toFixed(4)}`,
    );
  }
  return results;
}

async function measureMethod(method: Method, weights: Weights) {
  const settings = defaultSettings(method);
  const gpuBytes = watchGpuMemory();
  const seconds = stopwatch();
  const engine = await createWebGpuEngine(gpu, BASE_CONFIG, weights, {
    method,
    lora: settings.lora && { ...settings.lora, seed: 0 },
    adamw: adamwFor(method),
    maxTokens: rows * length,
    maxLength: length,
    core,
  });
  const open = seconds();
  await engine.step(batch, settings.lr);
  const [before] = await engine.takeLosses();
  const first = seconds();
  let after = before;
  const series: number[] = [];
  for (let i = 0; i < SERIES; i++) {
    seconds();
    for (let step = 0; step < steps; step++) await engine.step(batch, settings.lr);
    after = (await engine.takeLosses()).at(-1)!;
    series.push(seconds() / steps);
  }
  engine.release();
  const perStep = median(series);
  const gflops = stepFlops(BASE_CONFIG, method, { rows, length }) / perStep / 1e9;
  return { method, open, first, perStep, series, gflops, gpuBytes: gpuBytes(), loss: [before, after] };
}

async function measureKernels() {
  const kernels = await timeKernels(device, base, 'norm', batch);
  for (const kernel of kernels) console.log(kernelLine(kernel));
  return kernels;
}
