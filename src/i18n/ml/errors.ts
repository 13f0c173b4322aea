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
import type { Strings } from '../en';
import type { ErrorSentence } from '../words';
import { format } from './format';
import { make } from './make';
import { samples, text as sentences } from './text';

/** Sentences about downloading and saving the base model. */
const base = {
  unreachable: 'അടിസ്ഥാനമോഡൽ ഡൗൺലോഡ് ചെയ്യാനായില്ല. ഇന്റർനെറ്റ് കണക്‌ഷൻ പരിശോധിച്ചു വീണ്ടും ശ്രമിക്കുക.',
  damaged: 'അടിസ്ഥാനമോഡൽ പലതവണ കേടായാണ് എത്തിയത്. പിന്നീടു വീണ്ടും ശ്രമിക്കുക, അല്ലെങ്കിൽ മറ്റൊരു നെറ്റ്‌വർക്ക് ഉപയോഗിക്കുക.',
  'no-room': ({ bytes }) =>
    `അടിസ്ഥാനമോഡൽ സൂക്ഷിക്കാൻ സ്ഥലമില്ല. ഈ ഡിസ്കിൽ ${format.count(Math.ceil(Number(bytes) / 1e6))} MB ഒഴിവാക്കി വീണ്ടും ശ്രമിക്കുക.`,
} satisfies Record<PartsFailure, ErrorSentence>;

/** Sentences about what the browser keeps. */
const store = {
  unavailable: 'ഈ ബ്രൗസർ വിൻഡോയ്ക്ക് ഒന്നും സൂക്ഷിക്കാനാവില്ല. ഇത് ഒരു പ്രൈവറ്റ് വിൻഡോ ആയിരിക്കാം. സാധാരണ വിൻഡോയിൽ ആപ്പ് തുറക്കുക.',
  full: 'ഇതു സൂക്ഷിക്കാൻ സ്ഥലമില്ല. ഇനി വേണ്ടാത്ത ഒരു മോഡൽ മായ്ക്കുക, അല്ലെങ്കിൽ ഡിസ്കിൽ കുറച്ചു സ്ഥലം ഒഴിവാക്കുക.',
  blocked: 'ഈ ആപ്പിന്റെ പഴയ പതിപ്പ് മറ്റൊരു ടാബിൽ തുറന്നിരിക്കുന്നു. ആ ടാബ് അടച്ചു വീണ്ടും ശ്രമിക്കുക.',
  newer: 'മറ്റൊരു ടാബിൽ ഈ ആപ്പ് പുതുക്കി. ഈ പേജ് വീണ്ടും ലോഡ് ചെയ്യുക.',
  damaged: ({ name }) =>
    name
      ? `“${name}” എന്ന മോഡൽ ഈ ഡിസ്കിൽ കേടായി. ഇനി ഉപയോഗിക്കാനാവില്ല. മായ്ച്ച് വീണ്ടും പരിശീലിപ്പിക്കുക.`
      : 'ഇവിടെ സൂക്ഷിച്ച എന്തോ ഈ ഡിസ്കിൽ കേടായി. ഇനി ഉപയോഗിക്കാനാവില്ല. “തയ്യാറാക്കുക”, “എന്റെ മോഡലുകൾ”, “ലാബ്” എന്നിവ നോക്കി, കേടായതു മായ്ക്കുക.',
  missing: 'ഈ മോഡൽ ഇപ്പോൾ ഇവിടെയില്ല. മറ്റൊരു ടാബിൽ മായ്ച്ചിട്ടുണ്ടാവാം.',
  gone: 'ഈ പ്രൊഫൈൽ ഇപ്പോൾ ഇവിടെയില്ല. മറ്റൊരു ടാബിലോ ബ്രൗസർതന്നെയോ മായ്ച്ചിട്ടുണ്ടാവാം.',
  taken: 'ഈ ലാപ്‌ടോപ്പിലെ മറ്റൊരു പ്രൊഫൈലിന് ഈ വിളിപ്പേരുണ്ട്. വേറൊന്നു തിരഞ്ഞെടുക്കുക.',
  passphrase: 'ഈ പ്രൊഫൈലിന്റെ രഹസ്യവാക്യം അതല്ല.',
  locked: 'മറ്റൊരു ടാബിൽ ഈ പ്രൊഫൈലിനു രഹസ്യവാക്യം വയ്ക്കുകയോ ഒഴിവാക്കുകയോ ചെയ്തു. പ്രൊഫൈൽ വീണ്ടും തുറക്കുക.',
  'not-empty': ({ names }) => `ഇവ ഇപ്പോഴും ഇവിടെയുണ്ട്: ${names}. ആപ്പിന്റെ മറ്റു ടാബുകൾ അടച്ചു വീണ്ടും ശ്രമിക്കുക.`,
  failed: 'ഈ ആപ്പിനായി സൂക്ഷിച്ചത് ബ്രൗസറിന് എടുക്കാനായില്ല. വീണ്ടും ശ്രമിക്കുക, അല്ലെങ്കിൽ ബ്രൗസർ അടച്ചു വീണ്ടും തുറക്കുക.',
} satisfies Record<StoreErrorReason, ErrorSentence>;

