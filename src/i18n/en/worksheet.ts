import { cost } from './cost';
import { counting } from './counting';
import { format } from './format';
import { make } from './make';
import { shell } from './shell';
import { training } from './training';
import { tryOut } from './try';
import { why } from './why';

const { screens } = shell;

/** The worksheet of a lesson, to be printed and filled in by hand. Buttons and headings in it are named as they are on the screens. */
export const worksheet = {
  title: 'Worksheet: make a language model your own',
  about: (tasks: number, minutes: number) =>
    `${format.count(tasks)} tasks for a lesson of ${format.count(minutes)} minutes. The pupils work with the app and write on paper.`,
  answers: 'Print the answers too, on a page of their own',
  minutes: (n: number) => `${format.count(n)} min`,
  key: 'Answers, for the teacher',
  keyAbout: 'Where the numbers depend on the text, only the way to them is given.',
  /** Each has as many fields and lines as there is room for on two pages. */
  tasks: {
    guess: {
      title: 'Guess the next word',
      ask: 'Before you open the app, read this beginning: “The bus was late again today, so we …” Write the word that you expect next, and ask two others for theirs. Why are the words not all the same?',
      fields: ['My word', 'Second word', 'Third word'],
      answer:
        'Several words fit, and some are likelier than others. Each person has read and heard different things. A language model does the same: it gives every word a chance.',
    },
    split: {
      title: 'Give it a text',
      ask: `Open “${screens.make}”. Write about a page of your own, or press “${make.text.sample}”. Copy the numbers under “${make.train.heading}”. Why must the model not learn from the part that is set aside?`,
      fields: ['Words', 'Tokens to learn from', 'Tokens set aside'],
      answer:
        'The part that is set aside is the test. Whoever knows the test by heart passes it without understanding anything. There are more tokens than words because many words are cut into pieces, and because commas and full stops count too.',
    },
    expect: {
      title: 'Say what you expect',
      ask: `How well will your model guess the part that is set aside? Mark one answer, and give your reason. Then press “${make.train.button}”.`,
      fields: [],
      choices: ['no better than before', 'a little better', 'twice as well', 'ten times as well'],
      answer:
        'For a few pages of real writing, the number in task 5 is mostly between 1.1 and 2. Training helps a little, and remembering the text helps more. If the model guesses ten times as well, the text nearly always repeats itself.',
    },
    count: {
      title: 'While it learns: count, like the simplest model',
      ask: `Open “${screens.lab}” and there “${counting.title}”. In part 1, press “${counting.count.next}” ten times. In part 2, look up a word. What can a model that only counts never write?`,
      fields: ['The word', 'Came next most often', 'How often'],
      answer:
        'The numbers depend on the text. Such a model can never write a word that is not in its text, and it never puts two words side by side that are not side by side there.',
    },
    read: {
      title: 'Read the result',
      ask: `Open “${screens.make}” again. If the model is still learning, press “${training.run.stop}”. Copy the numbers beside the bars. For your writing, divide “before” by “after”. These numbers are called perplexity. What do they say? Use your own words.`,
      fields: [
        'My writing, before',
        'My writing, after',
        'before ÷ after',
        'Others’ writing, before',
        'Others’ writing, after',
      ],
      answer:
        'Before ÷ after is the number that the app calls “× lower”, apart from rounding. Perplexity is how many equally likely next tokens the model is choosing between, on average. Lower is better. If it rose on other people’s writing, the model forgot something.',
    },
    chance: {
      title: 'Could it be chance?',
      ask: 'After “× lower” there is a range in brackets. Copy it. Is 1.00 inside it? What do you learn from that?',
      fields: ['From', 'To'],
      answer:
        'If 1.00 is inside, the improvement may be nothing but chance. If the whole range is above 1.00, chance alone hardly explains it. More text makes the range narrower. If there is no range, too little was set aside.',
    },
    energy: {
      title: 'Work out the electricity',
      ask: `Further down, find “${cost.title}”. Suppose the processor uses 30 W. Energy in Wh = watts × seconds ÷ 3,600. Is your number within the app’s range?`,
      fields: ['Seconds', '30 × seconds ÷ 3,600', 'The app: from … to'],
      answer:
        'For example, 60 seconds at 30 W are 30 × 60 ÷ 3,600 = 0.5 Wh. The number is within the range, because the app uses less than 30 W for its low number and more for its high one.',
    },
    compare: {
      title: 'Compare both models',
      ask: `Open “${screens.try}” and go to “${tryOut.sideBySide}”. Write the beginning of task 1 and press “${tryOut.write}”. Copy the first words that each model writes. What in them is true, and what only sounds true?`,
      fields: [shell.baseModel, tryOut.model],
      answer: `What they write depends on the model and on chance: “${tryOut.again}” gives other words. Neither model knows what is true. They know how people write, so much of it sounds right and is made up.`,
    },
    why: {
      title: 'Ask why',
      ask: `Press a word that your model wrote. Under “${why.steps.title}”, read how often each model would write it here. What made the difference: training, the memory, or neither?`,
      fields: ['The word', 'My model', 'The base model'],
      answer:
        'The lines under the heading say how much training adds or takes away, and how much the memory does. Often it is next to nothing: the base model could already do this.',
    },
    talk: {
      title: 'Talk about it',
      ask: 'A friend wants to train a model on the messages that you sent her. What could the model learn about you? What should she do first?',
      fields: [],
      answer:
        'She should ask you first. A model can repeat names and secrets that it learned. The app leaves out the phone numbers, passwords and the like that it finds, but it cannot know what was told in confidence. And a model in a file can be passed on to anybody.',
    },
  },
};
