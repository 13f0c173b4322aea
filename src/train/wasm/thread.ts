import { execute, instantiate, type KernelExports, type Operation } from './program';
import type { ThreadCommand } from './threads';

/** A thread that helps the engine: it runs its part of each program, and does nothing else. */
declare const self: Pick<DedicatedWorkerGlobalScope, 'onmessage' | 'postMessage'>;

let kernels: KernelExports;
const programs = new Map<number, readonly Operation[]>();

self.onmessage = ({ data: command }: MessageEvent<ThreadCommand>) => {
  switch (command.type) {
    case 'enter':
      kernels = instantiate(command.module, command.memory);
      kernels.enter(command.shared, command.scratch, command.threads, command.patience);
      self.postMessage('ready');
      return;
    case 'learn':
      programs.set(command.id, command.program);
      return;
    case 'run':
      execute(kernels, programs.get(command.id)!);
  }
};