/** Sentences about files, of whatever kind, that the browser does not give. */
const file = {
  unreadable: ({ name }) =>
    `${name ? `“${name}”` : 'നിങ്ങൾ വലിച്ചിട്ടത്'} വായിക്കാനാവുന്നില്ല. ആ സ്ഥലത്തു വായിക്കാൻ ബ്രൗസറിന് അനുവാദമില്ലായിരിക്കാം. അതു നിങ്ങളുടെ Home ഫോൾഡറിലേക്കു പകർത്തുക, അല്ലെങ്കിൽ “${make.text.open}” എന്ന ബട്ടൺ ഉപയോഗിക്കുക.`,
  'no-content': ({ name }) =>
    `“${name}” തുറന്നപ്പോൾ ബ്രൗസർ ഒന്നും കണ്ടില്ല. അതിൽ എന്തെങ്കിലും ഉണ്ടെങ്കിൽ, ആ സ്ഥലത്തു വായിക്കാൻ ബ്രൗസറിന് അനുവാദമില്ലായിരിക്കാം. അതു നിങ്ങളുടെ Home ഫോൾഡറിലേക്കു പകർത്തുക, അല്ലെങ്കിൽ “${make.text.open}” എന്ന ബട്ടൺ ഉപയോഗിക്കുക.`,
  'too-many': ({ name, most }) =>
    `${name ? `“${name}”: ഇതിൽ` : 'ഇതിൽ'} ${format.count(Number(most))} ഫയലിൽ കൂടുതലുണ്ട്, അല്ലെങ്കിൽ ഫോൾഡറിനുള്ളിൽ ഫോൾഡറുകൾ വല്ലാതെ അടുക്കിയിരിക്കുന്നു. വേണ്ട ഫയലുകൾ മാത്രം തിരഞ്ഞെടുക്കുക.`,
} satisfies Record<FileFailure, ErrorSentence>;

const fileCalled = ({ name }: ErrorDetails) => (name ? `“${name}” എന്ന ഫയൽ` : 'ഈ ഫയൽ');
const inFileCalled = ({ name }: ErrorDetails) => (name ? `“${name}” എന്ന ഫയലിൽ` : 'ഈ ഫയലിൽ');
const modelCalled = ({ name }: ErrorDetails) => (name ? `“${name}” എന്ന മോഡൽ` : 'ഈ മോഡൽ');
const inModelCalled = ({ name }: ErrorDetails) => (name ? `“${name}” എന്ന മോഡലിൽ` : 'ഈ മോഡലിൽ');

