const hourMs = 3_600_000;

/**
 * Returns a function from wall clock time (as if it were UTC) to UTC in an IANA zone. In the hour that a clock skips
 * or repeats, the offset before the change is taken. Throws RangeError for an unknown zone.
 */
export function createZone(timeZone: string): (wallMs: number) => number {
  if (timeZone === 'UTC') return (wallMs) => wallMs;
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const offsets = new Map<number, number>();
  const findOffset = (at: number): number => {
    const hour = Math.floor(at / hourMs);
    const known = offsets.get(hour);
    if (known !== undefined) return known;
    const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
    const found = /GMT([+-])(\d\d):(\d\d)/.exec(name);
    const minutes =
      found === null ? 0 : (Number(found[2]) * 60 + Number(found[3])) * (found[1] === '-' ? -1 : 1);
    offsets.set(hour, minutes * 60_000);
    return minutes * 60_000;
  };
  return (wallMs) => {
    const first = findOffset(wallMs - findOffset(wallMs));
    return wallMs - first;
  };
}
