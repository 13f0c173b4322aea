import { expect, test } from 'vitest';
import { Advantages, FEATURES, featuresOf } from './gate';
import { drawnGate, steadyGate } from './gate.fixtures';
import { readGate, writeGate } from './gate-file';
import { Counter } from './vote';

const counter = new Counter(8);
const lists = [
  { cosines: Float32Array.of(0.5, 0.25), next: Int32Array.of(1, 2) },
  { cosines: Float32Array.of(0.75, -0.5, 0.125), next: Int32Array.of(2, 3, 1) },
];
const model = (token: number) => [0.3, 0.05, 0.2, 0.1, 0.35][token];

test('it looks at what its description says', () => {
  const [, all] = counter.count(lists, Int32Array.of(2, 1));
  const advantages = new Advantages();
  const history = [
    [0.5, 0.1, 0.2],
    [0.01, 0.4, 0.0],
    [0.2, 0.2, 0.9],
  ];
  for (const [model, alike, phrase] of history) advantages.learn(model, alike, phrase);
  const features = featuresOf(all, advantages, model);

  const weights = (weigh: (cosine: number, run: number) => number) => {
    // Before entry 1 of the first list stands 1, which came before the latest token 2 only: no run. In the second, entry 1
    // comes after 2, as the present place does, and entry 2 after 3.
    const rows = [
      [0.5, 0, 1],
      [0.25, 0, 2],
      [0.75, 0, 2],
      [-0.5, 1, 3],
      [0.125, 0, 1],
    ];
    const each = [0, 0, 0, 0];
    for (const [cosine, run, token] of rows) each[token] += weigh(cosine, run);
    const sum = each.reduce((total, weight) => total + weight, 0);
    const first = each.indexOf(Math.max(...each));
    return { confidence: each[first] / sum, first };
  };
  const averages = (vote: 1 | 2) =>
    [0.01, 0.05, 0.3].map((rate) =>
      history.reduce((average, chances) => {
        const nats = Math.log((chances[vote] + 1e-4) / (chances[0] + 1e-4));
        return average + rate * (Math.min(4, Math.max(-4, nats)) - average);
      }, 0),
    );
  const ofVote = ({ confidence, first }: { confidence: number; first: number }) => [
    ...[confidence, Math.log(confidence + 1e-4)],
    ...[model(first), Math.log(model(first) + 1e-4)],
  ];
  const wanted = [
    ...[0.5, 0.75, Math.log(2)],
    ...[...ofVote(weights((cosine) => Math.exp(16 * cosine))), ...averages(1)],
    ...[...ofVote(weights((cosine, run) => Math.exp(8 * cosine + run / 4))), ...averages(2)],
  ];
  expect(features).toHaveLength(FEATURES);
  expect(wanted).toHaveLength(FEATURES);
  for (const [i, value] of wanted.entries()) expect(features[i]).toBeCloseTo(value, 9);
});

test('its shares and the model’s are those of a softmax', () => {
  const features = new Float64Array(FEATURES).fill(0.3);
  const [alike, phrase] = steadyGate(Math.log(2), Math.log(5)).shares(features);
  expect(alike).toBeCloseTo(2 / 8, 12);
  expect(phrase).toBeCloseTo(5 / 8, 12);
  const [none, all] = steadyGate(-900, 900).shares(features);
  expect(none).toBeLessThan(1e-11);
  expect(all).toBeCloseTo(1, 12);
});

test('a file holds it to five digits, and what was changed in it is refused', async () => {
  const gate = drawnGate(1);
  const file = writeGate(gate);
  const features = new Float64Array(FEATURES).fill(0.3);
  const read = await readGate(file);
  for (const [i, share] of read.shares(features).entries())
    expect(Math.abs(share - gate.shares(features)[i])).toBeLessThan(1e-4);

  const { sha256 } = await import('../model/sha256');
  const digest = await sha256(new TextEncoder().encode(file));
  await expect(readGate(file, digest)).resolves.toBeDefined();
  await expect(readGate(`${file} `, digest)).rejects.toThrow('evaluation/gate-changed');
  await expect(readGate(file.replace('/1"', '/2"'))).rejects.toThrow('evaluation/gate-changed');
  await expect(readGate(file.replace('"inner"', '"other"'))).rejects.toThrow('evaluation/gate-changed');
  await expect(readGate('{')).rejects.toThrow('evaluation/gate-changed');
  const numbers = JSON.parse(file) as { inner: number[] };
  const short = JSON.stringify({ ...numbers, inner: numbers.inner.slice(1) });
  await expect(readGate(short)).rejects.toThrow('evaluation/gate-changed');
});
