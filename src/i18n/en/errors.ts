import type { EvaluationFailure } from '../../eval/error';
import type { Refusal } from '../../model/exchange/refused';
import type { FileFailure } from '../../model/files';
import type { SafetensorsFailure } from '../../model/safetensors';
import type { ErrorDetails } from '../../model/user-error';
import type { PartsFailure } from '../../offline/parts';
import type { StoreErrorReason } from '../../store/errors';
import type { TextFailure } from '../../text/error';
import type { ImportRefusal } from '../../text/import';
import type { SampleId } from '../../text/samples';
import type { TokenizerFailure } from '../../text/tokenizer';
import type { TrainFailure } from '../../train/engine';
import type { ErrorSentence } from '../words';
import { format } from './format';
import { make } from './make';
import { samples, text as sentences } from './text';

/** Sentences about downloading and saving the base model. */
const base = {
  unreachable: 'The base model could not be downloaded. Check the internet connection and try again.',
  damaged: 'The base model arrived damaged several times. Try again later, or on another network.',
  'no-room': ({ bytes }) =>
    `There is no space for the base model. Free ${format.count(Math.ceil(Number(bytes) / 1e6))} MB on this disk and try again.`,
} satisfies Record<PartsFailure, ErrorSentence>;

/** Sentences about what the browser keeps. */
const store = {
  unavailable:
    'This browser window cannot save anything. It may be a private window. Open the app in an ordinary one.',
  full: 'There is no space to save this. Delete a model that you no longer need, or free some space on the disk.',
  blocked: 'An older version of this app is open in another tab. Close that tab and try again.',
  newer: 'This app was updated in another tab. Reload this page.',
  damaged: ({ name }) =>
    name
      ? `The model “${name}” is damaged on this disk and cannot be used. Delete it and train again.`
      : 'Something that was saved here is damaged on this disk and cannot be used. Look at Make, My models and the Lab, and delete what is damaged.',
  missing: 'This model is not here any more. It may have been deleted in another tab.',
  gone: 'This profile is not here any more. It may have been deleted in another tab, or cleared by the browser.',
  taken: 'Another profile on this laptop has this nickname. Choose a different one.',
  passphrase: 'That is not the passphrase of this profile.',
  locked: 'The passphrase of this profile was set or removed in another tab. Open the profile again.',
  'not-empty': ({ names }) => `Some of it is still here: ${names}. Close the app’s other tabs and try again.`,
  failed: 'The browser could not reach what it saved for this app. Try again, or restart the browser.',
} satisfies Record<StoreErrorReason, ErrorSentence>;

/** Sentences about files, of whatever kind, that the browser does not give. */
const file = {
  unreadable: ({ name }) =>
    `${name || 'What you dropped'} cannot be read. The browser may not be allowed to read in that place. Copy it to your Home folder, or use the button “${make.text.open}”.`,
  'no-content': ({ name }) =>
    `The browser found nothing in ${name}. If there is something in it, the browser may not be allowed to read in that place. Copy it to your Home folder, or use the button “${make.text.open}”.`,
  'too-many': ({ name, most }) =>
    `${name || 'This'} holds more than ${format.count(Number(most))} files, or folders inside folders inside folders. Choose only the files that you need.`,
} satisfies Record<FileFailure, ErrorSentence>;

const called = (name: string | number | undefined, otherwise: string) => (name ? `“${name}”` : otherwise);
const fileCalled = ({ name }: ErrorDetails) => called(name, 'This file');
const modelCalled = ({ name }: ErrorDetails) => called(name, 'This model');

