import type { LaterStrings } from '../en';
import { format } from './format';

interface Range {
  low: number;
  high: number;
}

const rough = (value: number) => format.number(Number(value.toPrecision(2)));
const wattHours = ({ low, high }: Range) => `${rough(low)} മുതൽ ${rough(high)} വരെ Wh`;
const seconds = (n: number) => format.plural(Math.max(1, Math.round(n)), 'സെക്കൻഡ്', 'സെക്കൻഡ്');

/** "170 കോടി", "43 ലക്ഷം". */
function many(n: number): string {
  if (n >= 1e7) return `${rough(n / 1e7)} കോടി`;
  return n >= 1e5 ? `${rough(n / 1e5)} ലക്ഷം` : format.count(Number(n.toPrecision(2)));
}

/** What a training took: seconds, tokens, electricity. It comes with the result. */
export const cost = {
  title: 'ഇതിന് എന്തു ചെലവായി?',
  time: 'സമയം, പരിശോധനയുൾപ്പെടെ',
  seconds,
  read: 'പരിശീലനത്തിൽ വായിച്ചത്',
  tokens: (n) => format.plural(n, 'ടോക്കൺ', 'ടോക്കൺ'),
  energy: 'വൈദ്യുതി, ഏകദേശക്കണക്ക്',
  wattHours: (low, high) => wattHours({ low, high }),
  bulb: (watts, low, high) =>
    `ഇത്രയും വൈദ്യുതികൊണ്ട് ${format.count(watts)} W-ന്റെ ഒരു LED ബൾബ് കത്തുന്ന സമയം: ${format.duration(low)} മുതൽ ${format.duration(high)} വരെ.`,

  how: 'ഇതു കണക്കാക്കിയത് എങ്ങനെ?',
  measured: 'സമയം അളന്നതാണ്. വൈദ്യുതി അളന്നതല്ല: ഒരു വെബ് പേജിനും അത് അളക്കാനാവില്ല. അതുകൊണ്ട് ഇത് ഏകദേശക്കണക്കാണ്.',
  sum: (n, watts, wh) =>
    `${seconds(n)} × ${format.count(watts.low)} മുതൽ ${format.count(watts.high)} വരെ W ÷ 3,600 = ${wattHours(wh)}. ഒരു വാട്ട്-മണിക്കൂർ (Wh) എന്നാൽ, ഒരു വാട്ട് (W) വേണ്ട യന്ത്രം ഒരു മണിക്കൂർകൊണ്ട് ഉപയോഗിക്കുന്ന വൈദ്യുതി.`,
  watts: {
    cpu: 'വാട്ടിന്റെ കണക്ക് എവിടെനിന്ന്? നന്നായി പണിയെടുക്കുമ്പോൾ, ലാപ്‌ടോപ്പിലെ ചെറിയ പ്രോസസറിന് ഏകദേശം 15 W വേണം (<source>Intel Core i3-7100U</source>). വലിയ പ്രോസസറിന് 45 W വേണം (<source>Intel Core i7-7700HQ</source>). നിർമാതാക്കൾ പറയുന്ന കണക്കാണിത്.',
    webgpu:
      'വാട്ടിന്റെ കണക്ക് എവിടെനിന്ന്? ചെറിയ പ്രോസസറിന്റെ ഉള്ളിലുള്ള ഗ്രാഫിക്സ് പ്രോസസർ അതിന്റെ 15 W പങ്കിടുന്നു (<source>Intel Core i3-7100U</source>). ലാപ്‌ടോപ്പിലെ വലിയ ഗ്രാഫിക്സ് കാർഡിന് 150 W വരെ വേണം (<source>NVIDIA GeForce RTX 4080 Laptop GPU</source>), ഒപ്പമുള്ള പ്രോസസറിന് 45 W വരെയും. നിർമാതാക്കൾ പറയുന്ന കണക്കാണിത്. നിങ്ങളുടേത് ഏതു തരമാണെന്ന് ആപ്പിന് അറിയില്ല. അതുകൊണ്ടാണ് ഈ സംഖ്യകൾ തമ്മിൽ ഇത്ര അകലം. ഡെസ്ക്ടോപ്പ് കമ്പ്യൂട്ടറിലെ കാർഡിന് ഇതിലും കൂടുതൽ വേണ്ടിവരാം.',
  },
  notCounted:
    'ഇതിൽ കൂട്ടാത്തത്: സ്ക്രീനിനു വേണ്ട വൈദ്യുതി, ലാപ്‌ടോപ്പ് നിർമിക്കാൻ വേണ്ടിവന്നത്, അടിസ്ഥാനമോഡലിനെ മുമ്പു മറ്റൊരു കമ്പ്യൂട്ടറിൽ പരിശീലിപ്പിച്ചത്.',
  phone: (wh, low, high) =>
    `ഒരു ഫോണിന്റെ ബാറ്ററിയിൽ ഏകദേശം ${format.count(wh)} Wh കൊള്ളും. അതിന്റെ ${rough(low)}% മുതൽ ${rough(high)}% വരെയാണ് ഇത്.`,
  gpt3: (mwh, low, high) =>
    `<name>GPT-3</name> എന്ന വലിയ മോഡലിനെ പരിശീലിപ്പിക്കാൻ ഏകദേശം ${format.count(mwh)} MWh വേണ്ടിവന്നു. ഇതു പറയുന്നത്: <source>Patterson and others (2021), “Carbon Emissions and Large Neural Network Training”</source>. ഒരു MWh എന്നാൽ പത്തു ലക്ഷം Wh. ഇതുപോലുള്ള ${many(low)} മുതൽ ${many(high)} വരെ പരിശീലനങ്ങൾക്ക് അത്രയും മതി.`,
  bloom: (mwh, low, high) =>
    `<name>BLOOM</name> എന്ന വലിയ മോഡലിനെ പരിശീലിപ്പിക്കാൻ, അതിന്റെ ചിപ്പുകൾക്കു മാത്രം ഏകദേശം ${format.count(mwh)} MWh വേണ്ടിവന്നു. ഇതു പറയുന്നത്: <source>Luccioni and others (2022), “Estimating the Carbon Footprint of BLOOM”</source>. ഇതുപോലുള്ള ${many(low)} മുതൽ ${many(high)} വരെ പരിശീലനങ്ങൾക്ക് അത്രയും മതി.`,
  fair: 'വലിയ മോഡലുകളോടു നീതി കാണിക്കണം: അവ എല്ലാം ആദ്യം മുതൽ പഠിച്ചതാണ്, വളരെയേറെ എഴുത്തിൽനിന്ന്. ഈ പരിശീലനം തുടങ്ങിയത്, എഴുതാൻ നേരത്തേ അറിയാവുന്ന ഒരു ചെറിയ മോഡലിൽനിന്നാണ്.',

  help: {
    heading: 'ഒരു പരിശീലനത്തിന് എന്തു ചെലവാകും?',
    minute: (watts, wh) =>
      `ലാപ്‌ടോപ്പിന്റെ പ്രോസസറിന് ${format.count(watts.low)} മുതൽ ${format.count(watts.high)} വരെ W വേണമെങ്കിൽ, ഒരു മിനിറ്റ് പരിശീലിപ്പിക്കാൻ വേണ്ട വൈദ്യുതി ഏകദേശം ${wattHours(wh)}. ഇത് ഏകദേശക്കണക്കാണ്. ഓരോ ഫലത്തിലും “ഇതിന് എന്തു ചെലവായി?” എന്നിടത്ത് അതിന്റെ സമയവും ഏകദേശക്കണക്കും കാണാം.`,
    ask: 'ക്ലാസിനോടു ചോദിക്കുക: ഏതിനാണു കൂടുതൽ ചെലവ്, ഒരു മോഡലിനെ പരിശീലിപ്പിക്കാനോ, ഒരുപാടു പേർ എന്നും അത് ഉപയോഗിക്കാനോ? ആദ്യത്തേതു മാത്രമേ ഈ ആപ്പ് കണക്കാക്കുന്നുള്ളൂ.',
  },
} satisfies LaterStrings['cost'];
