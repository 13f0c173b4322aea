import mjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import { BASE_CONFIG } from '../../../../src/model/config';
import { threadsFor } from '../../../../src/model/threads';
import { adamwFor } from '../../../../src/train/settings';
import type { Peer, PeerTask } from '../../peer';
import { adamw, untrained } from './adamw';
import { buildStep, gradientOf } from './graph/step';
import { GAINS, readStack, stacks } from './stacks';

/** onnxruntime-web's WebGPU engine on the graph of the step; AdamW is ours. */
export async function openOnnxruntime({ weights, batch, lr }: PeerTask): Promise<Peer> {
  const absolute = (url: string) => new URL(url, self.location.href).href;
  env.wasm.wasmPaths = { mjs: absolute(mjsUrl), wasm: absolute(wasmUrl) };
  env.wasm.numThreads = threadsFor(navigator.hardwareConcurrency, self.crossOriginIsolated);
  const table = new Map(stacks(BASE_CONFIG).map((stack) => [stack.name, stack]));
  const model = buildStep(BASE_CONFIG, { method: 'norm' });
  const open = (logSeverityLevel?: 0) =>
    InferenceSession.create(model.bytes, {
      executionProviders: ['webgpu'],
      externalData: model.weights.map(({ path }) => ({
        path,
        data: new Uint8Array(readStack(table.get(path)!, weights).buffer),
      })),
      logSeverityLevel,
    });
  const note = placement(await logOf(async () => (await open(0)).release()));
  const session = await open();

  const { rows, length, ids, targets } = batch;
  const tokens = rows * length;
  const gains = untrained(readStack(table.get(GAINS)!, weights));
  let count = 0;
  return {
    about: `onnxruntime-web ${env.versions.web}`,
    note,
    async step() {
      const outputs = await session.run(
        {
          ids: new Tensor('int32', ids, [rows, length]),
          targets: new Tensor('int32', targets, [tokens]),
          share: new Tensor('float32', new Float32Array(tokens).fill(1 / tokens), [tokens, 1]),
          train: new Tensor('bool', [true], []),
          [GAINS]: new Tensor('float32', gains.values, [gains.values.length]),
        },
        ['nll', gradientOf(GAINS)],
      );
      const gradient = outputs[gradientOf(GAINS)].data as Float32Array;
      adamw(gains, gradient, lr, ++count, adamwFor('norm'));
      const nll = outputs.nll.data as Float32Array;
      return nll.reduce((sum, value) => sum + value, 0) / tokens;
    },
    close: () => void session.release(),
  };
}

/** The lines that onnxruntime logs during `work`, its first: it keeps the console's function that it finds then. */
async function logOf(work: () => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  const { error } = console;
  let listens = true;
  console.error = (...words) => (listens ? void lines.push(words.join(' ')) : error(...words));
  await work().finally(() => {
    listens = false;
  });
  return lines;
}

/** Which nodes of the graph are not on the graphics processor, from a session's most verbose log. */
function placement(log: readonly string[]): string | undefined {
  const operators = new Map<string, string[]>();
  let engine: string | undefined;
  for (const line of log) {
    // The lines of another level are remarks.
    const [, told] = /\[V:.*VerifyEachNodeIsAssignedToAnEp\] *(.*)/.exec(line) ?? [];
    if (!told) continue;
    const [, found] = /placed on \[(\w+)\]/.exec(told) ?? [];
    if (found) operators.set((engine = found), operators.get(found) ?? []);
    else if (engine) operators.get(engine)!.push(told.split(' ')[0]);
  }
  const onProcessor = operators.get('CPUExecutionProvider');
  if (!onProcessor) return undefined;
  const all = [...operators.values()].flat();
  const copies = all.filter((operator) => operator.startsWith('Memcpy')).length;
  return (
    `${onProcessor.length} of the graph's ${all.length - copies} nodes stay on the processor ` +
    `(${[...new Set(onProcessor)].sort().join(', ')}), with ${copies} copies between the two`
  );
}
