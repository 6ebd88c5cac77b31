import pino, { type Logger } from 'pino';
import about from '../../package.json' with { type: 'json' };
import { CommandError } from '../command-error.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { createApp } from '../http/app.ts';
import { type RunningServer, serveApp } from '../http/serve.ts';
import { guardInterruption } from '../interruption.ts';
import { startLiveScorer } from '../live/live-scorer.ts';
import { createStorePorts } from '../live/store-port.ts';
import type { Session } from '../session.ts';
import type { Store } from '../store/store.ts';
import type { StoreOptions } from './option.ts';
import { withStore } from './with-store.ts';

export interface ServeOptions extends StoreOptions {
  readonly port?: string | undefined;
  readonly host?: string | undefined;
}

const defaultPort = 8787;

/** Runs the server until Ctrl-C or SIGTERM: what is inside is then finished, and the store closed. */
export async function runServe(options: ServeOptions, session: Session): Promise<ExitCode> {
  const port = readPort(options.port);
  const log = pino({ level: options.quiet === true ? 'warn' : 'info' }, pino.destination(2));
  await withStore(
    options,
    session,
    (store) => serve(store, { ...options, port }, session, log),
    (line) => log.warn(line),
  );
  return exitCodes.ok;
}

async function serve(
  store: Store,
  { port, host = '127.0.0.1', json }: Omit<ServeOptions, 'port'> & { readonly port: number },
  { terminal, words }: Session,
  log: Logger,
): Promise<void> {
  let stop = (): void => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const scorer = startLiveScorer({ store, log });
  let server: RunningServer | undefined;
  try {
    const app = createApp({ ...createStorePorts(store, scorer.wake), log, version: about.version });
    server = await serveApp(app, { port, hostname: host }).catch((error) => {
      throw describeListenError(error, port, host);
    });
    terminal.out(
      json === true
        ? `${JSON.stringify({ url: server.url })}\n`
        : `${words.say('serve_listening', { url: server.url })}\n`,
    );
    await guardInterruption(
      async () => stop(),
      () => stopped,
    );
    terminal.note(words.say('serve_stopping'));
  } finally {
    await server?.stop();
    await scorer.stop();
  }
}

function readPort(text: string | undefined): number {
  if (text === undefined) return defaultPort;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new CommandError('error_port', { value: text });
  return port;
}

function describeListenError(error: NodeJS.ErrnoException, port: number, host: string): unknown {
  switch (error.code) {
    case 'EADDRINUSE':
      return new CommandError('error_port_taken', { port: String(port) });
    case 'EACCES':
      return new CommandError('error_port_denied', { port: String(port) });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EINVAL':
      return new CommandError('error_host', { host });
    default:
      return error;
  }
}
