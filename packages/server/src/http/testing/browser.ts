import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as driver } from 'playwright-core';

/** Opens a real Chromium without a window: the one of CHROMIUM_PATH or of the system, else the one npm brought. */
export async function openBrowser(): Promise<Browser> {
  const installed = [process.env.CHROMIUM_PATH ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    existsSync,
  );
  const executablePath = installed ?? (await chromium.executablePath());
  const args = installed === undefined ? chromium.args : ['--no-sandbox'];
  return driver.launch({ executablePath, args, headless: true });
}

export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves an empty page at every address, and at /sdk/ the files of a folder: a site that tracks its visitors. */
export async function openSite(folder: string): Promise<Site> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://site');
    if (!pathname.startsWith('/sdk/')) {
      response
        .setHeader('Content-Type', 'text/html')
        .end('<!doctype html><title>Cranes</title><h1>Cranes</h1>');
      return;
    }
    readFile(join(folder, pathname.slice('/sdk/'.length))).then(
      (script) => response.setHeader('Content-Type', 'text/javascript').end(script),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
