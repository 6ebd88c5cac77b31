/** The bytes of a body, or why there are none: it is larger than the limit, or the sender left before the end. */
export type BodyBytes = Uint8Array | 'body_too_large' | 'body_cut';

/** Reads the body of a request and stops at the limit, whatever length it was said to have. */
export async function readBytes(request: Request, limit: number): Promise<BodyBytes> {
  if (Number(request.headers.get('content-length')) > limit) return 'body_too_large';
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > limit) return 'body_too_large';
      chunks.push(chunk);
    }
  } catch {
    return 'body_cut';
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length);
}
