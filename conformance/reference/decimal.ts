/** Milliseconds of a day; all days are UTC. */
const dayMs = 86_400_000n;

/**
 * A decimal as a whole number of its last place: `scaled(2.5, 3)` is 2500n. Undefined when it has more places than that,
 * or is no finite number.
 */
export function scaled(value: number, places: number): bigint | undefined {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value));
  if (parts === null) return undefined;
  const fraction = parts[3] ?? '';
  if (fraction.length > places) return undefined;
  const digits = BigInt(`${parts[2]}${fraction.padEnd(places, '0')}`);
  return parts[1] === '-' ? -digits : digits;
}

/** Thousandths of a decimal that a model states; throws when it has more than three places. */
export function thousandths(value: number): bigint {
  const exact = scaled(value, 3);
  if (exact === undefined) throw new RangeError(`Cannot read ${value} as thousandths`);
  return exact;
}

/** Division rounded towards minus infinity; `by` is positive. */
export function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

/** Days since 1970-01-01 UTC. */
export function dayOf(ms: number): bigint {
  return floorDivide(BigInt(ms), dayMs);
}

export function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** `value` where neither bound is passed. */
export function clamp(value: bigint, least: bigint | undefined, most: bigint | undefined): bigint {
  if (least !== undefined && value < least) return least;
  if (most !== undefined && value > most) return most;
  return value;
}

/** sign(points) · floor(|points| · |amount| / unit), with the sign of the product of both. */
export function pointsTimes(points: bigint, amount: bigint, unit: bigint): bigint {
  const size = (magnitude(points) * magnitude(amount)) / unit;
  return points < 0n !== amount < 0n ? -size : size;
}
