import { type Cell, type Row, selectAddressOwners, selectMergedLeads, toStoredText } from '@leadline/sql';
import { askForTexts, findByText, type StoredNumbers } from './stored-number.ts';
import type { Warehouse, WarehouseChange } from './warehouse.ts';

const table = 'leadline_leads';

/** Which identities are part of which leads, as far as the files of a load say. */
export interface KnownIdentities {
  /** Identity → lead. */
  readonly identities: Readonly<Record<string, string>>;
  /** E-mail address → the lead that has it. */
  readonly emails: ReadonlyMap<string, string>;
}

/**
 * Writes the new leads, and which identities are part of which lead. An address that facts came under in one load and
 * the lead that has it in another are one, in whichever order they came.
 */
export async function addLeads(
  warehouse: Warehouse,
  change: WarehouseChange,
  leads: StoredNumbers,
  { identities, emails }: KnownIdentities,
): Promise<void> {
  const pairs = Object.entries(identities).map(([identity, lead]) => [
    toStoredText(identity),
    toStoredText(lead),
  ]);
  await leads.add(pairs.flat() as string[]);
  const owners = new Map([...emails].map(([email, lead]) => [toStoredText(email), toStoredText(lead)]));
  const fresh = leads.takeNew();
  const into = new Map(pairs.map(([identity, lead]) => [leads.get(identity!), leads.get(lead!)]));

  if (fresh.length < leads.count) {
    const news = new Set(fresh.map(([, id]) => String(id)));
    // Addresses that were leads before, and are now said to be another one's.
    const known = await findLeads(
      warehouse,
      change,
      [...owners.keys()].filter((email) => !news.has(email)),
    );
    await leads.add([...known.keys()]);
    for (const [email, mergedInto] of known) {
      const owner = owners.get(email)!;
      if (mergedInto === null && owner !== email) into.set(leads.get(email), leads.get(owner));
    }
    // Addresses that are new, and are those of leads from before.
    const addresses = [...news].filter(
      (id) => id.includes('@') && !into.has(leads.get(id)) && !owners.has(id),
    );
    for (const [email, owner] of await findOwners(warehouse, change, addresses))
      into.set(leads.get(email), owner);
    // A lead that is itself part of another one leads there.
    const held = pairs.flat().filter((id) => leads.isHeld(id!)) as string[];
    for (const [id, mergedInto] of await findLeads(warehouse, change, held)) {
      if (mergedInto !== null && !into.has(leads.get(id))) into.set(leads.get(id), Number(mergedInto));
    }
  }
  const rootOf = (number: number): number | undefined => {
    let root = into.get(number);
    for (let i = 0; i < 8 && root !== undefined && into.has(root); i++) root = into.get(root);
    return root === number ? undefined : root;
  };
  const merged = [...into.keys()]
    .map((number): Row => [number, rootOf(number) ?? null])
    .filter(([, root]) => root !== null);
  const newNumbers = new Set(fresh.map(([number]) => number));
  const changed = merged.filter(([number]) => !newNumbers.has(number!));
  const target =
    changed.length === 0 ? await change.extend(table) : await exchange(warehouse, change, changed);
  await warehouse.insert(
    target,
    fresh.map(([number, id]): Row => [number!, id!, rootOf(Number(number)) ?? null]),
  );
}

/** The table of leads with what is now said of stored ones. */
async function exchange(
  warehouse: Warehouse,
  change: WarehouseChange,
  rows: readonly Row[],
): Promise<string> {
  const zero = `CAST(0 AS ${warehouse.dialect.types.integer})`;
  const merges = await change.keep(
    'leadline_load_merges',
    `SELECT q.lead_number AS lead_number, q.merged_into AS merged_into FROM (SELECT ${zero} AS lead_number, ${zero} AS merged_into) q WHERE 1 = 0`,
  );
  await warehouse.insert(merges, rows);
  return change.rebuild(table, selectMergedLeads(warehouse.dialect, merges));
}

/** Which of these ids are held, with the number of the lead that each is part of. */
async function findLeads(
  warehouse: Warehouse,
  change: WarehouseChange,
  ids: readonly string[],
): Promise<Map<string, Cell>> {
  const rows = await findByText(warehouse, change, 'leads', 'lead_id', ['lead_id', 'merged_into'], ids);
  return new Map(rows.map((row) => [String(row.lead_id), row.merged_into!]));
}

/** The number of the first lead that has each address. */
async function findOwners(
  warehouse: Warehouse,
  change: WarehouseChange,
  addresses: readonly string[],
): Promise<Map<string, number>> {
  const rows = await askForTexts(warehouse, change, addresses, (asked) =>
    selectAddressOwners(warehouse.dialect, asked),
  );
  return new Map(rows.map((row) => [String(row.address), Number(row.owner_number)]));
}
