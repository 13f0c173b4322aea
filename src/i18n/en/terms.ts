import type { TermId } from '../glossary';
import { format } from './format';

/** The page of the glossary, and what its questions are called on other screens. The words themselves are in `glossary`. */
export const terms = {
  title: 'What the words mean',
  intro: 'All technical words on the screens of this app. Beside each stands its name in Malayalam.',
  /** In the footer and on other screens. */
  link: 'What the words mean',
  /** Below an explanation. */
  all: 'All words',
  filter: 'Find a word',
  found: (n: number) => format.plural(n, 'word', 'words'),
  none: (wanted: string) => `No word here has “<wanted>${wanted}</wanted>” in it.`,
  print: 'Print',
  loading: 'One moment …',
  failed: 'The explanations could not be loaded. Check the internet connection, and reload the page.',

  /** Of each word that has a "?" on a screen: its button, and the heading of what it opens. */
  questions: {
    attention: 'What is attention?',
    'base-model': 'What is the base model?',
    chance: 'What is the chance of a word?',
    drawing: 'What is drawing a word?',
    expert: 'What is an expert?',
    fall: 'What is a fall?',
    full: 'What is full fine-tuning?',
    gain: 'What is a gain?',
    'general-text': 'What is general text?',
    'graphics-processor': 'What is a graphics processor?',
    'held-out': 'What is held-out text?',
    interval: 'What is a 95% interval?',
    'language-model': 'What is a language model?',
    'learning-rate': 'What is the learning rate?',
    loops: 'What is the guard against loops?',
    lora: 'What is LoRA?',
    loss: 'What is loss?',
    memory: 'What is the memory of a model?',
    'min-p': 'What is min-p?',
    'norm-only': 'What is norm-only?',
    parameter: 'What is a parameter?',
    peft: 'What is PEFT?',
    perplexity: 'What is perplexity?',
    processor: 'What is a processor?',
    'random-text': 'What is random text?',
    rank: 'What is the rank of LoRA?',
    seed: 'What is a seed?',
    step: 'What is a step?',
    suggestion: 'What is a suggestion?',
    surprise: 'What is surprise?',
    temperature: 'What is temperature?',
    token: 'What is a token?',
    'top-p': 'What is top-p?',
    training: 'What is training?',
    window: 'What is a window?',
  } satisfies Partial<Record<TermId, string>>,
};
