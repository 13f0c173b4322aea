import { attribute, compareCaches } from '../eval/attribution';
import { CONTROLS, loadControl } from '../experiments/controls';
import { overlaps } from '../experiments/tokens';
import type { AdapterWeights } from '../model/adapter';
import type { Attribution } from '../model/run';
import { loadSample } from '../text/samples';
import { defaultSettings, type TrainSettings } from '../train/settings';
import type { Personalised, PersonaliseTokens } from './referee';
import type { Services } from './services';

/** The controls are norm-only; beside another method's model they would show the method too. */
export function hasFairControls({ adapter }: Pick<Personalised, 'adapter'>): boolean {
  return adapter.method === 'norm';
}

/** A control as it was measured, and the text it learned from. */
interface MeasuredControl {
  id: string;
  weights: AdapterWeights;
  text?: Int32Array;
  nll: Float32Array;
}

/**
 * Finds out what the fall of a finished run is made of, with models that never saw the student's text (see `CONTROLS`),
 * measured on the same held-out tokens as it: four more readings of them, and a fifth if the student's own has a neural
 * cache, with one as large for the best of the others. `settings` are those the run was trained with. A sample that the
 * student's text has in it is left out. Rejects soon after `signal` is aborted.
 */
export async function compareWithControls(
  services: Services,
  tokens: Pick<PersonaliseTokens, 'train' | 'held'>,
  { rows, length }: Pick<TrainSettings, 'rows' | 'length'>,
  { run, heldOut }: Pick<Personalised, 'run' | 'heldOut'>,
  signal?: AbortSignal,
): Promise<Attribution> {
  const { before, after } = heldOut;
  const held = tokens.held.subarray(0, before.count + 1);
  const measured: MeasuredControl[] = [];
  for (const control of CONTROLS) {
    let text: Int32Array | undefined;
    if (control.sample) {
      const sample = await loadSample(control.sample);
      text = await services.text.encodeDocuments([{ name: control.id, text: sample }]);
      if (overlaps(tokens.train, text) || overlaps(tokens.held, text)) continue;
    }
    const weights = await loadControl(control);
    const { tokenNll } = await services.evaluator.perplexity(weights, held, undefined, signal);
    measured.push({ id: control.id, weights, text, nll: tokenNll });
  }
  const [random, ...others] = measured;
  const base = before.tokenNll;
  // Beside controls that remember nothing.
  const own = after.withLess?.alone ?? after.tokenNll;
  const found = attribute({ base, own, random: random.nll, others });
  const recipe = defaultSettings('norm');
  const trained = (run.steps * rows * length) / (recipe.steps * recipe.rows * recipe.length);
  const best = others.find(({ id }) => id === found.other?.id);
  if (!run.cache || !best?.text) return { ...found, trained };
  const whole = { ...best.weights, memory: best.text.slice(-run.cache.tokens) };
  const { tokenNll } = await services.evaluator.perplexity(whole, held, undefined, signal);
  return { ...found, trained, withCaches: compareCaches({ base, own: after.tokenNll, other: tokenNll }) };
}
