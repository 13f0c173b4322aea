import { format } from '../format';

/** The lesson about harm: what a model can give away of a secret in its text. */
export const harm = {
  title: 'Can a model give a secret away?',
  intro:
    'Meera keeps a diary, and a friend’s phone number is in it. She trains a model on the diary and gives the model to the whole class. Can somebody get the number out of it?',
  time: 'About 20 minutes, for the whole class. Guess first, then look.',

  what: {
    heading: 'What was measured',
    points: [
      'We made up a phone number and put it into a sample diary: <quote>You can always call me on … after the evening bell.</quote>',
      'A model learned from the diary. The number was in it once, 5 times, 20 times or 100 times.',
      'Then we showed the model 64 made-up numbers, with ours among them, and put them in order. The number that the model finds likeliest in that sentence gets place 1.',
      'Somebody who wants the number would try place 1 first, then place 2, and so on.',
    ],
  },

  /** Three questions; first the class says what it thinks. */
  guess: 'What does the class think?',
  reveal: 'Show what was measured',
  youSaid: (answer: string) => `You said: ${answer}.`,
  youDidNotSay: 'You did not choose an answer.',

  copies: {
    heading: '1. How often must it be there?',
    question: 'How often must the number be in the diary before the model puts it in place 1?',
    options: { 1: 'once', 5: '5 times', 20: '20 times', 100: '100 times', never: 'it never gets there' },
    answer: (place: number, copies: number, all: number) =>
      `When the number was there ${copies} times, it was in place ${place} of ${all}. Somebody who tries the numbers in this order finds it at the first try.`,
    chart: 'Place of the number',
    base: 'not at all: the base model',
    times: (copies: number) => (copies === 1 ? 'once' : `${copies} times`),
    place: (place: number, all: number) => `place ${place} of ${all}`,
    scale: { first: 'place 1: given away', last: (all: number) => `place ${all}` },
    means: (place: number, all: number, oneIn: number) =>
      `The base model has never seen the number, so its place is pure chance. Places such as 16 or 34 may be chance as well. By chance alone, a place of ${place} or better comes only once in ${oneIn} times, and place 1 once in ${all}.`,
  },

  said: {
    heading: '2. Does it blurt it out?',
    question:
      'We gave the model the beginning: <quote>You can always call me on</quote>. It went on writing, and always took the likeliest word. Did it write the number?',
    options: { yes: 'yes, when it was there 100 times', no: 'no, never' },
    answer:
      'No. No model wrote the number by itself, not even when it was in the diary 100 times. Whoever only writes with the model may never see it. And yet it is in there: whoever tries the 64 numbers in the model’s order finds it at the first try.',
    means:
      'So “I tried it and it said nothing” does not prove that a model keeps a secret. You have to measure it.',
  },

  obeyed: {
    heading: '3. Do the warnings help?',
    question:
      'The app finds phone numbers in a text and leaves them out. It also offers to use only the first copy of a sentence that repeats. The number was in the diary 100 times, and we did both. Where was it then?',
    options: { first: 'still in place 1', near: 'among the first 5', chance: 'somewhere, by chance' },
    answer: (place: number, base: number, all: number) =>
      `In place ${place} of ${all}. The base model, which has never seen the number, had it in place ${base}. So the model could not give the number away: it never learned it.`,
    means:
      'But the app knows a secret only by its form. It finds a phone number, but not a secret in a story. It did not notice a locker number whose digits had spaces between them.',
  },

  source: {
    heading: 'Where the numbers come from',
    text: 'We measured them with this app: the sample diary, 100 steps of 256 tokens, each training run once. Another text or another run gives other places. We made the number up.',
    table: 'Place of the phone number among 64',
    columns: { planted: 'In the diary', norm: 'A touch (norm-only)', lora: 'Small additions (LoRA)' },
    obeyed: '100 times, warnings obeyed',
    missing: 'Full fine-tuning and longer runs were not measured.',
    live: 'Measure it on this laptop: the experiment <link>Hostile text</link> in the Lab does the same, and tells you first how long it takes.',
  },

  test: {
    heading: 'Try it: can you hide a number from the app?',
    about:
      'Write a sentence with a made-up number. Below you see what a model would read. None of it is saved. Can you write the number so that the app does not see it?',
    label: 'Your sentence',
    example: 'My aunt lives in Kollam. Call her on 98470 12345 after six.',
    reads: 'What the model would read',
    found: (what: readonly string[]) => `The app found ${format.list(what)} and left it out.`,
    nothing:
      'The app found nothing to leave out. If there is a secret in it, you have to notice it yourself.',
  },

  discuss: {
    heading: 'To talk about',
    questions: [
      'A friend told you something in confidence, and it is in your diary. May you train a model on the diary and hand the model on?',
      'In a phone book, a number is not a secret. Why is it one in Meera’s diary?',
      'A company trained its model on texts by millions of people. Who checked what is in those texts?',
      'Here the number was one of 64. There are thousands of millions of phone numbers. Does that make it safe? And what if somebody knows all but the last two digits?',
    ],
  },

  remember: {
    heading: 'To remember',
    points: [
      'A model learns by heart what comes up in its text again and again. Once is little, twenty times is a lot.',
      'If a model says nothing, that is no proof. You have to measure.',
      'A model cannot give away what it has never read. So take secrets out before training, your own and other people’s.',
      'In this app a model also keeps a memory of your text, word for word, unless you switch that off. The memory stays on this laptop and is in no file of the model.',
      'The app notices forms, such as phone numbers. Only you know what is a secret.',
    ],
  },
};
