import { format } from './format';
import { shell } from './shell';

const minutes = (n: number) => format.plural(n, 'minute', 'minutes');
const votes = (n: number) => format.plural(n, 'vote', 'votes');
/** How long a bit of a lesson is: "3:05". */
const clock = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** The switch that shows recordings, and the link to the answers: notes tell where they are. */
const USE_RECORDINGS = 'Show recordings in this lesson';
const TO_ANSWERS = 'Print the answers';

/** The lesson: ten screens for a class, notes for whoever teaches, and three questions. It is loaded with its screen. */
export const lesson = {
  title: 'A lesson of 40 minutes',
  intro:
    'Ten screens for a projector. The class finds out how a language model learns, how it is tested fairly, and what it does not understand. After the first visit everything works without internet.',
  begin: 'Begin the lesson',
  goOn: (n: number) => `Go on with screen ${n}`,
  again: 'Begin again',
  plan: 'The ten screens',
  planned: minutes,
  print: 'Print the plan with the notes',
  /** The link to the page with the questions. */
  questionsLink: 'The three questions, and how the class answered',
  before: {
    heading: 'Before the class comes',
    points: [
      `Open this page once with internet on the laptop that you will use. Wait until the bottom of the page says “${shell.offline.works}” From then on you need no internet.`,
      `Try screen 4 once. If training does not work well on this laptop, switch on “${USE_RECORDINGS}” there. Screens 3 to 6 then show a training run that was recorded earlier.`,
      'Next screen: arrow right, Page Down or Space. Back: arrow left or Page Up. A presenter’s remote sends these keys. N shows and hides the notes.',
      'The game on screen 7 needs two pupils or more whose models are on this laptop. In their profile settings they switch on “Class page”. Without models, just explain the game.',
    ],
  },

  /** While the lesson goes on. */
  stage: {
    place: (n: number, of: number) => `Screen ${n} of ${of}`,
    back: 'Back',
    next: 'Next',
    end: 'End the lesson',
    turns: 'Screens of the lesson',
    notes: 'Notes for the teacher',
    showNotes: 'Show notes',
    hideNotes: 'Hide notes',
    /** On other screens. */
    backTo: (n: number) => `Back to the lesson, screen ${n}`,
    leave: 'End the lesson',
  },

  clock: {
    label: 'Clock of the lesson',
    here: (remaining: number, planned: number) =>
      remaining >= 0
        ? `This screen: ${clock(remaining)} left of ${planned} min`
        : `This screen: ${clock(-remaining)} over its ${planned} min`,
    whole: (remaining: number) =>
      remaining >= 0 ? `Lesson: ${clock(remaining)} left` : `Lesson: ${clock(-remaining)} over`,
    pause: 'Stop the clock',
    goOn: 'Start the clock',
  },

  text: {
    label: 'Text of the lesson',
    own: 'The text on the Make screen',
    bring: 'To use a text of the class, <link>put it on the Make screen</link>.',
    loading: 'Reading the text …',
    tooLittle: 'The text on the Make screen is too short to train on. Add to it, or take a sample.',
  },

  recorded: {
    /** The mark on everything that was not computed just now. */
    mark: 'Recording',
    /** `when` is a day and a time, `device` is inside the sentence, `cpu` the machine's own name for it. */
    made: (at: number, device: string, cpu: string, cores: number) =>
      `Made on ${format.when(at)} on ${device}, <cpu>${cpu}</cpu>, ${format.plural(cores, 'core', 'cores')}. None of it was calculated just now.`,
    use: 'Show the recording',
    useOn: USE_RECORDINGS,
    /** While a training runs, beside what shows the recording. */
    stops: 'If you show the recording now, the training stops.',
    failed: 'The recording could not be loaded. Connect to the internet, reload the page and try again.',
    loading: 'Opening the recording …',
  },

  screens: {
    before: 'Three questions to begin with',
    count: 'Which word follows?',
    predict: 'What will the model say?',
    train: 'The model learns',
    compare: 'Before and after',
    explain: 'Why this word?',
    whose: 'Whose text is it?',
    harm: 'What can go wrong?',
    discuss: 'Talk about it',
    after: 'The three questions once more',
  },

  notes: {
    before: [
      'Say that nobody gets marks. Read each question aloud, count the hands for each answer, and type the numbers. Or let pupils come to the laptop one after the other.',
      'Do not say which answers are right. The class will find out.',
    ],
    count: [
      'Let the class guess first: “What comes after this word?” Then show what came. Take three or four words.',
      'Ask: “Could you write a text with this list alone?” Yes, but the text soon loses its thread, because the list looks back only one word.',
      'To count by hand, open the Counting screen. The bar at the bottom brings you back.',
    ],
    predict: [
      'Read the beginning aloud. The class votes for the word that the model will find likeliest, not for the right one. Press an answer once for each hand.',
      'Then show the chances. Ask: “Was the model sure?” Usually it is not: it gives many words a chance.',
      'Remember the real word. On screen 6 you see the same sentence again, after the training.',
    ],
    train: [
      'Press “Train now”. While it runs, ask: “What does the curve show?” How badly the model guesses the next token: lower is better. It jumps, because each step reads a different piece of the text.',
      'The green points are the fair test, on text that the model never learns from.',
      `If it takes too long, switch on “${USE_RECORDINGS}”. The training stops, and a real one from earlier plays. It also plays if training fails.`,
    ],
    compare: [
      'Read both sentences aloud. Which one sounds more like the writer? Neither has to be good: these models are far smaller than those behind the chatbots that you know.',
      'The bars show perplexity: how many equally likely next tokens the model is choosing between, on average. Shorter is better.',
      'Ask why the model is tested on a part that it never read. Full marks prove nothing if the pupil knew the exam questions.',
    ],
    explain: [
      'Choose a sentence. Out of a hundred times, how often would the base model write this word? And what did training and memory add or take away?',
      'The memory looks up what follows similar words in the text. That is not understanding.',
      'Then open “The whole text” and compare the bars. How much would training on somebody else’s text have helped? And how much more does this text help?',
    ],
    whose: [
      'Open the class page if pupils have models on this laptop. A passage appears without a name. First the class says whose it is, then the models do.',
      'A model can sometimes recognise a person by their words. Ask: “When would that be useful, and when would you not want it?”',
    ],
    harm: [
      'The table shows what was measured with this app. A made-up phone number was hidden in a diary. The more often it was there, the higher the model placed it among 64 numbers.',
      'Ask: “What would you never put into a text for a model?” Numbers, addresses, passwords, and what others told you in confidence.',
      'A model does not know what is true. It repeats what it has read, even if that is unfair.',
    ],
    discuss: [
      'Give each group one question. They talk for a minute, and then say one sentence to the class. There is no single right answer.',
      'Think of the three questions at the beginning. Who would answer differently now?',
    ],
    after: [
      'Ask in the same way as at the beginning. Then open “Before and after” and look at what has changed.',
      'Talk about an answer that many still get wrong. The reason stands beside the right one.',
      `To print or delete the answers, press “${TO_ANSWERS}”. The answers have no names.`,
    ],
  },

  count: {
    lead: 'The simplest model only counts which word came after which. Guess first!',
    word: 'A word',
    some: 'Some words from this text',
    ask: (word: string) => `What comes after “<word>${word}</word>”?`,
    show: 'Show what came',
    of: (n: number) => `Something came after it ${format.plural(n, 'time', 'times')}:`,
    never: (word: string) => `Nothing comes after “<word>${word}</word>” in this text.`,
    more: 'Count by hand on the Counting screen',
  },

  predict: {
    lead: 'This sentence is from a part of the text that the model never learns from. Which word will the base model find likeliest?',
    which: 'Sentence',
    nth: (n: number) => `Sentence ${n}`,
    asking: 'The base model is reading …',
    vote: (word: string) => `A vote for “${word}”`,
    votes: (n: number) => (n === 0 ? 'no vote' : votes(n)),
    clear: 'Clear the votes',
    show: 'Show what the model says',
    real: (word: string) => `The writer wrote “<word>${word}</word>”.`,
    agreed: (word: string) => `The class said “<word>${word}</word>”.`,
    none: 'No sentence in this text is long enough. Take another text.',
  },

  train: {
    lead: 'The base model reads the text piece by piece and changes some of its numbers a little after each piece.',
    start: 'Train now',
    again: 'Train again',
    promise: (seconds: number) => `About ${format.duration(seconds)} on this laptop.`,
    examining: 'Finding out how fast this laptop is …',
    play: 'Play the recording',
    stopPlaying: 'Skip to the end',
    /** How many times as fast as it was. */
    pace: (times: number) =>
      times < 1.05
        ? 'It plays at its real speed.'
        : `It plays ${format.number(times)} times as fast as it really went.`,
    playing: (step: number, steps: number) => `Step ${step} of ${steps}`,
    done: (steps: number, seconds: number) =>
      `${format.plural(steps, 'step', 'steps')} in ${format.duration(seconds)}.`,
    /** Of the model without its memory, where it has one, and with it. */
    fell: (before: number, alone: number | undefined, after: number) =>
      alone === undefined
        ? `Perplexity on the held-out part: ${format.perplexity(before)} before, ${format.perplexity(after)} after.`
        : `Perplexity on the held-out part: ${format.perplexity(before)} before, ${format.perplexity(alone)} after training, and ${format.perplexity(after)} if the model remembers the text too.`,
    looking: 'The models are getting the next screens ready …',
    failed: 'Training did not work here. The recording shows how it goes.',
    busy: `Something else is training in this browser. Wait until it is done, or switch on “${USE_RECORDINGS}”.`,
    noBase: `You need not wait: switch on “${USE_RECORDINGS}”.`,
    keep: 'Keep this model in My models',
    keptAs: (name: string) => `It is kept as “${name}”.`,
    modelName: (title: string) => `Lesson: ${title}`,
  },

  nothing: {
    about: 'Nothing has been trained in this lesson yet.',
    train: 'Go to screen 4 and train',
    learning: 'The model is still learning on screen 4. Its numbers will be here when it is done.',
    watch: 'Go to screen 4 and watch',
    waiting: 'The models are working on this …',
  },

  compare: {
    lead: 'The base model and the trained model go on with the same sentence from the held-out part. Below you see how well each of them guesses the held-out part.',
    noVoice: 'No sentence of this text is long enough to go on with.',
  },

  explain: {
    word: 'One word',
    whole: 'The whole text',
    source: 'The memory found this place in the text:',
    thisText: 'The memory found the same words a little earlier in this text.',
    own: 'Trained model',
  },

  whose: {
    lead: 'A passage appears without a name. Who wrote it? First the class votes, then the models of the class.',
    points: [
      'Every model has learned from one person’s text.',
      'Each model reads the passage. The least surprised one says: “That is my person.”',
      'A few right answers come by chance, so play several rounds.',
    ],
    open: 'Open the class page',
    question: 'Would you want a program to know you by how you write?',
  },

  harm: {
    lead: 'We hid a made-up phone number in a diary and trained a model on the diary. Then the model put 64 such numbers in order, the likeliest first.',
    copies: 'How often it was in the diary',
    place: 'Its place among 64',
    never: 'never (the base model)',
    times: (n: number) => format.plural(n, 'time', 'times'),
    obeyed: '100 times, but left out as the app advised',
    explained: 'Place 1 means that whoever tries the model’s likeliest number first has found the secret.',
    points: [
      'A model can give away what it has read often.',
      'It can also repeat what is wrong or unfair, because it does not know what is true.',
      'The app looks for phone numbers, passwords and the like in a text, and leaves out what it finds.',
    ],
    open: 'More about harm, for the class',
  },

  discuss: {
    lead: 'One question for each group. A minute to talk, then one sentence for the class.',
    questions: [
      'The model wrote a sentence that sounds right. Did it understand it? How would you find out?',
      'A model learned from your diary and wrote a text. Whose work is that text?',
      'Your friend asks you to train a model on your class’s messages. What do you say?',
      'Why is it fair to test a model only on text that it has never seen?',
    ],
  },

  questions: {
    title: 'Three questions, before and after',
    intro:
      'The class answers the same questions before and after the lesson. The answers stay in this browser, without names.',
    when: { label: 'When', before: 'Before the lesson', after: 'After the lesson' },
    how: {
      label: 'How',
      hands: 'Show of hands',
      sheet: 'One pupil after the other',
      totals: 'Before and after',
    },
    lead: 'No marks, no names. At the end of the lesson you answer the same questions again.',
    leadAfter: 'Answer the questions again. Then look at what has changed.',
    back: 'To the lesson',
    /** From the last screen to the page with the answers. */
    toAnswers: TO_ANSWERS,
    keep: 'Keep my answers',
    kept: (n: number) =>
      `Kept. ${format.plural(n, 'pupil has', 'pupils have')} answered so far. Now it is the next pupil’s turn.`,
    incomplete: 'Answer all three questions first.',
    hands: (choice: string) => `Hands for: ${choice}`,
    handsAbout: 'Type how many hands went up for each answer.',
    ask: {
      learns: {
        question: 'What does a language model learn from a text?',
        choices: {
          follows: 'Which words are likely after which',
          meaning: 'What the words mean, as people know it',
          truth: 'What is true and what is not',
          unsure: 'I do not know',
        },
        why: 'It learns to guess the next token, and nothing else counts while it learns. Nobody tells it what a text means or whether it is true.',
      },
      understands: {
        question: 'A model writes a sentence that sounds right. What does that show?',
        choices: {
          understands: 'That it understands the sentence',
          likely: 'That it found likely words, one after the other',
          person: 'That it thinks as its writer does',
          unsure: 'I do not know',
        },
        why: 'Each word was drawn from the words that are likely there. A sentence can sound right and be wrong.',
      },
      'held-out': {
        question: 'Why is part of the text held out while the model learns?',
        choices: {
          time: 'So that training is faster',
          secret: 'So that nobody reads that part',
          test: 'So that the test is on text that it has never seen',
          unsure: 'I do not know',
        },
        why: 'On text that it has already read, a model that only learned by heart would get full marks too.',
      },
    },
  },

  totals: {
    title: 'How the class answered',
    nobody: 'Nobody has answered yet.',
    before: 'before',
    after: 'after',
    counted: (before: number, after: number) =>
      `${format.count(before)} answers before, ${format.count(after)} after.`,
    share: (n: number, of: number) => `${format.count(n)} (${format.percent(of === 0 ? 0 : n / of)})`,
    right: 'Right',
    answer: 'Answer',
    table: 'The same as a table',
    print: 'Print',
    damaged: (n: number) =>
      `${format.plural(n, 'record', 'records')} could not be read and ${n === 1 ? 'is' : 'are'} not counted.`,
    delete: 'Delete all answers',
    deleteTitle: 'Delete all answers?',
    deleteQuestion:
      'All answers from before and after the lesson are deleted for good, and the counted hands too.',
  },
};
