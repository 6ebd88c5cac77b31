#!/usr/bin/env node
/**
 * The door of the command line, in plain JavaScript that any Node from 20 up can read. Leadline itself is TypeScript
 * for Node 24: an older Node re-executes itself as the one that npm brought along, with the same arguments, streams,
 * signals and exit code.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const needed = 24;
const major = Number(process.versions.node.split('.')[0]);

if (major >= needed) {
  // Early 24s say that type stripping is experimental; nobody who scores leads needs to know.
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name !== 'ExperimentalWarning') console.error(`${warning.name}: ${warning.message}`);
  });
  // Keeps compiled code in the system's folder for temporary files: the next start takes half the time.
  module.enableCompileCache?.();
  const { main } = await import('../src/main.ts');
  await main(process.argv.slice(2));
} else {
  const node = findBroughtNode();
  if (node === undefined) {
    console.error(
      `Leadline needs Node ${needed}, this is ${process.version}, and npm brought none for ${process.platform}-${process.arch}; ` +
        `run "npm install" in Leadline's folder without --omit=optional, or install Node ${needed} from nodejs.org`,
    );
    process.exitCode = 2;
  } else {
    passOn(node);
  }
}

/** The executable of the Node that npm installed as an optional dependency, undefined if there is none. */
function findBroughtNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  const require = createRequire(import.meta.url);
  for (const name of [`node-${system}-${process.arch}`, `node-bin-${system}-${process.arch}`]) {
    try {
      const path = join(dirname(require.resolve(`${name}/package.json`)), 'bin', executable);
      if (existsSync(path)) return path;
    } catch {
      // Not installed under this name.
    }
  }
  return undefined;
}

/** Runs this file under `node` and ends as it ends. */
function passOn(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'].filter(
    (name) => name in constants.signals,
  );
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`Cannot start ${node}: ${error.message}; run "npm install" in Leadline's folder again`);
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    for (const name of signals) process.removeAllListeners(name);
    if (signal === null) process.exitCode = code ?? 1;
    else process.kill(process.pid, signal);
  });
}