/** Sentences about files of models that are not taken, or not written; with a `name` where there are several. */
const exchange = {
  'too-large': (it) => `${fileCalled(it)} മോഡലുകളുടേതാകാൻ കഴിയാത്തത്ര വലുതാണ്.`,
  'too-much': 'ഒരു ഫയലിൽ കൊള്ളാവുന്നതിലും കൂടുതലാണിത്. മോഡലുകൾ ഓരോന്നായി സേവ് ചെയ്യുക.',
  'too-many-texts': ({ have, most }) =>
    `നിങ്ങൾക്ക് ${format.count(Number(have))} എഴുത്തുകളുണ്ട്. ഒരു ഫയലിൽ ${format.count(Number(most))} എണ്ണമേ കൊള്ളൂ. എഴുത്തുകളില്ലാതെ മോഡലുകൾ മാത്രം സേവ് ചെയ്യുക, അല്ലെങ്കിൽ വേണ്ടാത്ത എഴുത്തുകൾ ഒഴിവാക്കുക.`,
  'too-many': ({ have, most }) =>
    `നിങ്ങൾ തിരഞ്ഞെടുത്തതിൽ ${format.count(Number(have))} മോഡലുകളുണ്ട്. ഒരു തവണ ${format.count(Number(most))} വരെ മാത്രം തുറക്കുക.`,
  'not-ours': (it) =>
    `${fileCalled(it)} മോഡലിന്റേതല്ല. .swantham എന്ന് അവസാനിക്കുന്ന ഫയൽ തിരഞ്ഞെടുക്കുക, അല്ലെങ്കിൽ PEFT ഫോൾഡറിലെ രണ്ടു ഫയലും ഒരുമിച്ചു തിരഞ്ഞെടുക്കുക.`,
  half: ({ missing }) =>
    `ഇത് PEFT ഫോൾഡറിലെ രണ്ടു ഫയലിൽ ഒന്നു മാത്രമാണ്. ഇതോടൊപ്പം “${missing}” കൂടി തിരഞ്ഞെടുക്കുക, അല്ലെങ്കിൽ ഫോൾഡർ മുഴുവനും വലിച്ചിടുക.`,
  archive: (it) => `${fileCalled(it)} zip പോലെ ചുരുക്കിയതാണ്. അത് എക്സ്ട്രാക്റ്റ് ചെയ്ത് ഉള്ളിലുള്ള ഫയലുകൾ തിരഞ്ഞെടുക്കുക.`,
  'lfs-pointer': (it) =>
    `${fileCalled(it)} ശരിക്കുള്ള ഫയലല്ല, Git LFS-ന്റെ ഒരു സൂചന മാത്രമാണ്. അതിന്റെ ഫോൾഡറിൽ “git lfs pull” നടത്തി വീണ്ടും തുറക്കുക.`,
  'web-page': (it) => `${inFileCalled(it)} ഉള്ളത് ഒരു വെബ്പേജാണ്. ഫയൽതന്നെ ഡൗൺലോഡ് ചെയ്തു വീണ്ടും തുറക്കുക.`,
  pickle: (it) =>
    `${fileCalled(it)} പ്രോഗ്രാമുകൾ പ്രവർത്തിപ്പിക്കാൻ കഴിയുന്ന തരത്തിലുള്ളതാണ്. അതുകൊണ്ട് ഈ ആപ്പ് അതു തുറക്കില്ല. Python-ൽ safe_serialization=True ചേർത്ത് മോഡൽ വീണ്ടും സേവ് ചെയ്യുക.`,
  'not-weights': (it) =>
    `${fileCalled(it)} safetensors രൂപത്തിലല്ല. Python-ൽ മോഡൽ വീണ്ടും സേവ് ചെയ്യുക, അല്ലെങ്കിൽ വീണ്ടും ഡൗൺലോഡ് ചെയ്യുക.`,
  'not-json': (it) =>
    `${fileCalled(it)} JSON രൂപത്തിലല്ല. Python-ൽ മോഡൽ വീണ്ടും സേവ് ചെയ്യുക, അല്ലെങ്കിൽ വീണ്ടും ഡൗൺലോഡ് ചെയ്യുക.`,
  newer: (it) => `${fileCalled(it)} “സ്വന്തം” ആപ്പിന്റെ പുതിയ പതിപ്പിൽ ഉണ്ടാക്കിയതാണ്. ആപ്പ് പുതുക്കി വീണ്ടും ശ്രമിക്കുക.`,
  damaged: (it) => `${fileCalled(it)} കേടായി, അല്ലെങ്കിൽ പിന്നീട് ആരോ മാറ്റി. അതു വീണ്ടും ചോദിച്ചുവാങ്ങുക.`,
  'other-base': (it) =>
    `${modelCalled(it)} മറ്റൊരു അടിസ്ഥാനമോഡലിനു വേണ്ടി ഉണ്ടാക്കിയതാണ്. ഇവിടെയുള്ളതിനൊപ്പം പ്രവർത്തിക്കില്ല.`,
  misfit: ({ name, part }) =>
    part
      ? `${modelCalled({ name })} ഈ ആപ്പിലെ അടിസ്ഥാനമോഡലിനു ചേരുന്നില്ല. ചേരാത്ത ആദ്യത്തെ ഭാഗം: “${part}”.`
      : `${modelCalled({ name })} ഈ ആപ്പിലെ അടിസ്ഥാനമോഡലിനു ചേരുന്നില്ല.`,
  embedding: (it) =>
    `${inModelCalled(it)} അതിന്റെ സ്വന്തം token embedding അല്ലെങ്കിൽ output layer ഉണ്ട്. അത് ഇവിടെ ഉപയോഗിക്കാനാവില്ല. അവ പരിശീലിപ്പിച്ചിട്ടില്ലെങ്കിൽ, Python-ൽ save_embedding_layers=False ചേർത്തു വീണ്ടും സേവ് ചെയ്യുക.`,
  type: ({ name, type }) =>
    `${inModelCalled({ name })} ഇവിടെ ഉപയോഗിക്കാനാവാത്ത തരം സംഖ്യകളാണുള്ളത് (${type}). Python-ൽ float16 അല്ലെങ്കിൽ float32 ആയി വീണ്ടും സേവ് ചെയ്യുക.`,
  'not-finite': (it) =>
    `${modelCalled(it)} പ്രവർത്തിക്കില്ല. അതിലെ ചില സംഖ്യകൾ ഇല്ല, അല്ലെങ്കിൽ അനന്തമോ വല്ലാതെ വലുതോ ആണ്.`,
  method: (it) =>
    `${modelCalled(it)} ഇവിടെ ഉപയോഗിക്കാനാവാത്ത തരമാണ്. PEFT ഉണ്ടാക്കുന്ന തരങ്ങളിൽ LORA, LN_TUNING എന്നിവ മാത്രമേ പറ്റൂ.`,
  rank: ({ name, rank, most }) =>
    `${modelCalled({ name })} LoRA റാങ്ക് ${format.count(Number(rank))} ഉള്ളതാണ്. ഈ ആപ്പിൽ ${format.count(Number(most))} വരെയേ പറ്റൂ. റാങ്ക് കുറച്ചു വീണ്ടും ഉണ്ടാക്കുക.`,
  setting: ({ name, key }) =>
    `${modelCalled({ name })} ഇവിടെ ഉപയോഗിക്കാനാവാത്ത ഒരു PEFT ക്രമീകരണം കൊണ്ട് ഉണ്ടാക്കിയതാണ്: “${key}”. അതിന്റെ സാധാരണ മൂല്യം ഉപയോഗിച്ചു വീണ്ടും ഉണ്ടാക്കുക.`,
} satisfies Record<Refusal, ErrorSentence>;