/** Sentences about files of models that are not taken, or not written; with a `name` where there are several. */
const exchange = {
  'too-large': (it) => `${fileCalled(it)} is too large to be a file of models.`,
  'too-much': 'This is more than one file can hold. Save your models one by one.',
  'too-many-texts': ({ have, most }) =>
    `You have ${format.count(Number(have))} texts, and one file can hold ${format.count(Number(most))}. Save your models without the texts, or close texts that you do not need.`,
  'too-many': ({ have, most }) =>
    `There are ${format.count(Number(have))} models in what you chose. Open ${format.count(Number(most))} at most at once.`,
  'not-ours': (it) =>
    `${fileCalled(it)} is not a file of models. Choose a file that ends in .swantham, or the two files of a PEFT folder together.`,
  half: ({ missing }) =>
    `This is only one of the two files of a PEFT folder. Choose “${missing}” together with it, or drop the whole folder.`,
  archive: (it) => `${fileCalled(it)} is packed. Unpack it, and choose the files inside.`,
  'lfs-pointer': (it) =>
    `${fileCalled(it)} is only a pointer of Git LFS. Run “git lfs pull” in its folder, and open it again.`,
  'web-page': (it) => `${fileCalled(it)} holds a web page. Download the file itself, and open it again.`,
  pickle: (it) =>
    `${fileCalled(it)} is in a format that can run programs, so this app does not open it. In Python, save the model again with safe_serialization=True.`,
  'not-weights': (it) =>
    `${fileCalled(it)} is not in the format safetensors. Save the model again in Python, or download it again.`,
  'not-json': (it) =>
    `${fileCalled(it)} is not written in JSON. Save the model again in Python, or download it again.`,
  newer: (it) => `${fileCalled(it)} was made by a newer Swantham. Update the app and try again.`,
  damaged: (it) => `${fileCalled(it)} is damaged, or someone changed it after it was made. Ask for it again.`,
  'other-base': (it) =>
    `${modelCalled(it)} was made for another base model, and cannot work with the one here.`,
  misfit: ({ name, part }) =>
    part
      ? `${modelCalled({ name })} does not fit the base model of this app. The first part that does not fit is “${part}”.`
      : `${modelCalled({ name })} does not fit the base model of this app.`,
  embedding: (it) =>
    `${modelCalled(it)} brings its own token embeddings or output layer, which cannot be used here. If they were not trained, save it again in Python with save_embedding_layers=False.`,
  type: ({ name, type }) =>
    `${modelCalled({ name })} has numbers of the type ${type}, which cannot be used here. In Python, save it again in float16 or float32.`,
  'not-finite': (it) =>
    `${modelCalled(it)} cannot work, because some of its numbers are infinite, missing or too large.`,
  method: (it) =>
    `${modelCalled(it)} is of a kind that cannot be used here. Of the kinds that PEFT makes, only LORA and LN_TUNING can.`,
  rank: ({ name, rank, most }) =>
    `${modelCalled({ name })} has a LoRA rank of ${format.count(Number(rank))}, and this app can use ${format.count(Number(most))} at most. Make it again with a smaller rank.`,
  setting: ({ name, key }) =>
    `${modelCalled({ name })} was made with a setting of PEFT that cannot be used here: “${key}”. Make it again with the usual value.`,
} satisfies Record<Refusal, ErrorSentence>;

/** Sentences about files of weights; `problem` is in English, for the person who helps. */
const safetensors = {
  'not-safetensors': 'This is not a file of weights (safetensors).',
  damaged: ({ problem }) => `This file of weights is damaged. Ask for it again. (${problem})`,
  'other-type': ({ problem }) =>
    `This file of weights has numbers of a type that cannot be used here. (${problem})`,
  'other-model': ({ problem }) => `These weights belong to another model. (${problem})`,
  'not-a-reference': ({ problem }) => `This file is not a reference set. (${problem})`,
} satisfies Record<SafetensorsFailure, ErrorSentence>;

const tooLittle = (part: 'text' | 'held') => (details: ErrorDetails) => {
  const { have, needed, moreWords } = details as { have: number; needed: number; moreWords: number };
  return sentences.tooLittle({ part, have, needed, moreWords });
};

