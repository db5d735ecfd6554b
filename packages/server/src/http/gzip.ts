/** Whether whoever asks takes gzip (RFC 9110, 12.5.3). */
export function acceptsGzip(request: Request): boolean {
  const accepted = request.headers.get("accept-encoding") ?? "";
  return /(^|,)\s*gzip\s*(;\s*q=(1|0\.0*[1-9]\d*|0\.[1-9]\d*)[0.]*\s*)?(,|$)/i.test(accepted);
}
