import { LIMITS } from "@skein/protocol";

const LOGIN = new RegExp(`^[a-z0-9][a-z0-9._-]{1,${LIMITS.login - 1}}$`);

/** Whether a log-in name can be one: told before the server is asked. */
export function mayBeLogin(login: string): boolean {
  return LOGIN.test(login);
}

/** Whether a password is long enough. */
export function mayBePassword(password: string): boolean {
  return password.length >= LIMITS.passwordMin;
}
