import type { Method } from '../../src/model/run';
import type { Weights } from '../../src/model/weights';
import type { Batch } from '../../src/train/engine';
import type { Core } from '../../src/train/webgpu/shaders';

/** What every peer computes: AdamW steps on the same batch again and again, beginning with the base. */
export interface PeerTask {
  weights: Weights;
  batch: Batch;
  /** Learning rate of every step. */
  lr: number;
}

/** A library that holds the base and trains it. */
export interface Peer {
  /** The library's version, or what our engine runs on. */
  readonly about: string;
  /** What a reader of its times has to know. */
  readonly note?: string;
  /** One whole step; resolves when it is computed, with the loss before it. */
  step(): Promise<number>;
  /** Frees what the library can free by itself; its worker ends afterwards. */
  close(): void;
}

/**
 * The peers by the names that the bench prints, in its order, and what their step trains; the others are compared
 * with the first that runs.
 */
export const PEERS = {
  'ours, webgpu': 'norm',
  'ours, wasm': 'norm',
  'ours, webgpu, full fine-tuning': 'full',
  'tfjs, webgpu': 'norm',
  'onnxruntime-web, webgpu': 'norm',
  'onnxruntime-web, wasm': 'norm',
  'jax-js, webgpu': 'norm',
} as const satisfies Record<string, Method>;

export type PeerName = keyof typeof PEERS;

/** The times of one peer. */
export interface PeerReport {
  about: string;
  note?: string;
  /** Seconds until it could take its first step, and seconds of that step, in which libraries compile. */
  open: number;
  first: number;
  /** Seconds of each step after the first, and the loss before each step, the first included. */
  seconds: number[];
  losses: number[];
  /** The most bytes that its buffers on the graphics processor took together; 0 without one. */
  gpuBytes: number;
}

/** How long one of our kernels takes for the product [m, k] times [k, n], in seconds. */
export interface ProductTime {
  core: Core;
  m: number;
  k: number;
  n: number;
  seconds: number;
}