/** Sentences about files of weights; `problem` is in English, for the person who helps. */
const safetensors = {
  'not-safetensors': 'ഇത് മോഡലിന്റെ സംഖ്യകളുള്ള ഫയൽ (safetensors) അല്ല.',
  damaged: ({ problem }) => `മോഡലിന്റെ സംഖ്യകളുള്ള ഈ ഫയൽ കേടായി. അതു വീണ്ടും ചോദിച്ചുവാങ്ങുക. (${problem})`,
  'other-type': ({ problem }) => `ഈ ഫയലിലെ സംഖ്യകൾ ഇവിടെ ഉപയോഗിക്കാനാവാത്ത തരമാണ്. (${problem})`,
  'other-model': ({ problem }) => `ഈ സംഖ്യകൾ മറ്റൊരു മോഡലിന്റേതാണ്. (${problem})`,
  'not-a-reference': ({ problem }) => `താരതമ്യത്തിനുള്ള സംഖ്യകളുടെ ഫയലല്ല ഇത്. (${problem})`,
} satisfies Record<SafetensorsFailure, ErrorSentence>;

const tooLittle = (part: 'text' | 'held') => (details: ErrorDetails) => {
  const { have, needed, moreWords } = details as { have: number; needed: number; moreWords: number };
  return sentences.tooLittle({ part, have, needed, moreWords });
};

