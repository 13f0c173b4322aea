import type { Entry } from '../glossary';

/**
 * What the technical words on the screens mean, for somebody who meets them for the first time: two to four sentences each.
 * Apart from the other sentences, because no screen needs it before somebody asks. `src/README.md` fixes what the names mean.
 */
export const glossary = {
  adapter: {
    term: 'adapter',
    meaning:
      'What training produces: a set of numbers that fits onto the base model, as a lens fits onto a camera. Both together are your model. With the recommended settings it takes only 9 KB.',
  },
  'artificial-intelligence': {
    term: 'artificial intelligence (AI)',
    meaning:
      'Programs that do things for which people need their minds, such as translating or going on with a text. Many of them have learned it from examples, like the model in this app. All they do is calculate with numbers.',
  },
  attention: {
    term: 'attention',
    meaning:
      'A part of the model. It looks back at earlier tokens and picks up what helps to guess the next one. In “Anu lost her pen, so she bought a new …” that is above all the word “pen”. Nobody wrote rules for where to look: the model learned it in training.',
  },
  'base-model': {
    term: 'base model',
    meaning:
      'The language model as it comes with this app, before it has learned anything from you. It is called FractalMoE 30M, and it has learned from more than a billion tokens, mostly English, Malayalam and code. Your model begins as this one.',
  },
  chance: {
    term: 'chance (probability)',
    meaning:
      'How likely the model thinks it is that a word comes next. “7 of 100” means that it would write the word about 7 times if it tried 100 times at this place. The chances of everything that may come next add up to 100 of 100.',
  },
  drawing: {
    term: 'drawing a word (sampling)',
    meaning:
      'The model does not always write the likeliest word. It draws one, as from a bag of paper slips in which likely words have many slips. So the same beginning can go on in different ways.',
  },
  expert: {
    term: 'expert',
    meaning:
      'The model works in 4 layers, one after the other, and each has 8 experts. For every token a router picks two of them, like a hospital desk that sends each patient to two of eight doctors. Only those two calculate, and that saves time.',
  },
  fall: {
    term: 'fall',
    meaning:
      'How many times lower perplexity became. If it was 56 before training and is 50 after it, the fall is ×1.12, because 56 = 1.12 × 50. ×1.00 means that nothing changed.',
  },
  full: {
    term: 'full fine-tuning (everything)',
    meaning:
      'The way to train in which every number of the model may change, all 37.8 million. It takes the most memory and time, and what it produces is as large as a whole model. More change is not always better: the model may also forget more of what it knew.',
  },
  gain: {
    term: 'gain',
    meaning:
      'Inside the model, norms bring all signals to the same level. Then each gain makes one signal stronger or weaker, like a slider on the mixer of a sound system. The model has 4,608 gains, and norm-only training changes nothing else.',
  },
  'general-text': {
    term: 'general text (other people’s writing)',
    meaning:
      'Text that comes with the app and is not yours: stories, dialogue, instructions and code, in English and Malayalam. It shows what your model has lost. If perplexity rises there, the model has forgotten something that it knew before.',
  },
  'geometric-mean': {
    term: 'geometric mean',
    meaning:
      'An average for numbers that say “how many times”. The geometric mean of ×2 and ×8 is ×4, because 2 × 8 = 4 × 4. The ordinary average would let the largest numbers count too much.',
  },
  'graphics-processor': {
    term: 'graphics processor (WebGPU)',
    meaning:
      'A processor made for pictures and games, which does very many small sums at once. Training needs just that, so it is often faster there. WebGPU is the way in which a page may use it, and not every browser offers it on every laptop.',
  },
  'held-out': {
    term: 'held-out text (unseen text)',
    meaning:
      'The last part of your text, about a fifth, which is set aside and never trained on. Both models are tested on it, as in an exam with questions that nobody has seen. Only there does it show whether a model has learned something or just knows a text by heart.',
  },
  interval: {
    term: 'interval (95% range)',
    meaning:
      'What is measured depends a little on which part of the text was set aside. The interval says between which two numbers the true one probably lies: 95 of 100 such intervals contain it. If it reaches down to ×1.00, the fall may be nothing but chance.',
  },
  'language-model': {
    term: 'language model',
    meaning:
      'A program that reads the beginning of a text and says how likely each token is to come next. It has learned this from very much text, and all it has learned lies in millions of numbers. So it knows how people write, and not what is true.',
  },
  'learning-rate': {
    term: 'learning rate',
    meaning:
      'How much the numbers of the model change in a step. Think of steps on the way to a goal: with tiny ones it takes long, and with huge ones you walk past it. Here the rate rises in the first few steps, and then falls to zero.',
  },
  loops: {
    term: 'guard against loops',
    meaning:
      'Small models like to say the same thing again and again. When three or more tokens in a row have stood in the text before, this guard lowers the chance of what followed them then. A higher number makes it stronger, and 0 switches it off.',
  },
  lora: {
    term: 'LoRA (small additions)',
    meaning:
      'A way to train in which the numbers of the model stay as they are. Small tables of new numbers are put beside them, like notes in the margin of a printed book, and only the notes are trained. LoRA is short for “low-rank adaptation”.',
  },
  loss: {
    term: 'loss',
    meaning:
      'How wrong the guesses of a model are, on average for a token, in the unit nat. If it gave the right tokens high chances, the loss is small. Perplexity says the same on another scale: a loss of 3 is a perplexity of about 20.',
  },
  memory: {
    term: 'memory',
    meaning:
      'The model can keep your text beside it and look things up there, without training. It searches for similar places, and what followed there becomes likelier. You do the same when you leaf through your notebook. “Share of the memory” sets how much it counts.',
  },
  'min-p': {
    term: 'min-p',
    meaning:
      'Leaves out tokens that are much less likely than the likeliest one. With 0.1, a token must have at least a tenth of the chance of the likeliest. So the model draws from few tokens where it is sure, and from many where it is not.',
  },
  'norm-only': {
    term: 'norm-only (a touch)',
    meaning:
      'The smallest way to train: of 37.8 million numbers only 4,608 change, the gains of the norms. It is like moving the sliders of a sound system while the musicians play on as before. What was learned fits into 9 KB, and the model keeps nearly all that it knew.',
  },
  parameter: {
    term: 'parameter (number of a model)',
    meaning:
      'One of the numbers of which a model is made. The base model has 37.8 million, and all that it has learned lies in them. Training changes them, as turning many small knobs changes the sound of a radio.',
  },
  peft: {
    term: 'PEFT',
    meaning:
      'A free collection of programs in the language Python, for making and using adapters. This app can save a model as files for PEFT, and open such files. The name is short for “parameter-efficient fine-tuning”.',
  },
  perplexity: {
    term: 'perplexity',
    meaning:
      'How unsure a model is when it guesses the next token. A perplexity of 40 means that it hesitates as if it had to choose between 40 equally likely tokens. A die has six equally likely sides, so its perplexity is 6. Lower is better.',
  },
  processor: {
    term: 'processor',
    meaning:
      'The part of the laptop that does the calculating, also called CPU. It can do several jobs at once, and each of them is a thread. Four people peel vegetables nearly four times as fast as one, and with four threads it is much the same.',
  },
  'random-text': {
    term: 'random text',
    meaning:
      'Tokens picked by lot, all equally likely, which together mean nothing. The app compares your model with one that was trained on such text. What your model does better comes from the text it learned, and not from training as such.',
  },
  rank: {
    term: 'rank',
    meaning:
      'How large the additions of LoRA are. A wider margin has room for more notes, and with a higher rank there are more new numbers: the model can learn more, and its file grows. Here the rank may be 4, 8, 12 or 16.',
  },
  seed: {
    term: 'seed',
    meaning:
      'The number from which the computer makes what looks like chance, for example which piece of your text a step reads. The same seed brings the same choices again, as a pack of cards in the same order always deals the same hands.',
  },
  step: {
    term: 'step',
    meaning:
      'One small round of training. The model reads a few pieces of your text and guesses every next token. Then its numbers change a little, so that it would guess better next time. Training usually takes 100 steps.',
  },
  suggestion: {
    term: 'suggestion',
    meaning:
      'A word that the model offers while you write, because it is one of the likeliest to come next. It comes from what the model has learned, and from the words of yours that it remembers. Nothing is written unless you take it.',
  },
  surprise: {
    term: 'surprise',
    meaning:
      'How little a reader expected a word. After “The sun rises in the” the word “east” surprises nobody, and “kitchen” surprises everybody. A model says it in numbers: a word to which it gave a chance of 1 in 1,000 surprises it more than one with 1 in 2.',
  },
  temperature: {
    term: 'temperature',
    meaning:
      'How daring the choice of words is. When it is low, likely words are drawn even more often, and at 0 it is always the likeliest one. When it is high, rare words get more of a chance: the text becomes livelier, and goes wrong more often.',
  },
  token: {
    term: 'token',
    meaning:
      'A word or a piece of a word: a model reads and writes text token by token. “rain” is one token, and “rainbow” is two, “rain” and “bow”. The base model knows 16,384 tokens, and every text can be put together from them.',
  },
  'top-p': {
    term: 'top-p',
    meaning:
      'Leaves out the least likely tokens. With 0.9, the model draws only from the likeliest ones, just as many as it takes until their chances add up to 90 of 100. With 1, no token is left out.',
  },
  training: {
    term: 'training',
    meaning:
      'How a model learns. It guesses your text token by token, and after each step its numbers are moved a little towards the right answers. You learn a song in this way: you sing it again and again, and each time you correct a little.',
  },
  verdict: {
    term: 'verdict (STRICT, LENIENT, MODEST …)',
    meaning:
      'A grade for a result. STRICT and LENIENT are large falls, more than ×10 and more than ×2, without great harm on general text. MODEST is a smaller one, as real writing brings it. COSTLY means that general perplexity doubled or worse, CATASTROPHIC that nothing was learned or very much forgotten.',
  },
  window: {
    term: 'window',
    meaning:
      'A piece of text that is read in one go, for example 256 tokens. The model sees nothing outside it, as you see only a stretch of the road through the window of a bus. A step can read several windows.',
  },
} satisfies Record<string, Entry>;
