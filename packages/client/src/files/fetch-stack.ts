import type { HttpRequest, HttpResponse, HttpStack } from "tus-js-client";

/** Requests of an upload by `fetch`: where there is no XMLHttpRequest (Node, Bun). Progress is told with each piece then, not within. */
export const fetchStack: HttpStack = {
  createRequest: (method, url) => new FetchRequest(method, url),
  getName: () => "fetch",
};

class FetchRequest implements HttpRequest {
  private readonly headers = new Headers();
  private readonly ending = new AbortController();

  constructor(
    private readonly method: string,
    private readonly url: string,
  ) {}

  getMethod(): string {
    return this.method;
  }

  getURL(): string {
    return this.url;
  }

  setHeader(name: string, value: string): void {
    this.headers.set(name, value);
  }

  getHeader(name: string): string | undefined {
    return this.headers.get(name) ?? undefined;
  }

  setProgressHandler(): void {
    // fetch tells nothing of what it has sent
  }

  async send(body: Blob | null): Promise<HttpResponse> {
    const { method, headers } = this;
    // A slice that is read now and not by the stack, which would send it in chunks without its length.
    const bytes = body ? await body.arrayBuffer() : undefined;
    const response = await fetch(this.url, {
      method,
      headers,
      signal: this.ending.signal,
      ...(bytes && { body: bytes }),
    });
    const text = await response.text();
    return {
      getStatus: () => response.status,
      getHeader: (name) => response.headers.get(name) ?? undefined,
      getBody: () => text,
      getUnderlyingObject: () => response,
    };
  }

  async abort(): Promise<void> {
    this.ending.abort();
  }

  getUnderlyingObject(): undefined {
    return undefined;
  }
}
