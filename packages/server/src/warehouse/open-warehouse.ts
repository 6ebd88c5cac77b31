import { type ClickhouseWarehouse, openClickhouseWarehouse } from './clickhouse-warehouse.ts';
import { openDuckdbWarehouse } from './duckdb-warehouse.ts';
import { openPostgresWarehouse } from './postgres-warehouse.ts';
import type { Warehouse, WarehouseWork } from './warehouse.ts';
import { parseWarehouseUrl, type WarehouseAddress } from './warehouse-url.ts';

/** Opens the warehouse that a URL names, of several shards the first; a load makes a DuckDB file that is not there. */
export async function openWarehouse(url: string, work: WarehouseWork): Promise<Warehouse> {
  const address = parseWarehouseUrl(url);
  switch (address.kind) {
    case 'duckdb':
      return openDuckdbWarehouse(address, work);
    case 'postgres':
      return openPostgresWarehouse(address);
    case 'clickhouse':
      return openShard(address, address.hosts[0]!);
  }
}

/** Opens all shards that a URL names; undefined where it names no shards. */
export async function openShards(url: string): Promise<ClickhouseWarehouse[] | undefined> {
  const address = parseWarehouseUrl(url);
  if (address.kind !== 'clickhouse' || address.hosts.length === 1) return undefined;
  return Promise.all(address.hosts.map((host) => openShard(address, host)));
}

type ClickhouseAddress = Extract<WarehouseAddress, { kind: 'clickhouse' }>;

function openShard(address: ClickhouseAddress, host: string): Promise<ClickhouseWarehouse> {
  return openClickhouseWarehouse({ ...address, host }, address.place);
}
