/** As much of `ws` as the test uses: it is a WebSocket like the browser's. */
declare module "ws" {
  export class WebSocket {
    constructor(url: string, protocols: string | string[]);
    onopen: ((event: never) => void) | null;
    onmessage: ((event: never) => void) | null;
    onclose: ((event: never) => void) | null;
    onerror: ((event: never) => void) | null;
    readonly readyState: number;
    send(data: string): void;
    close(code?: number, reason?: string): void;
  }
}
