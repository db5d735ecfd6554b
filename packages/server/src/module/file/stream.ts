/** What a store of blobs gave to read, part by part. */
export async function* streamOf(
  read: Blob | ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const stream: ReadableStream<Uint8Array<ArrayBuffer>> = read instanceof Blob ? read.stream() : read;
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
