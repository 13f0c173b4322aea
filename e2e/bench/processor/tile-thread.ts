/// <reference lib="webworker" />
import { runTiles, type TileCommand } from './tile-loop';

declare const self: DedicatedWorkerGlobalScope;

self.onmessage = ({ data }: MessageEvent<TileCommand>) => {
  // The first barrier waits for the thread that listens to this.
  self.postMessage('ready');
  runTiles(data);
};
