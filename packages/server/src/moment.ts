import { CommandError } from './command-error.ts';

const dayMs = 86_400_000;

/**
 * Returns the moment a user names, in milliseconds UTC. A day alone ("2026-11-20") means its last millisecond, so that
 * all that happened on it counts; a time ("2026-11-20T09:00Z", "2026-11-20 09:00") is taken as it is, UTC unless it says.
 * Throws CommandError for anything else, a day that does not exist, or years before 1900 or after 2999.
 */
export function parseMoment(text: string, flag: string): number {
  const found = text
    .trim()
    .match(/^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(Z|[+-]\d\d:\d\d)?)?$/);
  const refuse = (): never => {
    throw new CommandError('error_date', { flag, value: text });
  };
  if (found === null) return refuse();
  const [, year, month, day, hour, minute, second = '0', fraction = '0', zone = 'Z'] = found;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (new Date(midnight).toISOString().slice(0, 10) !== text.trim().slice(0, 10)) return refuse();
  if (Number(year) < 1900 || Number(year) > 2999) return refuse();
  if (hour === undefined) return midnight + dayMs - 1;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return refuse();
  const ms = Number(fraction.padEnd(3, '0'));
  const ofDay = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + ms;
  return midnight + ofDay - parseZone(zone);
}

/** Returns a moment as people write it: the day, with the time unless it is the day's last millisecond. */
export function writeMoment(at: number): string {
  const iso = new Date(at).toISOString();
  return (at + 1) % dayMs === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

function parseZone(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000;
}
