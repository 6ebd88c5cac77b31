import { openWarehouse } from './open-warehouse.ts';

/** Does half of what a run does in the warehouse that is named, says so, and waits to be killed. For tests. */
const warehouse = await openWarehouse(process.argv[2]!, 'score');
const change = await warehouse.begin();
await change.rebuild(
  'leadline_scores_new_business',
  'SELECT model, unit_id, 0 AS total, scored_at FROM leadline_scores_new_business',
);
if (warehouse.dialect.name !== 'clickhouse') await warehouse.run('DELETE FROM leadline_scores_new_business');
console.log('half');
setInterval(() => undefined, 1000);