/** Sentences about texts that cannot be used or read. */
const text = {
  document: ({ name }) =>
    `“${name}” ഈ ആപ്പിനു വായിക്കാനാവാത്ത തരം ഫയലാണ്. LibreOffice-ലോ Word-ലോ അതു തുറന്ന്, “Save As” തിരഞ്ഞെടുത്ത്, .odt അല്ലെങ്കിൽ .docx അല്ലെങ്കിൽ .pdf ആയി സേവ് ചെയ്യുക.`,
  spreadsheet: ({ name }) =>
    `“${name}” ഒരു സ്പ്രെഡ്ഷീറ്റാണ്. LibreOffice-ലോ Excel-ലോ അതു തുറന്ന്, “Save As” തിരഞ്ഞെടുത്ത്, “Text CSV” (.csv) ആയി സേവ് ചെയ്യുക.`,
  picture: ({ name }) =>
    `“${name}” ഒരു ചിത്രമാണ്. മോഡൽ എഴുത്തിൽനിന്നു മാത്രമേ പഠിക്കൂ. ചിത്രത്തിലുള്ളതു ടൈപ്പ് ചെയ്യുക, അല്ലെങ്കിൽ എഴുത്തുള്ള ഫയൽ തിരഞ്ഞെടുക്കുക.`,
  media: ({ name }) => `“${name}” ശബ്ദമോ വീഡിയോയോ ആണ്. മോഡൽ എഴുത്തിൽനിന്നു മാത്രമേ പഠിക്കൂ. എഴുത്തുള്ള ഫയൽ തിരഞ്ഞെടുക്കുക.`,
  archive: ({ name }) =>
    `“${name}” പല ഫയലുകൾ ചുരുക്കിവച്ചതാണ്, പക്ഷേ ഈ ആപ്പിനു തുറക്കാനാവാത്ത തരം. അത് എക്സ്ട്രാക്റ്റ് ചെയ്ത് ഉള്ളിലെ ഫയലുകൾ തിരഞ്ഞെടുക്കുക, അല്ലെങ്കിൽ .zip ആക്കുക.`,
  scan: ({ name }) =>
    `“${name}” എന്ന ഫയലിൽ പേജുകളുടെ ചിത്രങ്ങൾ മാത്രമേയുള്ളൂ. പ്രോഗ്രാമിനു വായിക്കാവുന്ന അക്ഷരങ്ങളില്ല. അതിലുള്ളതു ടൈപ്പ് ചെയ്യുക, അല്ലെങ്കിൽ അത് ഏതു ഫയലിൽനിന്ന് ഉണ്ടാക്കിയോ അതു തിരഞ്ഞെടുക്കുക.`,
  encrypted: ({ name }) =>
    `“${name}” പാസ്‌വേഡ് വച്ചു പൂട്ടിയതാണ്. അത് ഉണ്ടാക്കിയ പ്രോഗ്രാമിൽ തുറന്ന്, പാസ്‌വേഡില്ലാതെ സേവ് ചെയ്ത്, വീണ്ടും തിരഞ്ഞെടുക്കുക.`,
  damaged: ({ name }) =>
    `“${name}” കേടായി, അല്ലെങ്കിൽ പേരിൽ പറയുന്ന തരം ഫയലല്ല. അത് ഉണ്ടാക്കിയ പ്രോഗ്രാമിൽ തുറന്ന് വീണ്ടും സേവ് ചെയ്യുക.`,
  'too-large': ({ name, bytes }) =>
    `“${name}” എന്ന ഫയലിന് ${format.number(Number(bytes) / 1e6)} MB-യിൽ കൂടുതൽ വലുപ്പമുണ്ട്. ചെറിയ ഫയൽ തിരഞ്ഞെടുക്കുക: ഏതാനും പേജ് മതി.`,
  'too-long': ({ name, most }) =>
    `“${name}” എന്ന ഫയലിൽ ${format.count(Number(most))} അക്ഷരത്തിലും കൂടുതലുണ്ട്. ഏതാനും പേജ് മതി. ചെറിയ ഫയൽ തിരഞ്ഞെടുക്കുക.`,
  'too-deep': ({ name }) =>
    `“${name}” എന്ന ഫയലിൽ ഭാഗങ്ങൾക്കുള്ളിൽ ഭാഗങ്ങൾ വല്ലാതെ അടുക്കിയിരിക്കുന്നു. ഈ ആപ്പിന് അതു വായിക്കാനാവില്ല. വേണ്ട എഴുത്ത് പകർത്തി ഇവിടെ ഒട്ടിക്കുക.`,
  'too-much': ({ name }) => `“${name}” എന്ന ഫയലിൽ ആവശ്യത്തിലും വളരെ കൂടുതലുണ്ട്. വേണ്ട പേജുകളോ ഫയലുകളോ മാത്രം തിരഞ്ഞെടുക്കുക.`,
  'too-slow': ({ name }) =>
    `“${name}” വായിക്കാൻ ഏറെനേരമെടുത്തു. അതുകൊണ്ട് ആപ്പ് വായന നിർത്തി. വേണ്ട എഴുത്ത് പകർത്തി ഇവിടെ ഒട്ടിക്കുക.`,
  empty: ({ name }) => `“${name}” എന്ന ഫയലിൽ ഒന്നുമില്ല.`,
  'no-text': ({ name }) => `“${name}” എന്ന ഫയലിൽ എഴുത്തൊന്നുമില്ല. നിങ്ങൾ എഴുതിയത് എന്തെങ്കിലുമുള്ള ഫയൽ തിരഞ്ഞെടുക്കുക.`,
  encoding: ({ name }) =>
    `“${name}” എന്ന ഫയലിൽ അക്ഷരങ്ങൾ എഴുതിയ രീതി ഈ ആപ്പിന് അറിയില്ല. ടെക്സ്റ്റ് എഡിറ്ററിൽ തുറന്ന്, “Save As” തിരഞ്ഞെടുത്ത്, UTF-8 ആക്കി സേവ് ചെയ്ത്, വീണ്ടും ഇവിടെ തുറക്കുക.`,
  binary: ({ name }) => `“${name}” എഴുത്തുള്ള ഫയലല്ല. അതു തുറക്കാനാവുമെങ്കിൽ എഴുത്ത് പകർത്തി ഇവിടെ ഒട്ടിക്കുക.`,
  'no-files': ({ name }) =>
    `“${name}” തുറന്നപ്പോൾ എഴുത്തുള്ള ഫയലൊന്നും കണ്ടില്ല. ഫയലുകൾതന്നെ വലിച്ചിടുക, അല്ലെങ്കിൽ “${make.text.open}” എന്ന ബട്ടൺ ഉപയോഗിക്കുക.`,
  chat: ({ name }) => `“${name}” പലരുടെ ചാറ്റാണ്. “തയ്യാറാക്കുക” എന്ന പേജിൽ അതു തുറന്ന്, അവരിൽ നിങ്ങൾ ആരാണെന്നു പറയുക.`,
  'too-little': tooLittle('text'),
  'held-too-little': tooLittle('held'),
  repetitive: sentences.repetitive,
  unread: 'എഴുത്ത് വായിക്കാനായില്ല. വീണ്ടും ശ്രമിക്കുക.',
  sample: ({ id }) =>
    `“${samples[id as SampleId].title}” എന്ന സാമ്പിൾ ലോഡ് ചെയ്യാനായില്ല. പേജ് വീണ്ടും ലോഡ് ചെയ്തു ശ്രമിക്കുക.`,
  control: 'താരതമ്യം ചെയ്യാനുള്ള മോഡലുകൾ ലോഡ് ചെയ്യാനായില്ല. പേജ് വീണ്ടും ലോഡ് ചെയ്തു ശ്രമിക്കുക.',
  stopped: 'ആപ്പിൽ എഴുത്ത് വായിക്കുന്ന ഭാഗം നിന്നുപോയി. പേജ് വീണ്ടും ലോഡ് ചെയ്യുക.',
  'tokenizer-damaged': 'അടിസ്ഥാനമോഡലിന്റെ ഒരു ഫയൽ (tokenizer) കേടായി. പേജ് വീണ്ടും ലോഡ് ചെയ്യുക.',
  'other-tokenizer': 'ഈ tokenizer മറ്റൊരു മോഡലിന്റേതാണ്. പേജ് വീണ്ടും ലോഡ് ചെയ്യുക.',
} satisfies Record<TextFailure | ImportRefusal | TokenizerFailure, ErrorSentence>;

