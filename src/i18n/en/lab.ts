import { format } from './format';

const parts = (n: number) => format.plural(n, 'part', 'parts');

/** The screens of the Lab. What the experiments themselves say is in `experiments`. */
export const lab = {
  title: 'Lab: is it personal?',
  intro:
    'Does a model really learn you, or would anybody’s text do? Each experiment tests one question on this laptop, on your own text or on three of the samples.',
  /** What the experiments measure, for somebody who has never heard of it. */
  terms: {
    title: 'Four words you need here',
    words: [
      {
        word: 'Token',
        meaning: 'A word or a piece of a word. A model reads and guesses text token by token.',
      },
      {
        word: 'Perplexity',
        meaning:
          'How hard it is for a model to guess the next token. A perplexity of 50 is as hard as guessing one of 50 equally likely tokens, so lower is better.',
      },
      {
        word: 'Fall',
        meaning:
          'How many times lower perplexity is after training than before. “×1.12” means that it was divided by 1.12. “×1.00” means that nothing changed.',
      },
      {
        word: 'Unseen text',
        meaning:
          'The end of a text, which the model never learns from (the held-out part). Only there can it show what it has learned. General text, by many other people, shows what it may have lost.',
      },
    ],
  },
  groups: { published: 'Published experiments', open: 'Open questions' },
  /** The card of the Counting screen. */
  counting: {
    group: 'For the whole class',
    kind: 'By hand, step by step',
    title: 'Counting words',
    question: 'How far does a model get that only counts which word came after which?',
    about: 'Count, look it up, let it write, and compare it with the models that learn.',
  },
  unknown: 'There is no experiment of this name. Here are all of them. <link>Close this note</link>',
  /** "Bet 10": the name under which it was published. */
  published: (number: string) => `Experiment ${number}, published as Bet ${number}`,
  open: 'Open question',
  passesIf: 'Passes if',
  publishedResult: 'Published result',
  all: 'All experiments',
  forms: { quick: 'Quick', full: 'Full' },

  state: {
    running: (share: number) => `Running: ${Math.round(100 * share)}%`,
    notRun: 'Not run yet',
    passed: 'Passed',
    notPassed: 'Not passed',
    noPass: 'No pass or fail',
    done: (done: number, cells: number) => `${done} of ${parts(cells)} done`,
    /** What became of it, in which form, and when it was begun. */
    last: {
      quick: (what: string, time: number) => `${what} · quick, ${format.when(time)}`,
      full: (what: string, time: number) => `${what} · full, ${format.when(time)}`,
    },
  },

  run: 'The run',
  whatRuns: 'What will run',
  whatRunsIn: (cells: number) => `What will run, in ${parts(cells)}`,

  setup: {
    howMuch: 'How much',
    about: {
      quick: 'Less text and fewer steps: a first look.',
      full: 'The experiment as it is meant.',
    },
    seconds: (form: string, seconds: number) => `${form}: about ${format.duration(seconds)}`,
    whose: 'On whose text',
    tokens: (tokens: number) => format.plural(tokens, 'token', 'tokens'),
    notReady: 'cannot be used yet: <link>see why on the Make screen</link>',
    models: 'And my models',
    leftOut: (name: string) =>
      `“<name>${name}</name>” is in your text as well. It is nobody else’s here, so it is left out.`,
  },

  start: {
    ready: 'Getting ready …',
    run: 'Run',
    again: 'Run again',
    goOn: 'Go on',
    fromStart: 'Run again from the start',
    kept: (done: number, cells: number) =>
      `${done} of ${parts(cells)} ${done === 1 ? 'is' : 'are'} done and kept.`,
    training:
      'Your model is being trained on the <link>Make screen</link>. Two at once would take all of the laptop. The experiment can start after that.',
    other: '<link>Another experiment</link> is running. This one can start after that.',
  },

  progress: {
    bar: 'The experiment',
    starting: 'Starting',
    stopping: 'Stopping',
    stop: 'Stop',
    /** The part under way, the steps of its training, and the seconds that are left, where they are known. */
    where(part: number, cells: number, steps: number | undefined, seconds: number | undefined) {
      const taken = steps === undefined ? '' : `, ${format.plural(steps, 'step', 'steps')} taken`;
      const left = seconds === undefined ? '' : `, about ${format.duration(seconds)} left`;
      return `Part ${part} of ${cells}${taken}${left}.`;
    },
    note: {
      quick: (on: readonly string[]) =>
        `Quick, on ${on.join(', ')}. You can look at other screens meanwhile. Every finished part is kept.`,
      full: (on: readonly string[]) =>
        `Full, on ${on.join(', ')}. You can look at other screens meanwhile. Every finished part is kept.`,
    },
  },

  finding: {
    region: 'Finding',
    earlier: 'This is an earlier run, on other text or in another form.',
    soFar: (done: number, cells: number) => `So far: ${done} of ${parts(cells)}`,
    numbers: 'The numbers',
    passages: {
      button: 'What they wrote',
      /** The end of the student's own words before it, marked: it is in the language of the text. */
      after: (prompt: string) => `After “… <prompt>${prompt}</prompt>”`,
      by: (model: string) => `${model}:`,
    },
    save: 'Save as JSON',
    /** Where the numbers come from. `held` and `general` count tokens, `device` is the processor. */
    provenance(run: {
      form: 'quick' | 'full';
      startedAt: number;
      on: readonly string[];
      held: number;
      general: number;
      seconds: number;
      device: string | undefined;
    }) {
      const form = { quick: 'Quick', full: 'Full' }[run.form];
      return (
        `${form} run of ${format.when(run.startedAt)} on ${run.on.join(', ')}. ` +
        `Measured on ${format.plural(run.held, 'token', 'tokens')} of unseen text and ${format.count(run.general)} of general text. ` +
        `It took ${format.duration(run.seconds)}${run.device ? ` on ${run.device}` : ''}.`
      );
    },
    delete: {
      button: 'Delete this run',
      title: 'Delete this run and what it found?',
      question: 'Your texts and models stay. To see it again, you must run the experiment again.',
      yes: 'Delete',
    },
  },
};
