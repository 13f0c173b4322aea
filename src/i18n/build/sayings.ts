import { parseSync } from 'vite';
import { type WholeCatalogue, whole } from './whole.ts';

/** Something that a catalogue says: `path` is the leaf, `said` what it says with each choice of sample arguments. */
export interface Saying {
  path: string;
  said: string[];
}

/** A parameter or a pattern of the syntax tree, as ESTree has it. */
interface Node {
  type: string;
  [key: string]: unknown;
}

/** Of a message with many parameters, so many of their combinations are tried. */
const MOST = 64;

const LONG_NAME = 'എന്റെ മുത്തശ്ശിയുടെ വീട്ടിലെ അവധിക്കാലം and what we did there, part 2.txt';
const NUMBERS = [2, 0, 1, 400];
const NAMES = ['Meera', LONG_NAME];
const LISTS = [['Meera', LONG_NAME], [], ['Meera']];
const ENGINES = ['cpu', 'webgpu'];
const METHOD = { name: 'LoRA', fall: 1.12, general: 0.004, seconds: 40, method: 'LoRA' };
const END = { fall: 1.12, general: 0.004 };
const TYPED = { hit1: 0.21, hit3: 0.34, savings: 0.18 };
const RANGES = [{ low: 0.25, high: 0.75 }];
const FACTS = { method: 'LoRA', steps: 100, tokens: 917504, bytes: 9216, memory: 400, when: 1.8e12 };

/**
 * Sample arguments by the name of a parameter, or by its leaf and its name where one name means several things. A
 * parameter that is not here is a number.
 */
