import { BASE_CONFIG } from '../../../src/model/config';
import type { EngineName, Method } from '../../../src/model/run';
import { createEngine } from '../../../src/train/create';
import { adamwFor } from '../../../src/train/settings';
import type { Peer, PeerTask } from '../peer';

/** The product's own engines. */
export async function openOurs(
  engineName: EngineName,
  method: Method,
  { weights, batch, lr }: PeerTask,
): Promise<Peer> {
  const engine = await createEngine(engineName, BASE_CONFIG, weights, {
    method,
    adamw: adamwFor(method),
    maxTokens: batch.rows * batch.length,
    maxLength: batch.length,
  });
  return {
    about: engine.device,
    async step() {
      await engine.step(batch, lr);
      const [loss] = await engine.takeLosses();
      return loss;
    },
    close: () => engine.release(),
  };
}
