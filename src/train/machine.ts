import { threadsFor } from '../model/threads';
import type { Machine } from './choice';
import { requestAdapter } from './webgpu/device';

/** A browser whose driver hangs has this long to answer, in milliseconds. */
const ADAPTER_TIMEOUT_MS = 5_000;

/** Which engine computes on the processor: what was found out about an earlier one says nothing about it. */
const CPU_ENGINE = 'wasm';

/** What this machine looks like to the page; asks for an adapter, but for no device. */
export async function describeMachine(): Promise<Machine> {
  const browser = navigator.userAgent;
  const threads = threadsFor(navigator.hardwareConcurrency, crossOriginIsolated);
  const cpu = `${browser}; ${threads} threads of ${navigator.hardwareConcurrency}; ${CPU_ENGINE}`;
  const info = await adapterInfo();
  if (!info) return { cpu, webgpu: `${browser}; none`, adapter: 'none' };
  const { vendor, architecture, device, description } = info;
  const webgpu = [browser, vendor, architecture, device, description].join('; ');
  return { cpu, webgpu, adapter: isSoftware(info) ? 'software' : 'hardware' };
}

async function adapterInfo(): Promise<GPUAdapterInfo | undefined> {
  if (!navigator.gpu) return undefined;
  const none = new Promise<null>((resolve) => setTimeout(() => resolve(null), ADAPTER_TIMEOUT_MS));
  const asked = requestAdapter(navigator.gpu).catch(() => null);
  return (await Promise.race([asked, none]))?.info;
}

/** Programs that imitate a graphics processor: of no use beside the engine that is made for the processor. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i;

function isSoftware({ isFallbackAdapter, architecture, device, description }: GPUAdapterInfo): boolean {
  return isFallbackAdapter || SOFTWARE.test([architecture, device, description].join(' '));
}
