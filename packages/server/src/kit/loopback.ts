/** Whether an address or the name of a host, as in a setting or a URL, is this machine as it sees itself. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}
