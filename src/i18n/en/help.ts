/** For teachers: what the app is, and how a lesson with it goes. The package for schools has it as a file, too. */
export const help = {
  title: 'Help for teachers',
  licences: 'The licences of the programs in this app',
  sections: [
    {
      heading: 'What it is',
      points: [
        'With Swantham a pupil makes a small language model their own, on this laptop. Such a model guesses which word comes next.',
        'It is no chatbot, and it answers no questions. It shows how artificial intelligence learns, and how one can test honestly whether it learned anything.',
        'Nothing that is written leaves the laptop. There is no account, and after the first visit no internet is needed.',
      ],
    },
    {
      heading: 'A lesson of 40 minutes',
      points: [
        'Before the lesson: open the app once on each laptop, until the bottom of the page says “Works without internet.”',
        '5 minutes: let the pupils guess. Write half a sentence on the board. Which word comes next? A model does the same.',
        '10 minutes: each pupil writes or pastes about a page of their own, or chooses a sample.',
        '10 minutes: they train, and meanwhile look at what was set aside. Why must the model not see it?',
        '10 minutes: they read the result together. How much lower is perplexity? How much of that is really them? What may be chance?',
        '5 minutes: on the page “Try”, under “Side by side”, both models go on with the same beginning. What is true of it, and what only sounds so?',
      ],
    },
    {
      heading: 'What the result says',
      points: [
        'Perplexity says among how many equally likely words or pieces of words (tokens) the model hesitates on average. Lower is better.',
        '“1.1× to 2× lower” on a few pages of writing is normal. Much larger falls mostly show that a text repeats itself.',
        'A fall is worth something only on text that the model never saw. That is why a fifth of the text is set aside.',
      ],
    },
    {
      heading: 'Several pupils at one laptop',
      points: [
        'Each one makes a profile: press the letter at the top right, then “Switch person”. With a passphrase nobody else can read what is in it.',
        'If a passphrase is forgotten, nobody can bring the texts and models back.',
        'A model stays in the browser of this laptop. To take it home, open “My models” and press “Save to a file”. The pupil’s text is not in that file.',
      ],
    },
    {
      heading: 'What to watch',
      points: [
        'The app leaves phone numbers, passwords and the like out of training. Do not let pupils train on what somebody else told them in confidence.',
        'Do not clear the data of the browser, and use no private window: what the pupils made would be gone.',
      ],
    },
  ],
};
