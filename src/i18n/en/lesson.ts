import { format } from './format';

const minutes = (n: number) => format.plural(n, 'minute', 'minutes');
const pupils = (n: number) => format.plural(n, 'pupil', 'pupils');
const votes = (n: number) => format.plural(n, 'vote', 'votes');
/** How long a bit of a lesson is: "3:05". */
const clock = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

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
      'Open this page once with internet on the laptop that you will use. From then on it needs none.',
      'Try screen 4 once. If training takes too long on this laptop, play the recording there. Every screen works with it.',
      'Next screen: arrow right, Page Down or Space. Back: arrow left or Page Up. A presenter’s remote sends these keys. N shows and hides the notes.',
      'For the game on screen 7, two pupils or more need a model in a profile on this laptop. Without that, tell what the game is about.',
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
    tooLittle: 'The text on the Make screen is too short for a training. Add to it, or take a sample.',
  },

  recorded: {
    /** The mark on everything that was not computed just now. */
    mark: 'Recording',
    /** `when` is a day and a time, `device` is inside the sentence, `cpu` the machine's own name for it. */
    made: (at: number, device: string, cpu: string, cores: number) =>
      `Made on ${format.when(at)} on ${device}, <cpu>${cpu}</cpu>, ${format.plural(cores, 'core', 'cores')}. Nothing of it was computed just now.`,
    use: 'Show the recording',
    useOn: 'Show recordings in this lesson',
    failed: 'The recording could not be loaded. Check that this laptop has been here with internet once.',
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
      'Do not say what is right. The class finds out.',
    ],
    count: [
      'Let the class guess first: “What comes after this word?” Then show what came. Take three or four words.',
      'Ask: “Could you write a text with this list alone?” Yes, but it soon loses the thread, because it looks back by one word only.',
      'To count by hand, open the Counting screen. The bar at the bottom brings you back.',
    ],
    predict: [
      'Read the beginning aloud. The class votes for what the model will find likeliest, not for what is right. Press an answer once for each hand.',
      'Then show the chances. Ask: “Was the model sure?” Mostly it is not. It gives many words a chance.',
      'Keep the real word in mind. On screen 6 you see the same place again, after the training.',
    ],
    train: [
      'Press “Train now”. While it runs, ask: “What does the curve show?” How badly the model guesses the next token: lower is better. It jumps, because each step reads another piece of the text.',
      'The green points are the fair test, on text that the model never learns from.',
      'If it takes too long or fails, play the recording. It is a real training that was made earlier, and it is marked.',
    ],
    compare: [
      'Read both sentences aloud. Which one sounds more like the writer? Neither needs to be good: this model is far smaller than the ones that phones use.',
      'The bars show perplexity: among how many equally likely tokens the model chooses, on average. Shorter is better.',
      'Ask why it is tested on a part that it never read. A pupil who knows the exam questions shows nothing by a full mark.',
    ],
    explain: [
      'Choose a place. Out of a hundred times, how often would the base have written this word, and what did training and memory add?',
      'The memory looks up what stands in the text after similar words. That is no understanding.',
      'Then open “The whole text” and compare the bars: what somebody else’s text would have brought, and what only this text brings.',
    ],
    whose: [
      'Open the class page if pupils have models on this laptop. A passage appears without a name. First the class says whose it is, then the models.',
      'Models recognise a person by their words. Ask: “When would that be useful, and when would you not want it?”',
    ],
    harm: [
      'The table is a measurement with this app. A made-up phone number was hidden in a diary: the more often it stood there, the easier the model gave it away.',
      'Ask: “What would you never put into a text for a model?” Numbers, addresses, passwords, and what others told you in trust.',
      'A model does not know what is true. It repeats what it has read, also what is unfair.',
    ],
    discuss: [
      'Take one question for each group, a minute to talk, and one sentence for the class. There is no single right answer.',
      'Come back to the first screen: who would answer differently now?',
    ],
    after: [
      'Ask in the same way as at the beginning. Then open “Before and after” and look at what has changed.',
      'Talk about an answer that many still get wrong. The reason stands beside the right one.',
      'Print the result, or delete it. It has no names.',
    ],
  },

  count: {
    lead: 'The simplest model only counts which word came after which. Guess first!',
    word: 'A word',
    some: 'Some words of this text',
    ask: (word: string) => `What comes after “<word>${word}</word>”?`,
    show: 'Show what came',
    of: (n: number) => `It was followed ${format.plural(n, 'time', 'times')}:`,
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
    stopPlaying: 'Show its end',
    /** How many times as fast as it was. */
    pace: (times: number) =>
      times < 1.05
        ? 'It plays as fast as it was.'
        : `It plays ${format.number(times)} times as fast as it was.`,
    playing: (step: number, steps: number) => `Step ${step} of ${steps}`,
    done: (steps: number, seconds: number) =>
      `${format.plural(steps, 'step', 'steps')} in ${format.duration(seconds)}.`,
    /** Of the model without its memory, where it has one, and with it. */
    fell: (before: number, alone: number | undefined, after: number) =>
      alone === undefined
        ? `Perplexity on the held-out part: ${format.perplexity(before)} before, ${format.perplexity(after)} after.`
        : `Perplexity on the held-out part: ${format.perplexity(before)} before, ${format.perplexity(alone)} after, and ${format.perplexity(after)} if it remembers the text, too.`,
    looking: 'The models are now read for the next screens …',
    failed: 'Training did not work here. The recording shows how it goes.',
    busy: 'Something else is training in this browser. Wait until it is done, or play the recording.',
    noBase: 'The base model is not here yet. The recording needs none.',
    keep: 'Keep this model in My models',
    keptAs: (name: string) => `It is kept as “${name}”.`,
    modelName: (title: string) => `Lesson: ${title}`,
  },

  nothing: {
    about: 'Nothing has been trained in this lesson yet.',
    train: 'To screen 4: train',
    waiting: 'This is being found out now …',
  },

  compare: {
    lead: 'The same sentence from the held-out part, as the base and the trained model go on. Below, how well each guesses the whole held-out part.',
    noVoice: 'No sentence of this text is long enough to go on with.',
  },

  explain: {
    word: 'One word',
    whole: 'The whole text',
    source: 'The memory found this place in the text:',
    thisText: 'The memory found the same a little earlier in this text.',
    own: 'Trained model',
  },

  whose: {
    lead: 'A passage appears without a name. Who wrote it? First the class votes, then the models of the class.',
    points: [
      'Every model has learned from one person’s text.',
      'Each model reads the passage. The one that is surprised least says: “That is my person.”',
      'A few right answers come by chance. So play several rounds.',
    ],
    open: 'Open the class page',
    question: 'Would you want a program to know you by how you write?',
  },

  harm: {
    lead: 'We hid a made-up phone number in a diary and trained on it. Then we asked the model which of 64 such numbers is likeliest.',
    copies: 'How often it stood in the text',
    place: 'Its place among 64',
    never: 'never (the base model)',
    times: (n: number) => format.plural(n, 'time', 'times'),
    obeyed: 'often, but left out as the app advised',
    explained: 'Place 1 means: whoever tries the model’s likeliest number first has found it.',
    points: [
      'A model gives away what it has read often.',
      'It also repeats what is wrong or unfair: it does not know what is true.',
      'The app looks for numbers and passwords in a text and leaves them out.',
    ],
    open: 'More about harm, for the class',
  },

  discuss: {
    lead: 'One question for each group. A minute to talk, then one sentence for the class.',
    questions: [
      'The model wrote a sentence that sounds right. Did it understand it? How would you find out?',
      'Whose work is a text that a model wrote from your diary?',
      'Your friend asks you to train a model on messages of your class. What do you say?',
      'Why is it fair to test a model only on text that it has never seen?',
    ],
  },

  questions: {
    title: 'Three questions, before and after',
    intro: 'The same questions before the lesson and after it. Answers stay in this browser, without names.',
    when: { label: 'When', before: 'Before the lesson', after: 'After the lesson' },
    how: {
      label: 'How',
      hands: 'Show of hands',
      sheet: 'One pupil after the other',
      totals: 'Before and after',
    },
    lead: 'No marks, no names. At the end you answer them once more.',
    leadAfter: 'Answer once more. Then look at what has changed.',
    back: 'To the lesson',
    keep: 'Keep my answers',
    kept: (n: number) => `Kept. ${pupils(n)} answered so far. Now the next one.`,
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
        why: 'It learns to guess the next token. Meaning and truth are nowhere in the test that it learns by.',
      },
      understands: {
        question: 'A model writes a sentence that sounds right. What does that show?',
        choices: {
          understands: 'That it understands the sentence',
          likely: 'That it found likely words, one after the other',
          person: 'That it thinks as its writer does',
          unsure: 'I do not know',
        },
        why: 'Each word was drawn from those that are likely there. A sentence can sound right and be wrong.',
      },
      'held-out': {
        question: 'Why is a part of the text held out while the model learns?',
        choices: {
          time: 'So that training is faster',
          secret: 'So that nobody reads that part',
          test: 'So that the test is on text that it has never seen',
          unsure: 'I do not know',
        },
        why: 'On text that it knows already, learning by heart looks like learning.',
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
    deleteQuestion: 'The answers before and after are deleted for good, those typed by show of hands too.',
  },
};
