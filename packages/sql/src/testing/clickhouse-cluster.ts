import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findFreePorts } from './free-port.ts';

/** Servers of ClickHouse on this machine, each a shard of the cluster `leadline`. */
export interface ClickhouseCluster {
  /** Where each server takes queries over HTTP. */
  readonly urls: readonly string[];
  /** Stops one server as a crash would; what it stored stays. */
  readonly kill: (shard: number) => Promise<void>;
  /** Starts a killed server again with what it had stored. */
  readonly restart: (shard: number) => Promise<void>;
  /** Stops all servers and removes their folders. */
  readonly close: () => Promise<void>;
}

/** The name of the cluster in every server's configuration. */
const clusterName = 'leadline';
/** How long a server may take to start or to stop. */
const patienceMs = 30_000;

interface Ports {
  readonly http: number;
  readonly tcp: number;
  readonly interserver: number;
}

interface Instance {
  readonly folder: string;
  readonly url: string;
  process: ChildProcess | undefined;
}

/** The program of ClickHouse's server, undefined where there is none. Root's folders are looked at for every user. */
export function findClickhouseServer(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, 'clickhouse-server')).find(existsSync);
}

/**
 * Starts so many servers that listen to 127.0.0.1 only, each with its data in a new folder, and waits until they answer.
 *
 * @throws Error where there is no clickhouse-server, or one does not start; then none is left
 */
export async function startClickhouseCluster(shards: number): Promise<ClickhouseCluster> {
  const program = findClickhouseServer();
  if (program === undefined) throw new Error('Cannot find clickhouse-server: install it or add it to PATH');
  const root = await mkdtemp(join(tmpdir(), 'leadline-clickhouse-'));
  const free = await findFreePorts(3 * shards);
  const ports = Array.from({ length: shards }, (_, i): Ports => {
    const [http, tcp, interserver] = free.slice(3 * i, 3 * i + 3) as [number, number, number];
    return { http, tcp, interserver };
  });
  const instances = ports.map(
    ({ http }, i): Instance => ({
      folder: join(root, String(i + 1)),
      url: `http://127.0.0.1:${http}/`,
      process: undefined,
    }),
  );
  const killAll = (): void => {
    for (const instance of instances) instance.process?.kill('SIGKILL');
    rmSync(root, { recursive: true, force: true });
  };
  process.once('exit', killAll);
  const close = async (): Promise<void> => {
    await Promise.all(instances.map((instance) => stop(instance, 'SIGKILL')));
    process.off('exit', killAll);
    await rm(root, { recursive: true, force: true });
  };
  try {
    await Promise.all(
      instances.map(async (instance, i) => {
        await mkdir(instance.folder);
        await writeFile(join(instance.folder, 'config.xml'), printConfig(instance.folder, ports, i));
        await writeFile(join(instance.folder, 'users.xml'), users);
        await start(program, instance);
      }),
    );
  } catch (error) {
    await close();
    throw error;
  }
  return {
    urls: instances.map(({ url }) => url),
    kill: (shard) => stop(instances[shard]!, 'SIGKILL'),
    restart: (shard) => start(program, instances[shard]!),
    close,
  };
}

async function start(program: string, instance: Instance): Promise<void> {
  const { folder, url } = instance;
  const child = spawn(program, [`--config-file=${join(folder, 'config.xml')}`], {
    cwd: folder,
    stdio: 'ignore',
  });
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  instance.process = child;
  const end = Date.now() + patienceMs;
  while (Date.now() < end && failure === undefined && child.exitCode === null && child.signalCode === null) {
    if (await answers(url)) return;
    await wait(50);
  }
  await stop(instance, 'SIGKILL');
  const log = await readFile(join(folder, 'server.log'), 'utf8').catch(() => '');
  throw new Error(`Cannot start ${program} at ${url}: ${failure?.message ?? log.slice(-2000)}`);
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}ping`, { signal: AbortSignal.timeout(1000) })).ok;
  } catch {
    return false;
  }
}

async function stop(instance: Instance, signal: NodeJS.Signals): Promise<void> {
  const child = instance.process;
  instance.process = undefined;
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill(signal);
  });
}

function printConfig(folder: string, ports: readonly Ports[], shard: number): string {
  const { http, tcp, interserver } = ports[shard]!;
  const shards = ports.map(
    ({ tcp }) => `<shard><replica><host>127.0.0.1</host><port>${tcp}</port></replica></shard>`,
  );
  return `<yandex>
  <logger><level>warning</level><log>${folder}/server.log</log></logger>
  <listen_host>127.0.0.1</listen_host>
  <http_port>${http}</http_port>
  <tcp_port>${tcp}</tcp_port>
  <interserver_http_host>127.0.0.1</interserver_http_host>
  <interserver_http_port>${interserver}</interserver_http_port>
  <keep_alive_timeout>600</keep_alive_timeout>
  <path>${folder}/data/</path>
  <tmp_path>${folder}/tmp/</tmp_path>
  <users_config>users.xml</users_config>
  <default_profile>default</default_profile>
  <default_database>default</default_database>
  <mark_cache_size>100000000</mark_cache_size>
  <uncompressed_cache_size>0</uncompressed_cache_size>
  <remote_servers>
    <${clusterName}>
      ${shards.join('\n      ')}
    </${clusterName}>
  </remote_servers>
</yandex>
`;
}

const users = `<yandex>
  <profiles><default></default></profiles>
  <users>
    <default>
      <password></password>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
    </default>
  </users>
  <quotas><default></default></quotas>
</yandex>
`;