const SAMPLES: Record<string, readonly unknown[]> = {
  // Names, and sentences that stand inside of others.
  ...Object.fromEntries(
    ['name', 'title', 'label', 'unit', 'row', 'column', 'method', 'model', 'training', 'plant', 'version']
      .concat([
        'what',
        'wanted',
        'why',
        'message',
        'form',
        'verdict',
        'device',
        'beginning',
        'y',
        'x',
        'missing',
        'key',
      ])
      .concat(['part', 'problem', 'type', 'names', 'lastY', 'lastX', 'word', 'piece', 'prompt', 'start'])
      .map((name) => [name, NAMES]),
  ),
  ...Object.fromEntries(
    ['curves', 'points', 'on', 'failed', 'missed', 'planted', 'obeyed', 'settings'].map((name) => [
      name,
      LISTS,
    ]),
  ),
  'make.findings.secretsLeftOut.what': LISTS,
  'make.findings.secretsLearned.what': LISTS,
  'library.probe.private.what': LISTS,
  'pad.said.words': [LISTS[0], LISTS[2]],
  'profile.wipe.closed.places': [['databases', 'notes'], ['app']],
  ...Object.fromEntries(
    ['texts', 'models', 'runs', 'experiments', 'profiles'].map((what) => [
      `shell.damaged.told.${what}.names`,
      LISTS,
    ]),
  ),
  // Some parameters of these names are counts.
  ...Object.fromEntries(
    ['training.run.step.part', 'experiments.29.label.part.part', 'experiments.29.table.part.part']
      .concat(['lab.progress.where.part', 'tryOut.wrote.part', 'tryOut.version.version'])
      .map((name) => [name, NUMBERS]),
  ),
  'errors.byDomain.train.hanging.problem': ['test', 'silent', undefined],
  'errors.byDomain.train.no-webgpu.problem': ['not-offered', 'not-found', 'not-started', 'silent', undefined],
  'text.tooLittle.part': ['text', 'held'],
  ...Object.fromEntries(
    ['locked', 'empty', 'unreadable'].map((why) => [`classroom.who.${why}.names`, LISTS]),
  ),
  ...Object.fromEntries(
    ['clear', 'unclear', 'short'].flatMap((how) =>
      ['first', 'second'].map((which) => [`classroom.race.${how}.${which}`, NAMES]),
    ),
  ),
  ...Object.fromEntries(
    ['locked', 'empty', 'tooLarge', 'unreadable', 'withdrawn'].map((why) => [
      `collection.collect.${why}.names`,
      LISTS,
    ]),
  ),
  ...Object.fromEntries(
    ['preview.text', 'classModel.step', 'classModel.comparing', 'compared.verdict'].map((leaf) => [
      `collection.${leaf}.all`,
      NUMBERS,
    ]),
  ),
  'classroom.race.running.all': NUMBERS,
  'classroom.matrix.cells.all': NUMBERS,
  'classroom.game.vote.key': NUMBERS,
  'lesson.recorded.made.cpu': NAMES,
  'lesson.questions.hands.choice': NAMES,
  'lesson.train.fell.alone': [83, undefined],
  'lesson.train.pace.times': [1, 4],
  'teacher.ready.checking.all': NUMBERS,
  ...Object.fromEntries(
    ['copies.answer', 'copies.place', 'copies.means', 'copies.scale.last', 'obeyed.answer'].map((which) => [
      `teacher.harm.${which}.all`,
      NUMBERS,
    ]),
  ),
  'teacher.harm.youSaid.answer': NAMES,
  'teacher.harm.test.found.what': LISTS,
  // Choices.
  engine: ENGINES,
  broken: ENGINES,
  why: [undefined, LONG_NAME],
  'make.text.notSaved.why': NAMES,
  'pad.notSaved.why': NAMES,
  'training.failure.reason': ['hanging', 'out-of-memory'],
  'training.failure.details': [{}, { engine: 'webgpu' }],
  'training.resumed.why': [{ reason: 'hanging' }, { reason: 'out-of-memory', details: { engine: 'webgpu' } }],
  ended: ['complete', 'stopped', 'not-finite'],
  left: [undefined, { all: 20 }, { all: 6000 }, { first: 15, all: 100 }],
  id: ['diary', 'malayalam'],
  author: ['yours', 'diary', LONG_NAME],
  better: ['norm', 'full', 'neither'],
  choice: [
    ...ENGINES.flatMap((engine) =>
      ['asked', 'faster', 'no-gpu', 'software-gpu'].map((why) => ({ engine, why })),
    ),
    { engine: 'cpu', why: 'other-wrong', failure: { reason: 'shader' } },
  ],
  ...Object.fromEntries(['spoils', 'forgot', 'onlyRepeating'].map((name) => [name, [true, false]])),
  'experiments.hostile.model.obeyed': [true, false],
  'lab.progress.where.steps': [...NUMBERS, undefined],
  'lab.progress.where.seconds': [40, undefined],
  'make.unfinished.cutOff.step': [60, undefined],
  'cost.help.minute.watts': RANGES,
  'cost.help.minute.wh': RANGES,
  'cost.sum.watts': RANGES,
  'cost.sum.wh': RANGES,
  skipped: [0, 1, 2],
  half: [undefined, 400],
  at: [1.8e12],
  'counting.ladder.result.own': [0.2, undefined],
  // Measurements.
  it: [{ name: LONG_NAME }, {}],
  details: [
    { have: 2, needed: 400, moreWords: 1 },
    { have: 0, needed: 400, moreWords: 2 },
  ],
  facts: [FACTS],
  run: [
    {
      form: 'quick',
      startedAt: 1.8e12,
      on: LISTS[0],
      held: 400,
      general: 917504,
      seconds: 40,
      device: 'WebGPU',
    },
    { form: 'full', startedAt: 1.8e12, on: LISTS[2], held: 1, general: 1, seconds: 5400, device: undefined },
  ],
  runs: [{ fell: 14, strict: 0, all: 15 }],
  apart: [undefined, { seeds: 1.02, texts: 1.4 }],
  methods: [[METHOD, { ...METHOD, name: 'norm-only' }]],
  'experiments.10.sentence.texts': [
    [{ name: LONG_NAME, repeats: false, fall: 0.9, verdict: 'MODEST' }],
    [
      { name: 'Meera', repeats: true, fall: 12, verdict: 'STRICT' },
      { name: LONG_NAME, repeats: false, fall: 1.1, verdict: 'MODEST' },
    ],
  ],
  found: [true, false].map((forgot) => ({
    name: LONG_NAME,
    parts: 4,
    fall: 1.1,
    once: 0.99,
    forgot,
    general: 0.01,
  })),
  falls: [
    { random: 0.9, real: 1.12, much: 1.05, cleaned: undefined, clean: 1.1 },
    { random: 1.02, real: 1.1, much: 1.1, cleaned: 1.07, clean: 1.1 },
  ],
  ends: [{ gentle: END, eager: { fall: 0.99, general: 0.03 }, guarded: END }],
  anew: [
    undefined,
    ...['anew', 'guarded', 'neither'].map((better) => ({
      ...END,
      lead: better === 'anew' ? 1.04 : 0.96,
      better,
    })),
  ],
  measured: [{ seconds: 8.7, bytes: 3.2e9 }],
  example: ['', LONG_NAME],
  'experiments.61.notAllBest.example': [{ name: LONG_NAME, fall: 0.97 }],
  alone: [END],
  thisText: [END],
  all: [END],
  others: [undefined, END],
  untrained: [END],
  'make.advanced.norm.about.all': [37_800_000],
  'make.advanced.full.about.all': [37_800_000],
  'result.others.others': NUMBERS,
  first: [15, 40],
  'make.train.promiseFirst.all': [100, 5400],
  // Chances and shares.
  'why.chance.chance': [0.3, 0.002, 0.000_01],
  'why.step.others.chance': NAMES,
  'counting.models.others.chance': NAMES,
  change: [3, 0, -3, 1],
  savings: [0.18],
  'experiments.writing.typing.base': [TYPED],
  'experiments.writing.typing.alone': [TYPED],
  'experiments.writing.typing.own': [TYPED],
  judged: [{ base: 0.1, own: 0.85 }],
  copied: [{ own: 0.07 }],
  distinct4: [{ own: 0.96 }],
  accuracy: [0.9],
};

