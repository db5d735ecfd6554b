/** Pages of other sites must not use a browser to connect; programs send no Origin. [CONN-10] */
export function originAllowed(request: Request, origins: readonly string[]): boolean {
  const origin = request.headers.get("origin");
  if (origin === null || origins.includes("*") || origins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.get("host");
}
