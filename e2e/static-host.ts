import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/**
 * What can go wrong with an answer: 503, a connection that breaks off in the middle, one that falls silent there, or a
 * byte that is another.
 */
export type Mishap = 'refused' | 'cut' | 'silent' | 'damaged';

/** A static host of a built app that sends the right types and no header of its own. */
export interface StaticHost {
  origin: string;
  /** The paths that were asked for, in order. */
  asked: string[];
  /** What was posted to it: reports of violations. */
  posted: string[];
  /** Where it takes its files from now on: the next version's folder. */
  folder: string;
  /** Stops answering, and hangs up on who is still asking. */
  close(): void;
}

/** Starts a host of `folder`, whose answers bear `headers`; `mishap` says of a path what goes wrong with its answer. */
export async function startStaticHost({
  folder = 'dist',
  headers = {},
  mishap = () => undefined,
}: {
  folder?: string;
  headers?: Readonly<Record<string, string>>;
  mishap?: (pathname: string) => Mishap | undefined;
} = {}): Promise<StaticHost> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url!, 'http://localhost');
    if (request.method === 'POST') {
      let body = '';
      for await (const part of request) body += part;
      host.posted.push(body);
      return response.writeHead(204).end();
    }
    host.asked.push(pathname);
    const wrong = mishap(pathname);
    if (wrong === 'refused') return response.writeHead(503).end();
    const path = join(host.folder, normalize(pathname === '/' ? '/index.html' : pathname));
    if (!existsSync(path)) return response.writeHead(404).end();
    const body = readFileSync(path);
    if (wrong === 'damaged') body[body.length >> 1] ^= 1;
    response.writeHead(200, {
      ...headers,
      'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
      'Content-Length': body.length,
    });
    if (wrong !== 'cut' && wrong !== 'silent') return response.end(body);
    response.write(body.subarray(0, body.length >> 1), () => wrong === 'cut' && response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const host: StaticHost = {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    asked: [],
    posted: [],
    folder,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return host;
}
