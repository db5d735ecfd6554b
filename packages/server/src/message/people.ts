/** What the line must know about people; the account module knows it. */
export interface People {
  /** Whether there is such a person. */
  exists(user: string): Promise<boolean>;
  /** Profiles as JSON text; unknown ids are left out. */
  profiles(users: Iterable<string>): Promise<readonly string[]>;
  /** Who changed their profile after this pos, of those who share a conversation with `user`; at most `limit`. */
  changedSince(user: string, pos: number, limit: number): Promise<readonly string[]>;
}
