import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { App } from './app.ts';

export interface ServeOptions {
  readonly port: number;
  readonly hostname?: string;
  /** How long requests that are inside may take once it stops. */
  readonly graceMs?: number;
}

/** A server that listens. */
export interface RunningServer {
  readonly url: string;
  /**
   * Stops: no new connection is taken, requests inside are finished, idle connections are closed; those that take longer
   * than the grace are cut. Resolves when all are gone. A second call waits for the same.
   */
  stop(): Promise<void>;
}

/** Opens a port for the app. Rejects if it cannot be had. Port 0 is any that is free. */
export async function serveApp(
  app: App,
  { port, hostname = '127.0.0.1', graceMs = 10_000 }: ServeOptions,
): Promise<RunningServer> {
  const server = createAdaptorServer({ fetch: app.http.fetch }) as Server;
  // A sender that dribbles its request does not keep a connection for ever.
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  server.keepAliveTimeout = 65_000;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, resolve);
  });
  const address = server.address();
  const listening = typeof address === 'object' && address !== null ? address.port : port;
  let stopped: Promise<void> | undefined;
  return {
    url: `http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${listening}`,
    stop() {
      stopped ??= close(server, sockets, app, graceMs);
      return stopped;
    },
  };
}

async function close(server: Server, sockets: ReadonlySet<Socket>, app: App, graceMs: number): Promise<void> {
  app.beginStop();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const closeIdle = (): void => {
    server.closeIdleConnections();
    // Node does not call a connection idle on which nothing was ever sent; browsers open such ones to be quick.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  };
  closeIdle();
  const sweep = setInterval(closeIdle, 50);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(cut);
  clearInterval(sweep);
  app.metrics.stop();
}
