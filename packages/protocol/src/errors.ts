/**
 * The one table of errors. A client acts on `retry`, not on the text:
 * `never` — the same request will fail again; `later` — try again after `after` ms with the same key;
 * `after-login` — get a new token first.
 */
export type Retry = "never" | "later" | "after-login";

export interface ErrorRow {
  readonly code: number;
  readonly retry: Retry;
  /** HTTP status when the command came by HTTP. */
  readonly http: number;
  readonly summary: string;
}

const row = (code: number, retry: Retry, http: number, summary: string): ErrorRow => ({ code, retry, http, summary });

export const ERRORS = {
  // 1xxx: the request itself
  malformed: row(
    1000,
    "never",
    400,
    "Not one JSON object a line, nested too deep, or text that is not well-formed Unicode.",
  ),
  invalid: row(1001, "never", 400, "A field is missing, of the wrong type or out of bounds; `path` names it."),
  unknown_command: row(1002, "never", 404, "No command has this name."),
  too_large: row(1003, "never", 413, "The frame or body is larger than the limit."),
  hello_required: row(1004, "never", 400, "The first frame of a connection must be hello."),
  hello_repeated: row(1005, "never", 400, "This connection has already said hello."),
  method_not_allowed: row(1006, "never", 405, "Commands are sent with POST."),
  // 2xxx: who is asking
  unauthenticated: row(2000, "after-login", 401, "No token, or one this server did not make."),
  token_expired: row(2001, "after-login", 401, "The token was good once; its time is over."),
  token_revoked: row(2002, "after-login", 401, "This device was signed out."),
  wrong_credentials: row(2003, "never", 401, "No account has this log-in name and password."),
  registration_closed: row(2004, "never", 403, "This server does not take registrations, or only by invitation."),
  invite_invalid: row(2005, "never", 403, "The invitation does not exist, is used up or has expired."),
  code_invalid: row(2006, "never", 403, "The one-time link does not exist, was used or has expired."),
  login_taken: row(2007, "never", 409, "Somebody has this log-in name already."),
  host_auth_off: row(2008, "never", 403, "This server does not accept tokens of a host app."),
  banned: row(2020, "never", 403, "This person may not use the server; `until` tells how long."),
  // 3xxx: what is asked for
  forbidden: row(3000, "never", 403, "You can see this but may not do that to it."),
  not_found: row(3001, "never", 404, "It does not exist, or you may not know that it does."),
  key_reused: row(3002, "never", 409, "This key was used before for another content."),
  last_owner: row(3003, "never", 409, "The last owner hands the role on first."),
  group_full: row(3004, "never", 409, "The group has as many members as it may have."),
  conflict: row(3005, "never", 409, "It changed meanwhile; look again before you retry."),
  recalled: row(3006, "never", 410, "The message was taken back."),
  too_late: row(3007, "never", 403, "The time in which this could be done is over."),
  too_many: row(3008, "never", 409, "There are as many of these as there may be."),
  muted: row(3009, "never", 403, "You may not speak here now; `until` tells when that ends, where it does."),
  refused: row(3010, "never", 403, "It was not taken: a rule of this server or conversation does not allow it."),
  ended: row(3011, "never", 409, "It is over: closed, finished or expired."),
  words_refused: row(3021, "never", 403, "The message holds words that this server does not allow."),
  not_accepted: row(3030, "never", 403, "They do not take this from you: their settings, or they wish no contact."),
  already_friends: row(3031, "never", 409, "You are friends already."),
  already_asked: row(3032, "never", 409, "You asked them already, and they have not answered yet."),
  contacts_full: row(3033, "never", 409, "There are as many contacts, or open requests, as there may be."),
  name_imitates: row(3034, "never", 409, "The name looks like somebody else's, with other letters."),
  quota_full: row(3040, "never", 413, "Your files take all the room that they may take."),
  upload_unfinished: row(3041, "never", 409, "Not all bytes of the upload are there yet."),
  content_differs: row(
    3042,
    "never",
    422,
    "The bytes are not those that were announced: their number or SHA-256 differs.",
  ),
  picture_refused: row(3043, "never", 422, "The picture is cut off, damaged, or has too many pixels."),
  // 5xxx: the server
  rate_limited: row(5000, "later", 429, "Too many requests; wait `after` ms."),
  busy: row(5001, "later", 503, "A queue is full; wait `after` ms."),
  unavailable: row(5002, "later", 503, "The store cannot take writes now; nothing was kept."),
  storage_full: row(5004, "later", 507, "There is no room for files now; what was kept before is safe."),
  internal: row(5003, "later", 500, "A fault of the server; it was logged."),
} as const satisfies Record<string, ErrorRow>;

export type ErrorName = keyof typeof ERRORS;

/** The name of an error code, for clients that only kept the number. */
export function errorName(code: number): ErrorName | undefined {
  return (Object.keys(ERRORS) as ErrorName[]).find((name) => ERRORS[name].code === code);
}