/** Sentences for a `TrainError`. What came from an older version of the app has no details. */
const train = {
  'no-webgpu': ({ problem }) => {
    switch (problem) {
      case 'not-offered':
        return 'ഈ ബ്രൗസർ WebGPU നൽകുന്നില്ല. അതുകൊണ്ട് ഗ്രാഫിക്സ് പ്രോസസർ ഉപയോഗിക്കാനാവില്ല.';
      case 'not-found':
        return 'ഈ ബ്രൗസർ WebGPU നൽകുന്നുണ്ട്, പക്ഷേ ഗ്രാഫിക്സ് പ്രോസസർ കണ്ടില്ല.';
      case 'not-started':
        return 'ഗ്രാഫിക്സ് പ്രോസസർ തുടങ്ങാനായില്ല.';
      case 'silent':
        return 'ഗ്രാഫിക്സ് പ്രോസസർ മറുപടി തരുന്നില്ല.';
      default:
        return 'ഗ്രാഫിക്സ് പ്രോസസർ ഉപയോഗിക്കാനാവില്ല.';
    }
  },
  hanging: ({ problem, why }) => {
    if (problem === 'test') return 'പരിശീലനത്തിനു മുമ്പുള്ള പരിശോധന തീർന്നതേയില്ല.';
    if (problem === 'silent') return 'പരിശീലനം മറുപടി തരുന്നില്ല. മറ്റു ടാബുകളും പ്രോഗ്രാമുകളും അടച്ചുനോക്കുക.';
    if (why) return `പരിശീലനം നിന്നുപോയി (${why}). മറ്റു ടാബുകളും പ്രോഗ്രാമുകളും അടച്ചുനോക്കുക.`;
    return 'പരിശീലനം നിന്നുപോയി. മറ്റു ടാബുകളും പ്രോഗ്രാമുകളും അടച്ചുനോക്കുക.';
  },
  'device-lost': 'ഈ പേജിൽ ഗ്രാഫിക്സ് പ്രോസസർ പ്രവർത്തിക്കാതായി.',
  'out-of-memory': ({ engine, part, bytes }) => {
    if (part)
      return `“${part}” (${format.bytes(Number(bytes))}) ഒറ്റക്കഷണമായി ഗ്രാഫിക്സ് പ്രോസസറിൽ കൊള്ളില്ല. ഒരു ഘട്ടത്തിലെ ടോക്കണുകൾ കുറച്ചുനോക്കുക.`;
    if (engine === 'webgpu') return 'ഈ പരിശീലനത്തിനു ഗ്രാഫിക്സ് പ്രോസസറിലെ മെമ്മറി പോരാ.';
    return 'ഈ പരിശീലനത്തിനു ലാപ്‌ടോപ്പിൽ ഒഴിവുള്ള മെമ്മറി പോരാ. മറ്റു ടാബുകളും പ്രോഗ്രാമുകളും അടച്ചുനോക്കുക.';
  },
  shader: 'പരിശീലനത്തിനുള്ള പ്രോഗ്രാം ഗ്രാഫിക്സ് പ്രോസസർ സ്വീകരിച്ചില്ല.',
  'wrong-numbers': ({ engine }) =>
    engine === 'webgpu'
      ? 'ഒരു പരീക്ഷണക്കണക്കിൽ ഗ്രാഫിക്സ് പ്രോസസറിനു തെറ്റി. അതുകൊണ്ട് പരിശീലനത്തിന് അതിനെ വിശ്വസിക്കാനാവില്ല.'
      : 'ഒരു പരീക്ഷണക്കണക്കിൽ പ്രോസസറിനു തെറ്റി. അതുകൊണ്ട് പരിശീലനത്തിന് അതിനെ വിശ്വസിക്കാനാവില്ല.',
} satisfies Record<TrainFailure, ErrorSentence>;

