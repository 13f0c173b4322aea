import { CONTROLS, loadControl } from '../bets/controls';
import { overlaps } from '../bets/controls/overlap';
import { type MadeOf, madeOf } from '../eval/made-of';
import { loadSample } from '../text/samples';
import { defaultSettings } from '../train/settings';
import type { Personalised, PersonaliseTokens } from './personalise';
import type { Services } from './services';

/** The controls are norm-only; beside another method's model they would show the method too. */
export function comparable({ adapter }: Pick<Personalised, 'adapter'>): boolean {
  return adapter.method === 'norm';
}

/**
 * Finds out what the fall of a finished run is made of, with models that never saw the student's text (see `CONTROLS`),
 * measured on the same held-out tokens as it: four more readings of them. A sample that the student's text has in it is
 * left out. Rejects soon after `signal` is aborted.
 */
export async function compareWithControls(
  services: Services,
  tokens: Pick<PersonaliseTokens, 'train' | 'held'>,
  { heldOut: { before, after }, settings, steps }: Pick<Personalised, 'heldOut' | 'settings' | 'steps'>,
  signal?: AbortSignal,
): Promise<MadeOf> {
  const held = tokens.held.subarray(0, before.count + 1);
  const measured: { id: string; nll: Float32Array }[] = [];
  for (const control of CONTROLS) {
    if (control.sample) {
      const text = await loadSample(control.sample);
      const sample = await services.text.encodeDocuments([{ name: control.id, text }]);
      if (overlaps(tokens.train, sample) || overlaps(tokens.held, sample)) continue;
    }
    const weights = await loadControl(control);
    const { tokenNll } = await services.evaluator.perplexity(weights, held, undefined, signal);
    measured.push({ id: control.id, nll: tokenNll });
  }
  const [random, ...others] = measured;
  const found = madeOf({
    base: before.tokenNll,
    // The controls remember nothing.
    own: after.without?.memory ?? after.tokenNll,
    random: random.nll,
    others,
  });
  const recipe = defaultSettings('norm');
  const trained = (steps * settings.rows * settings.length) / (recipe.steps * recipe.rows * recipe.length);
  return { ...found, trained };
}
