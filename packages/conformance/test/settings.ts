/** Flags of servers under test: time is short, and only a flood is too fast. */
export const FLAGS: readonly string[] = [
  ...["--heartbeat-interval", "2000", "--heartbeat-timeout", "2000"],
  ...["--limits-link-rate-rate", "1000", "--limits-link-rate-burst", "2000"],
  ...["--limits-person-rate-rate", "100000", "--limits-person-rate-burst", "100000"],
];

/** Secret of a host app, for what people of one are promised. */
export const HOST_APP = { secret: "a secret of the host app, long enough for HS256", claims: { iss: "my-app" } };
export const HOST_FLAGS: readonly string[] = [
  ...["--host-auth-enabled", "--host-auth-secret", HOST_APP.secret, "--host-auth-issuer", HOST_APP.claims.iss],
];
