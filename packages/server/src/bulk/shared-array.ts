import type { Codes } from '@leadline/core';

interface TypedArrayConstructor<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: SharedArrayBuffer): T;
}

/** Returns a typed array of `length` zeros on memory that worker threads can read without a copy. */
export function allocateShared<T>(type: TypedArrayConstructor<T>, length: number): T {
  return new type(new SharedArrayBuffer(length * type.BYTES_PER_ELEMENT));
}

/** Returns an array of codes on shared memory, the narrowest that holds codes below `size`. */
export function allocateSharedCodes(length: number, size: number): Codes {
  if (size <= 0x100) return allocateShared(Uint8Array, length);
  return size <= 0x10000 ? allocateShared(Uint16Array, length) : allocateShared(Uint32Array, length);
}
