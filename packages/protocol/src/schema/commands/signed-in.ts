import Type from "typebox";
import { Me } from "../people.ts";
import { SessionId, Token } from "../primitives.ts";

/** What a device gets that was signed in, however it was. */
export const SignedIn = Type.Object({ token: Token, session: SessionId, me: Me });
