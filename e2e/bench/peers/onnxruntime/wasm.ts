import { env } from 'onnxruntime-web/wasm';
import { BASE_CONFIG } from '../../../../src/model/config';
import { setUpRuntimeInWorker } from '../../../../src/model/onnx/browser';
import { adamwFor } from '../../../../src/train/settings';
import type { Peer, PeerTask } from '../../peer';
import { OnnxTraining } from './training';

/** onnxruntime-web's WebAssembly engine on the graph of the step; AdamW is ours. */
export async function openOnnxOnProcessor({ weights, batch, lr }: PeerTask): Promise<Peer> {
  setUpRuntimeInWorker();
  const { rows, length } = batch;
  const training = await OnnxTraining.open(BASE_CONFIG, weights, {
    method: 'norm',
    adamw: adamwFor('norm'),
    maxTokens: rows * length,
    maxLength: length,
  });
  return {
    about: `onnxruntime-web ${env.versions.web}`,
    step: () => training.step(batch, lr),
    close: () => void training.release(),
  };
}
