import { describe, expect, test } from 'vitest';
import { TINY_CONFIG } from '../model.fixtures';
import type { PeftFolder } from '../peft';
import type { DType } from '../safetensors';
import { toFloat32 } from '../weights';
import { changed, LORA, made, mapped, NORM, type Parts } from './exchange.fixtures';
import { readPeft } from './from-peft';
import { FileRefused, type Refusal } from './refused';

const read = (folder: PeftFolder) => readPeft(folder, TINY_CONFIG);
describe('a PEFT folder is refused', () => {
  const q = 'base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight';
  const refused = (folder: PeftFolder, reason: Refusal, what: string): FileRefused => {
    let error: unknown;
    try {
      read(folder);
    } catch (caught) {
      error = caught;
    }
    expect(error, what).toBeInstanceOf(FileRefused);
    expect(error, what).toMatchObject({ domain: 'exchange', reason });
    return error as FileRefused;
  };

  test.each<[string, Refusal, (parts: Parts) => void]>([
    ['another method', 'method', ({ settings }) => void (settings.peft_type = 'IA3')],
    ['the parts of another method', 'misfit', ({ settings }) => void (settings.peft_type = 'LN_TUNING')],
    ['another base', 'other-base', ({ metadata }) => void (metadata.base_sha256 = '00')],
    ['a rank of none', 'setting', ({ settings }) => void (settings.r = 0)],
    ['a rank that is too large', 'rank', ({ settings }) => void (settings.r = 64)],
    ['a rank in words', 'setting', ({ settings }) => void (settings.r = '8')],
    ['another rank than its factors', 'misfit', ({ settings }) => void (settings.r = 7)],
    ['an infinite scale', 'setting', ({ settings }) => void (settings.lora_alpha = 1e300)],
    ['no scale', 'setting', ({ settings }) => void delete settings.lora_alpha],
    [
      'a scale that float16 cannot take',
      'not-finite',
      (parts) => {
        parts.settings.lora_alpha = 8000;
        mapped(parts.tensors, (name, tensor) => [
          name,
          { ...tensor, dtype: 'F32', bytes: new Uint8Array(toFloat32(tensor).buffer) },
        ]);
        new Float32Array(parts.tensors.get(q.replace('_A', '_B'))!.bytes.buffer).fill(1000);
      },
    ],
    ['DoRA', 'setting', ({ settings }) => void (settings.use_dora = true)],
    [
      'a beginning that is nothing at all',
      'setting',
      ({ settings }) => void (settings.init_lora_weights = [[[]]]),
    ],
    ['biases', 'setting', ({ settings }) => void (settings.bias = 'all')],
    ['ranks that it does not have', 'misfit', ({ settings }) => void (settings.rank_pattern = { q_proj: 4 })],
    [
      'a pattern of ranks that is none',
      'setting',
      ({ settings }) => void (settings.rank_pattern = { '(?=q)': 8 }),
    ],
    ['a setting of later days', 'setting', ({ settings }) => void (settings.use_something_new = true)],
    ['a way of later days', 'setting', ({ settings }) => void (settings.something_new = { way: 'other' })],
    ['modules saved whole', 'setting', ({ settings }) => void (settings.modules_to_save = ['lm_head'])],
    [
      'a beginning that moves the base',
      'setting',
      ({ settings }) => void (settings.init_lora_weights = 'pissa'),
    ],
    [
      'an expression that is not for its modules',
      'misfit',
      ({ settings }) => void Object.assign(settings, { target_modules: '(a+)+$' }),
    ],
    [
      'an expression that looks ahead',
      'setting',
      ({ settings }) => void Object.assign(settings, { target_modules: '.*(?!gate)' }),
    ],
    [
      'an expression that is long in matching',
      'setting',
      ({ settings }) => void Object.assign(settings, { target_modules: '((((.?){99}){99}){99}){99}' }),
    ],
    [
      'layers that are not its own',
      'misfit',
      ({ settings }) => void Object.assign(settings, { layers_to_transform: [0] }),
    ],
    [
      'excluded modules',
      'misfit',
      ({ settings }) => void Object.assign(settings, { exclude_modules: ['q_proj'] }),
    ],
    [
      'embeddings of its own',
      'embedding',
      ({ tensors }) => void tensors.set('base_model.model.model.embed_tokens.weight', tensors.get(q)!),
    ],
    [
      'magnitudes of DoRA',
      'setting',
      ({ tensors }) => void tensors.set(q.replace('_A.weight', '_magnitude_vector'), tensors.get(q)!),
    ],
    ['an unknown module', 'setting', ({ settings }) => settings.target_modules.push('gate')],
    [
      'a module without factors',
      'misfit',
      ({ settings, tensors }) => {
        settings.target_modules = ['q_proj', 'k_proj'];
        for (const name of [...tensors.keys()]) if (!name.includes('q_proj')) tensors.delete(name);
      },
    ],
    ['factors without a module', 'misfit', ({ settings }) => settings.target_modules.pop()],
    ['half a pair', 'misfit', ({ tensors }) => void tensors.delete(q)],
    [
      'a part twice',
      'misfit',
      ({ tensors }) => void tensors.set(q.replace('.weight', '.default.weight'), tensors.get(q)!),
    ],
    ['a stranger', 'misfit', ({ tensors }) => void tensors.set('__proto__x', tensors.get(q)!)],
    ['a number that is none', 'not-finite', ({ tensors }) => void tensors.get(q)!.bytes.fill(0xff, 0, 2)],
  ])('that has %s', (what, reason, change) => {
    refused(changed(made(LORA).folder, change), reason, what);
  });

  // With so many bits a number; of the last two this app has never heard.
  test.each([
    ['F8_E4M3', 8],
    ['F8_E5M2', 8],
    ['BOOL', 8],
    ['I8', 8],
    ['U16', 16],
    ['F4', 4],
    ['C64', 64],
  ])('that has numbers of the type %s', (type, bits) => {
    for (const kind of [LORA, NORM]) {
      const strange = changed(made(kind).folder, ({ tensors }) => {
        const [name, { shape }] = [...tensors].at(-1)!;
        const bytes = new Uint8Array((shape.reduce((a, b) => a * b, 1) * bits) / 8);
        tensors.set(name, { dtype: type as DType, shape, bytes });
      });
      expect(refused(strange, 'type', kind.method).details).toEqual({ type });
    }
  });

  test('that is norm-only and lacks a norm, or names other ones', () => {
    const { folder } = made(NORM);
    const name = 'base_model.model.model.norm.ln_tuning_layers.weight';
    refused(
      changed(folder, ({ tensors }) => tensors.delete(name)),
      'misfit',
      'a norm less',
    );
    refused(
      changed(folder, ({ settings }) => settings.target_modules.pop()),
      'misfit',
      'a module less',
    );
    refused(
      changed(folder, ({ tensors }) =>
        tensors.set(name, { ...tensors.get(name)!, shape: [1, TINY_CONFIG.width] }),
      ),
      'misfit',
      'another shape',
    );
  });

  test('that is hardly one', () => {
    const { folder } = made(NORM);
    const config = (text: string) => ({ ...folder, 'adapter_config.json': new TextEncoder().encode(text) });
    refused(config('['), 'not-json', 'no JSON');
    refused(config('[]'), 'not-json', 'no object');
    refused(
      config('{"__proto__":{"peft_type":"LN_TUNING","target_modules":["norm"]}}'),
      'method',
      'inherited settings',
    );
    refused(config(' '.repeat(1.1e6)), 'too-large', 'a large config');
    const instead = (bytes: Uint8Array<ArrayBuffer>) => ({ ...folder, 'adapter_model.safetensors': bytes });
    const text = (written: string) => instead(new TextEncoder().encode(written));
    const weights = folder['adapter_model.safetensors'];
    refused(instead(new Uint8Array(100)), 'not-weights', 'no safetensors');
    refused(instead(weights.slice(0, -2)), 'damaged', 'cut short');
    refused(instead({ byteLength: 300e6, subarray: () => weights } as never), 'too-large', 'a large file');
    refused(
      text('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n'),
      'lfs-pointer',
      'LFS',
    );
    refused(text('\n<!DOCTYPE html><html><body>Sign in'), 'web-page', 'a page');
    refused(text('PK\u0003\u0004archive/data.pkl'), 'pickle', 'a pickle');
  });
});
