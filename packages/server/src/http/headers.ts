import type { MiddlewareHandler } from "hono";

const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "connect-src 'self' ws: wss:",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  // components of the page measure and place themselves by the style attribute
  "style-src 'self' 'unsafe-inline'",
  "script-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const POLICY = "Content-Security-Policy";

const HEADERS: Readonly<Record<string, string>> = {
  [POLICY]: CONTENT_SECURITY_POLICY,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

/** Headers that every answer bears: what the page may do, and that nobody may frame or guess it. */
export function protect(address: { readonly base: string }): MiddlewareHandler {
  const headers = Object.entries(HEADERS);
  return async (context, next) => {
    await next();
    for (const [name, value] of headers) {
      // a file says itself what it may do: nothing
      if (name !== POLICY || !context.res.headers.has(name)) context.res.headers.set(name, value);
    }
    // only where the server knows that it is reached by TLS: over plain HTTP browsers pass it over anyway
    if (address.base.startsWith("https:")) context.res.headers.set("Strict-Transport-Security", "max-age=31536000");
  };
}