/** Everything that a catalogue says; a message is called with the same arguments in every language. */
export function sayings(strings: WholeCatalogue): Saying[] {
  const { format: _, ...sentences } = whole.en;
  return walk(sentences, strings, '');
}

function walk(english: unknown, other: unknown, path: string): Saying[] {
  if (typeof english === 'string') return [{ path, said: [other as string] }];
  if (typeof english === 'function')
    return [{ path, said: called(english as Message, other as Message, path) }];
  if (typeof english !== 'object' || english === null) return [];
  return Object.entries(english).flatMap(([key, value]) =>
    walk(value, (other as Record<string, unknown>)[key], path === '' ? key : `${path}.${key}`),
  );
}

type Message = (...args: unknown[]) => unknown;

function called(english: Message, other: Message, path: string): string[] {
  const choices = parametersOf(english).map((parameter) => valuesOf(parameter, path));
  const all = choices.reduce((product, { length }) => product * length, 1);
  const said: unknown[] = [];
  for (let nth = 0; nth < Math.min(all, MOST); nth++) {
    // A prime jump meets all values of each parameter, also where there are more combinations than are tried.
    let rest = all > MOST ? (nth * 7919) % all : nth;
    const args = choices.map((values) => {
      const value = values[rest % values.length];
      rest = Math.floor(rest / values.length);
      return value;
    });
    try {
      said.push(other(...args));
    } catch (cause) {
      throw new Error(`${path} needs other sample arguments than ${JSON.stringify(args)}`, { cause });
    }
  }
  return [...new Set(said)].filter((text): text is string => typeof text === 'string');
}

/** The parameters of a function, from its source: English names them. */
function parametersOf(message: Message): Node[] {
  const source = message.toString();
  const isMethod = /^\w+\(/.test(source) && !source.startsWith('function');
  const { program } = parseSync('message.js', isMethod ? `({ ${source} })` : `(${source})`);
  const { expression } = program.body[0] as unknown as { expression: Node };
  const inner = expression.type === 'ParenthesizedExpression' ? (expression.expression as Node) : expression;
  const value = isMethod ? ((inner.properties as Node[])[0].value as Node) : inner;
  return value.params as Node[];
}

function valuesOf(node: Node, path: string): readonly unknown[] {
  if (node.type === 'AssignmentPattern') return valuesOf(node.left as Node, path);
  if (node.type === 'Identifier') {
    const name = node.name as string;
    return SAMPLES[`${path}.${name}`] ?? SAMPLES[name] ?? NUMBERS;
  }
  // A pattern: objects with every value of every key, the keys in step with each other where they are as many.
  const keys = (node.properties as Node[]).map((property) => {
    if (property.type === 'RestElement')
      return { rest: true, values: valuesOf(property.argument as Node, path) };
    const name = (property.key as { name: string }).name;
    return { name, rest: false, values: SAMPLES[`${path}.${name}`] ?? SAMPLES[name] ?? NUMBERS };
  });
  const most = keys.reduce((product, { values }) => product * values.length, 1);
  return Array.from({ length: Math.min(most, MOST) }, (_, nth) => {
    let rest = most > MOST ? (nth * 7919) % most : nth;
    const object: Record<string, unknown> = {};
    for (const { name, rest: spread, values } of keys) {
      const value = values[rest % values.length];
      rest = Math.floor(rest / values.length);
      if (spread) Object.assign(object, value);
      else object[name as string] = value;
    }
    return object;
  });
}
