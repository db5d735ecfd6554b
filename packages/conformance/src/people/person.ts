/** What a person signs in by. */
export interface Account {
  readonly login: string;
  readonly password: string;
}

/** Somebody who acts in the checks. */
export interface Person {
  readonly id: string;
  /** Of a device that is signed in. */
  readonly token: string;
  /** Of whom the suite has made itself. */
  readonly account?: Account;
}

/** Where people come from. */
export interface Source {
  /** In plain words, for the report. */
  readonly how: string;
  /** How many it can give, at most. */
  readonly bound: number;
  /** A new person. @param name by which a reader of the server's list knows them */
  person(name: string): Promise<Person>;
  /** The token of another device of a person; undefined where there can be none. */
  device(person: Person): Promise<string | undefined>;
}

export interface Sources {
  /** Of those who act in most checks. */
  readonly actors: Source;
  /** Of those who need a password. */
  readonly registrar: Source | undefined;
}
