import { join } from "node:path";

export interface NodeSettings {
  readonly folder: string;
  readonly port: number;
}

export const HOST = "localhost";
export const ROOMS = `conference.${HOST}`;

/**
 * ejabberd.yml of the node under test: the archive on for everybody and in SQLite, plain passwords so that signing in
 * is cheap, no shapers and room for everyone in a room. All else is as shipped.
 */
export function configuration({ folder, port }: NodeSettings): string {
  return `
hosts: ["${HOST}"]
loglevel: warning
auth_method: [internal]
auth_password_format: plain
sql_type: sqlite
sql_database: "${join(folder, "archive.sqlite")}"
listen:
  - port: ${port}
    ip: "127.0.0.1"
    module: ejabberd_http
    backlog: 4096
    request_handlers:
      /ws: ejabberd_http_ws
      /api: mod_http_api
api_permissions:
  "the harness":
    who: {ip: 127.0.0.1/8}
    what: "*"
acl:
  local: {user_regexp: ""}
modules:
  mod_adhoc: {}
  mod_admin_extra: {}
  mod_http_api: {}
  mod_mam: {db_type: sql, default: always}
  mod_muc:
    db_type: mnesia
    max_users: 1000
    access_create: all
    default_room_options: {mam: true, max_users: 1000}
  mod_muc_admin: {}
  mod_offline: {}
  mod_roster: {}
  mod_stream_mgmt: {}
`;
}
