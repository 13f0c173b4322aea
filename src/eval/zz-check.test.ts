import { test } from 'vitest';
import { readBytes, readJson } from '../model/testing';
import { readFileSync } from 'node:fs';
import { Evaluator } from './evaluator';
import { prepare } from '../text/prepare';
import { tokenizer } from '../text/testing';
import { fallInterval } from './uncertainty';
test('real', async () => {
  const ev = await Evaluator.load({ weights: readBytes('models/fractalmoe-30m/model.safetensors').buffer, tokenizer: readJson('models/fractalmoe-30m/tokenizer.json'), tokenizerConfig: readJson('models/fractalmoe-30m/tokenizer_config.json') } as any);
  const names = ['random','diary','malayalam','programmer'];
  for (const [n, f] of [['diary','diary.txt'],['malayalam','malayalam.txt'],['programmer','programmer.md']]) {
    const p: any = await prepare([{name:n,text:readFileSync(`src/text/samples/${f}`,'utf8')}], tokenizer);
    const held = p.held;
    const base = (await ev.perplexity({kind:'base'}, held)).tokenNll;
    for (const c of names) {
      const a = (await ev.perplexity({method:'norm',bytes:readBytes(`src/bets/controls/${c}.bin`)}, held)).tokenNll;
      const i = fallInterval(base, a);
      const d = Array.from(base, (v,k)=>v-a[k]); const N=d.length; const m=d.reduce((x,y)=>x+y,0)/N;
      const v=d.reduce((x,y)=>x+(y-m)**2,0)/N;
      const ac=[1,2,4,8,16,32].map(l=>{let s=0;for(let k=0;k+l<N;k++)s+=(d[k]-m)*(d[k+l]-m);return (s/N/v).toFixed(3)});
      const se=[1,8,16,32,64].map(L=>{const B=Math.floor(N/L);let s=0;for(let b=0;b<B;b++){let t=0;for(let k=0;k<L;k++)t+=d[b*L+k]-m;s+=(t/L)**2}return Math.sqrt(s/(B-1)/B).toFixed(4)});
      console.log(n, N, c, i.value.toFixed(3), i.low?.toFixed(3), i.high?.toFixed(3), 'ac', ac.join(' '), 'se(L=1,8,16,32,64)', se.join(' '));
    }
  }
}, 600000);
