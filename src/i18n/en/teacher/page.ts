import { shell } from '../shell';

/** The page for teachers: where to begin. */
export const page = {
  title: 'For teachers',
  about: [
    'With Swantham each pupil makes a small language model their own, on the laptop in front of them, within minutes.',
    'The class sees what a model does: it guesses the next word, and it learns from what it reads.',
    'The class also sees how to test honestly whether a model has learned anything: on text that it has never seen.',
    'Nothing that is written leaves the laptop. There is no account, and after the first visit no internet is needed.',
  ],
  links: {
    heading: 'In the lesson',
    lesson: { name: 'The lesson', about: 'One lesson of 40 minutes, step by step, for the projector.' },
    worksheet: { name: 'The worksheet', about: 'Tasks to print, for the pupils to fill in by hand.' },
    class: {
      name: 'Whose text is it?',
      about: 'The models of the class read one passage, and the class guesses too.',
    },
    collection: {
      name: 'The class collection',
      about: 'The texts and models of the class in one file, and one model that learns from all the texts.',
    },
    harm: {
      name: 'Can a model give a secret away?',
      about: 'A lesson of 20 minutes: guess first, then see what was measured.',
    },
    glossary: { name: 'What the words mean', about: 'Every technical word in both languages, to print.' },
  },
  before: {
    heading: 'Before the lesson',
    steps: [
      `Open the app once on each laptop, with internet or from a USB stick. Wait until the bottom of the page says “${shell.offline.works}”`,
      'Run the <ready>readiness check</ready> on each laptop, and do what it says. You can print the result.',
      'Use an ordinary window, never a private one.',
      'Where several pupils share a laptop, let each one make a profile: press the letter at the top right.',
      'Ask the pupils to bring a page of their own writing, or use a sample.',
      'For the projector, switch on projector mode in the profile settings: letters are larger, and single keys open the screens.',
    ],
  },
  ready: {
    name: 'Is this laptop ready?',
    about:
      'The app tests twelve points in about half a minute, and says what to do where something is wrong.',
  },
  more: 'How a lesson goes, what a result says, and what to watch out for: <help>help for teachers</help>.',
};