/** Sentences about texts that cannot be used or read. */
const text = {
  document: ({ name }) =>
    `${name} is in a format that this app cannot read. Open it in LibreOffice or Word, choose “Save As”, and save it as .odt, .docx or .pdf.`,
  spreadsheet: ({ name }) =>
    `${name} is a spreadsheet. Open it in LibreOffice or Excel, choose “Save As”, and save it as “Text CSV” (.csv).`,
  picture: ({ name }) =>
    `${name} is a picture, and the model learns from text only. Type what the picture says, or choose a text file.`,
  media: ({ name }) => `${name} is sound or video, and the model learns from text only. Choose a text file.`,
  archive: ({ name }) =>
    `${name} is an archive of a kind that this app cannot open. Unpack it and choose the files inside, or pack them as .zip.`,
  scan: ({ name }) =>
    `${name} holds pictures of pages, and no letters that a program can read. Type what it says, or choose the file it was made from.`,
  encrypted: ({ name }) =>
    `${name} is locked with a password. Open it in the program it was made with, save it without a password, and choose it again.`,
  damaged: ({ name }) =>
    `${name} is damaged, or is not what its name says. Open it in the program it was made with, and save it again.`,
  'too-large': ({ name, bytes }) =>
    `${name} is larger than ${format.number(Number(bytes) / 1e6)} MB. Choose a smaller file: a few pages are enough.`,
  'too-long': ({ name, most }) =>
    `${name} holds more than ${format.count(Number(most))} characters. A few pages are enough, so choose a smaller file.`,
  'too-deep': ({ name }) =>
    `${name} has too many parts inside one another for this app. Copy the text you need and paste it here.`,
  'too-much': ({ name }) =>
    `There is far too much in ${name} to read at once. Choose only the pages or files that you need.`,
  'too-slow': ({ name }) =>
    `Reading ${name} takes too long, so this app has stopped it. Copy the text you need and paste it here.`,
  empty: ({ name }) => `${name} is empty.`,
  'no-text': ({ name }) => `There is no text in ${name}. Choose a file with something you wrote.`,
  encoding: ({ name }) =>
    `The letters in ${name} are stored in a way that this app does not know. Open it in Text Editor, choose “Save As”, set the character encoding to UTF-8, and choose it again.`,
  binary: ({ name }) => `${name} is not a text file. If you can open it, copy the text and paste it here.`,
  'no-files': ({ name }) =>
    `There is no text file in ${name}. Drop the files themselves, or use the button “${make.text.open}”.`,
  chat: ({ name }) =>
    `${name} is a chat of several people. Open it on the page “Make”, and say there who of them you are.`,
  'too-little': tooLittle('text'),
  'held-too-little': tooLittle('held'),
  repetitive: sentences.repetitive,
  unread: 'The text could not be read. Try again.',
  sample: ({ id }) =>
    `The sample “${samples[id as SampleId].title}” could not be loaded. Reload the page and try again.`,
  control: 'The models to compare with could not be loaded. Reload the page and try again.',
  stopped: 'The part of the app that reads texts has stopped. Reload the page.',
  'tokenizer-damaged': 'A file of the base model (its tokenizer) is damaged. Reload the page.',
  'other-tokenizer': 'The tokenizer belongs to another model. Reload the page.',
} satisfies Record<TextFailure | ImportRefusal | TokenizerFailure, ErrorSentence>;

