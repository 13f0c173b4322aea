import type { Strings } from '../en';
import { format } from './format';

/** The words of the charts, and what they say to somebody who cannot see them. */
export const charts = {
  units: { perplexity: 'പെർപ്ലെക്സിറ്റി', tokens: 'ടോക്കൺ', steps: 'ഘട്ടം', days: 'ദിവസം' },
  axis: (label, unit) => `${label} (${unit})`,
  interval: (low, high) => `${low} മുതൽ ${high} വരെ`,
  best: 'ഏറ്റവും നല്ലത്',
  corner: (row, column) => `${row} ↓ · ${column} →`,
  lines: (title, y, x, curves) => `${title}. ലംബമായി: ${y}. തിരശ്ചീനമായി: ${x}. ${curves.join('; ')}.`,
  curve: (name, y, x) => `${name}: ${y} (${x})`,
  curveTo: (name, y, x, lastY, lastX) => `${name}: തുടക്കത്തിൽ ${y} (${x}), ഒടുവിൽ ${lastY} (${lastX})`,
  emptyCurve: (name) => `${name}: ഒന്നും ആയിട്ടില്ല`,
  scatter: (title, y, x, points) => `${title}. ലംബമായി: ${y}. തിരശ്ചീനമായി: ${x}. ${points.join('; ')}.`,
  point: (name, y, x) => `${name}: ${y}, ${x}`,
  loss: {
    step: 'ഘട്ടം',
    loss: 'ലോസ് (nat / ടോക്കൺ)',
    train: 'പഠിക്കുന്ന ഭാഗം, ഓരോ ഘട്ടത്തിലും',
    held: 'മാറ്റിവച്ച ഭാഗം, പരിശീലനത്തിന് ഉപയോഗിക്കാത്തത്',
    notYet: 'പരിശീലനം മുന്നോട്ടു പോകുമ്പോൾ ഇവിടെ ഗ്രാഫ് തെളിയും.',
    heldChange: (from, fromStep, to, toStep) =>
      `മാറ്റിവച്ച ഭാഗത്തെ ലോസ്: ഘട്ടം ${fromStep} കഴിഞ്ഞപ്പോൾ ഒരു ടോക്കണിന് ${format.loss(from)} nat, ഘട്ടം ${toStep} കഴിഞ്ഞപ്പോൾ ${format.loss(to)} nat.`,
  },
} satisfies Strings['charts'];
