import { format } from './format';

/** A number that lies between two others. */
interface Range {
  low: number;
  high: number;
}

/** An estimate carries two digits, no more. */
const rough = (value: number) => format.number(Number(value.toPrecision(2)));
const wattHours = ({ low, high }: Range) => `${rough(low)} to ${rough(high)} Wh`;
const seconds = (n: number) => format.plural(Math.max(1, Math.round(n)), 'second', 'seconds');

/** "1.7 billion", "4.3 million". */
function many(n: number): string {
  if (n >= 1e9) return `${rough(n / 1e9)} billion`;
  return n >= 1e6 ? `${rough(n / 1e6)} million` : format.count(Number(n.toPrecision(2)));
}

/** What a training took: seconds, tokens, electricity. It comes with the result. */
export const cost = {
  title: 'What it cost',
  /** Each with its value below it. */
  time: 'Time, with the tests',
  seconds,
  read: 'Read in training',
  tokens: (n: number) => format.plural(n, 'token', 'tokens'),
  energy: 'Electricity, an estimate',
  wattHours: (low: number, high: number) => wattHours({ low, high }),
  /** Of a LED bulb of so many watts, in seconds. */
  bulb: (watts: number, low: number, high: number) =>
    `This would light a ${format.count(watts)} W LED bulb for ${format.duration(low)} to ${format.duration(high)}.`,

  how: 'How this is worked out',
  measured:
    'The seconds are measured. The electricity is not: no web page can measure it, so this is an estimate.',
  sum: (n: number, watts: Range, wh: Range) =>
    `${seconds(n)} × ${format.count(watts.low)} to ${format.count(watts.high)} W ÷ 3,600 = ${wattHours(wh)}. One watt-hour (Wh) is what a machine of 1 watt (W) uses in an hour.`,
  watts: {
    cpu: 'Where the watts come from: a laptop’s processor that works hard uses about 15 W if it is a small one (<source>Intel Core i3-7100U</source>) and 45 W if it is a large one (<source>Intel Core i7-7700HQ</source>). That is what its maker states.',
    webgpu:
      'Where the watts come from: a graphics processor inside a small processor shares its 15 W (<source>Intel Core i3-7100U</source>). A large card in a laptop uses up to 150 W (<source>NVIDIA GeForce RTX 4080 Laptop GPU</source>), and the processor beside it up to 45 W. That is what their makers state. The app does not know which kind yours is, so the range is wide. A card in a desktop computer can use more.',
  },
  notCounted:
    'Not counted: the screen, the making of the laptop, and the training of the base model, which was done earlier on another machine.',
  /** `low` and `high` in percent. */
  phone: (wh: number, low: number, high: number) =>
    `A phone’s battery holds about ${format.count(wh)} Wh. This training took ${rough(low)}% to ${rough(high)}% of that.`,
  /** `mwh` in megawatt-hours; as much as so many training runs like this one. */
  gpt3: (mwh: number, low: number, high: number) =>
    `Training the large model <name>GPT-3</name> took about ${format.count(mwh)} MWh, say <source>Patterson and others (2021), “Carbon Emissions and Large Neural Network Training”</source>. One MWh is a million Wh. So it took as much as ${many(low)} to ${many(high)} training runs like this one.`,
  bloom: (mwh: number, low: number, high: number) =>
    `Training the large model <name>BLOOM</name> took about ${format.count(mwh)} MWh for its chips alone, say <source>Luccioni and others (2022), “Estimating the Carbon Footprint of BLOOM”</source>. That is as much as ${many(low)} to ${many(high)} training runs like this one.`,
  fair: 'Be fair to the large models: they began with nothing and learned from far more text. This training started with a small model that could already write.',

  /** On the help page. */
  help: {
    heading: 'What training costs',
    minute: (watts: Range, wh: Range) =>
      `One minute of training on a laptop’s processor uses about ${wattHours(wh)} of electricity, if the processor uses ${format.count(watts.low)} to ${format.count(watts.high)} W. This is an estimate. Each result shows its own seconds and its own estimate, under “What it cost”.`,
    ask: 'Ask the class: which costs more, training a model, or many people using it every day? The app estimates only the first.',
  },
};