/** Sentences about measuring models, and letting them write. */
const evaluation = {
  stopped: 'ആപ്പിൽ അളക്കുന്ന ഭാഗം നിന്നുപോയി. പേജ് വീണ്ടും ലോഡ് ചെയ്യുക.',
  closed: 'ആപ്പിൽ അളക്കുന്ന ഭാഗം അടച്ചു. പേജ് വീണ്ടും ലോഡ് ചെയ്യുക.',
  'no-memory': 'മോഡൽ തുറക്കാൻ ഒഴിവുള്ള മെമ്മറി പോരാ. മറ്റു ടാബുകളും പ്രോഗ്രാമുകളും അടച്ചു വീണ്ടും ശ്രമിക്കുക.',
  'no-memory-for-cache':
    'നിങ്ങളുടെ എഴുത്ത് മോഡലിനൊപ്പം ഓർത്തുവയ്ക്കാൻ ഒഴിവുള്ള മെമ്മറി പോരാ. മറ്റു ടാബുകളും പ്രോഗ്രാമുകളും അടച്ചു വീണ്ടും ശ്രമിക്കുക.',
  failed: 'ആപ്പിൽ അളക്കുന്ന ഭാഗത്ത് എന്തോ കുഴപ്പമുണ്ടായി. പേജ് വീണ്ടും ലോഡ് ചെയ്യുക.',
  'too-short': 'അളക്കാൻ വേണ്ടത്ര എഴുത്തില്ല. രണ്ടു ടോക്കണെങ്കിലും വേണം.',
  'too-short-for-cache': 'ഓർത്തുവയ്ക്കാൻ വേണ്ടത്ര എഴുത്തില്ല.',
  'gate-changed': 'ഓർമ എപ്പോൾ സംസാരിക്കണമെന്നു പറയുന്ന ഫയൽ കേടായി. പേജ് വീണ്ടും ലോഡ് ചെയ്യുക.',
  sampling:
    'എഴുതിക്കണമെങ്കിൽ ടെമ്പറേച്ചർ 0 അല്ലെങ്കിൽ അതിൽ കൂടുതലും, Top-p 0-ൽ കൂടുതലും 1 വരെയും, penalty 0-ൽ കൂടുതലും ആയിരിക്കണം.',
} satisfies Record<EvaluationFailure, ErrorSentence>;