/** Sentences for a `TrainError`. What came from an older version of the app has no details. */
const train = {
  'no-webgpu': ({ problem }) => {
    switch (problem) {
      case 'not-offered':
        return 'This browser does not offer WebGPU, so the graphics processor cannot be used.';
      case 'not-found':
        return 'This browser offers WebGPU but found no graphics processor.';
      case 'not-started':
        return 'The graphics processor could not be started.';
      case 'silent':
        return 'The graphics processor does not answer.';
      default:
        return 'The graphics processor cannot be used.';
    }
  },
  hanging: ({ problem, why }) => {
    if (problem === 'test') return 'The test before training never finished.';
    if (problem === 'silent') return 'Training no longer answers. Closing other tabs and programs may help.';
    if (why) return `Training stopped (${why}). Closing other tabs and programs may help.`;
    return 'Training stopped. Closing other tabs and programs may help.';
  },
  'device-lost': 'The graphics processor stopped working for this page.',
  'out-of-memory': ({ engine, part, bytes }) => {
    if (part)
      return `The graphics processor cannot hold “${part}” in one piece (${format.bytes(Number(bytes))}). Fewer tokens per step will help.`;
    if (engine === 'webgpu') return 'The graphics processor has too little free memory for this training.';
    return 'This laptop has too little free memory for this training. Closing other tabs and programs may help.';
  },
  shader: 'The graphics processor refused the training program.',
  'wrong-numbers': ({ engine }) =>
    engine === 'webgpu'
      ? 'The graphics processor got a test sum wrong, so it cannot be trusted to train.'
      : 'The processor got a test sum wrong, so it cannot be trusted to train.',
} satisfies Record<TrainFailure, ErrorSentence>;

/** Sentences about measuring models, and letting them write. */
const evaluation = {
  stopped: 'The part of the app that measures has stopped. Reload the page.',
  closed: 'The part of the app that measures was closed. Reload the page.',
  'no-memory':
    'There is too little free memory to open the model. Close other tabs and programs, and try again.',
  'no-memory-for-cache':
    'There is too little free memory to keep your text with the model. Close other tabs and programs, and try again.',
  failed: 'The part of the app that measures has failed. Reload the page.',
  'too-short': 'This text is too short to be measured. It needs two tokens or more.',
  'too-short-for-cache': 'This text is too short to be remembered.',
  'gate-changed':
    'The file that tells the memory when to speak is damaged. Reload the page, or make the model without “Remember my text”.',
  sampling:
    'To write a text, the temperature must be 0 or more, top-p above 0 and at most 1, and the penalty above 0.',
} satisfies Record<EvaluationFailure, ErrorSentence>;

/** Why an experiment cannot be run: see `ExperimentError`. */
const experiment = {
  'no-text': 'Choose at least one text to run this on.',
  unread: ({ author }) => `${nameOf(author)} could not be read.`,
  'too-little': ({ author, moreWords }) =>
    `${nameOf(author)} is too short. Add about ${format.count(Number(moreWords))} more words.`,
  repetitive: ({ author }) =>
    `The end of ${nameOf(author)} repeats the rest, so nothing would be left to measure with. Add other text.`,
  'more-tokens': ({ needed, have }) =>
    `This experiment needs ${format.count(Number(needed))} tokens of text to learn from, and there are ${format.count(Number(have))}. Add more text.`,
  'longer-text': ({ author, needed, have }) =>
    `This experiment needs ${format.count(Number(needed))} tokens of text to learn from. ${nameOf(author)} has ${format.count(Number(have))}. Add more text.`,
  'longer-held': ({ author, needed, have }) =>
    `This experiment needs ${format.count(Number(needed))} tokens of unseen text, the end of a text, to measure on. ${nameOf(author)} has ${format.count(Number(have))}. Add more text.`,
  'one-author': 'To compare models, choose the texts of two people or more. Add a sample.',
  'no-controls': 'The models to compare with could not be loaded. Reload the page.',
  elsewhere: 'This experiment is running in another tab. It can start here when it has ended there.',
} satisfies Record<string, ErrorSentence>;

function nameOf(author: string | number): string {
  if (author === 'yours') return 'Your text';
  return `“${author in samples ? samples[author as SampleId].title : author}”`;
}

/** Sentences for errors, by the domain and the reason of a `UserError`. */
export const errors = {
  unknown: (message: string) =>
    `Something went wrong that this app did not expect. Reload the page and try again. (${message})`,
  byDomain: {
    base,
    store,
    file,
    exchange,
    safetensors,
    text,
    train,
    evaluation,
    experiment,
  } satisfies Record<string, Record<string, ErrorSentence>>,
};
