/// <reference lib="webworker" />
import { runTiles, type TileCommand } from './tile';

declare const self: DedicatedWorkerGlobalScope;

self.onmessage = ({ data }: MessageEvent<TileCommand>) => {
  runTiles(data);
};
self.postMessage('ready');
