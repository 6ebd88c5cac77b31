import type { ActivityColumns } from '../columns.ts';

/** First row from `from` on, and before `to`, that is later than a time in milliseconds; `to` when there is none. */
export function findRowAfter(activities: ActivityColumns, from: number, to: number, time: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (getRowTime(activities, middle) > time) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Milliseconds UTC of a row. */
export function getRowTime({ firstDay, day, timeOfDay }: ActivityColumns, row: number): number {
  return (firstDay + day[row]!) * 86_400_000 + timeOfDay[row]!;
}
