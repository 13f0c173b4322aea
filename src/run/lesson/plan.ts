import { type MachineSpeed, type Plan, planFor, recipePlan, type Workload } from '../../train/plan';

/** So long a class may look at a curve: the rest of the six minutes is for talking about it. */
export const LESSON_SECONDS = 90;
/** What is measured then, in tokens, the best first; the memory reads four times as much. */
const MEASURED = [2048, 1024, 512, 256];
const MEMORY_BESIDE = 4;
/** Measuring takes at most this share of the time. */
const MEASURING_SHARE = 0.4;
/** Fewer steps are no curve. */
const FEWEST_STEPS = 6;

/** The whole recipe where a class need not wait for it; else fewer steps, and less to measure, that fill its time. */
export function lessonPlan(texts: Workload, speed: MachineSpeed): Plan {
  const { settings, measured } = recipePlan('norm', texts, speed);
  const whole = planFor(settings, measured, speed);
  if (whole.seconds <= LESSON_SECONDS) return whole;
  const choices = MEASURED.map((most) => ({
    held: Math.min(texts.held, most),
    general: Math.min(texts.general, most),
    memory: Math.min(texts.memory, MEMORY_BESIDE * most),
  }));
  const least = (of: Workload) => planFor({ ...settings, steps: FEWEST_STEPS }, of, speed);
  const fits = (of: Workload) => (least(of).testing ?? 0) <= MEASURING_SHARE * LESSON_SECONDS;
  const chosen = choices.find(fits) ?? choices[choices.length - 1];
  let plan = least(chosen);
  for (let steps = FEWEST_STEPS + 1; steps <= settings.steps; steps++) {
    const longer = planFor({ ...settings, steps }, chosen, speed);
    if (longer.seconds > LESSON_SECONDS) break;
    plan = longer;
  }
  return plan;
}
