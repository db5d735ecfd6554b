/** What a store of blobs gave to read, part by part. */
export async function* streamOf(read: Blob | ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const stream: ReadableStream<Uint8Array> = read instanceof Blob ? read.stream() : read;
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
