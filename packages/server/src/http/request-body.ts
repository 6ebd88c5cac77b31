/** The bytes of a body, or why there are none: it is larger than the limit, or the sender left before the end. */
export type BodyBytes = Uint8Array | 'body_too_large' | 'body_cut';

/**
 * Reads the body of a request and stops at the limit, whatever length it was said to have. `take` is told of the bytes as
 * they come; what it throws ends the reading.
 */
export async function readBytes(
  request: Request,
  limit: number,
  take: (byteLength: number) => void,
): Promise<BodyBytes> {
  if (Number(request.headers.get('content-length')) > limit) return 'body_too_large';
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const next = await reader.read().catch(() => undefined);
    if (next === undefined) return 'body_cut';
    if (next.done) return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length);
    take(next.value.length);
    length += next.value.length;
    if (length > limit) return 'body_too_large';
    chunks.push(next.value);
  }
}