/** Why an experiment cannot be run: see `ExperimentError`. */
const experiment = {
  'no-text': 'പരീക്ഷണം നടത്താൻ ഒരു എഴുത്തെങ്കിലും തിരഞ്ഞെടുക്കുക.',
  unread: ({ author }) => `${nameOf(author)} വായിക്കാനായില്ല.`,
  'too-little': ({ author, moreWords }) =>
    `${nameOf(author)} ചെറുതാണ്. ഏകദേശം ${format.count(Number(moreWords))} വാക്കു കൂടി ചേർക്കുക.`,
  repetitive: ({ author }) =>
    `${nameOf(author)} അവസാനിക്കുന്നതു മുമ്പുള്ളത് ആവർത്തിച്ചുകൊണ്ടാണ്. അളക്കാൻ ഒന്നും ബാക്കിയുണ്ടാവില്ല. വേറെ എഴുത്ത് ചേർക്കുക.`,
  'more-tokens': ({ needed, have }) =>
    `ഈ പരീക്ഷണത്തിനു പഠിക്കാൻ ${format.count(Number(needed))} ടോക്കൺ വേണം. ഇപ്പോൾ ${format.count(Number(have))} ഉണ്ട്. കൂടുതൽ എഴുത്ത് ചേർക്കുക.`,
  'longer-text': ({ author, needed, have }) =>
    `ഈ പരീക്ഷണത്തിനു പഠിക്കാൻ ${format.count(Number(needed))} ടോക്കൺ വേണം. ${nameOf(author)} ${format.count(Number(have))} ടോക്കണേ ആയിട്ടുള്ളൂ. കൂടുതൽ എഴുത്ത് ചേർക്കുക.`,
  'longer-held': ({ author, needed, have }) =>
    `ഈ പരീക്ഷണത്തിൽ അളക്കാൻ, മാറ്റിവച്ച ഭാഗം ${format.count(Number(needed))} ടോക്കൺ വേണം. ${nameOf(author)}: മാറ്റിവച്ചത് ${format.count(Number(have))} ടോക്കൺ മാത്രം. കൂടുതൽ എഴുത്ത് ചേർക്കുക.`,
  'one-author': 'മോഡലുകൾ താരതമ്യം ചെയ്യാൻ രണ്ടോ അതിലധികമോ പേരുടെ എഴുത്ത് വേണം. ഒരു സാമ്പിൾ കൂടി തിരഞ്ഞെടുക്കുക.',
  'no-controls': 'താരതമ്യം ചെയ്യാനുള്ള മോഡലുകൾ ലോഡ് ചെയ്യാനായില്ല. പേജ് വീണ്ടും ലോഡ് ചെയ്യുക.',
  elsewhere: 'ഈ പരീക്ഷണം മറ്റൊരു ടാബിൽ നടക്കുന്നു. അവിടെ കഴിഞ്ഞാൽ ഇവിടെ തുടങ്ങാം.',
} satisfies Strings['errors']['byDomain']['experiment'];

function nameOf(author: string | number): string {
  if (author === 'yours') return 'നിങ്ങളുടെ എഴുത്ത്';
  return `“${author in samples ? samples[author as SampleId].title : author}” എന്ന എഴുത്ത്`;
}

/** Sentences for errors, by the domain and the reason of a `UserError`. */
export const errors = {
  unknown: (message) => `ഈ ആപ്പ് പ്രതീക്ഷിക്കാത്ത എന്തോ കുഴപ്പമുണ്ടായി. പേജ് വീണ്ടും ലോഡ് ചെയ്തു ശ്രമിക്കുക. (${message})`,
  byDomain: { base, store, file, exchange, safetensors, text, train, evaluation, experiment },
} satisfies Strings['errors'];
