import type { Visitor } from "../command/command.ts";
import { Refusal } from "../kit/refusal.ts";
import { identify } from "./command.ts";
import { refuse } from "./error.ts";
import type { HttpRoom } from "./room.ts";

/** A file, for who asks by a token or by a link. */
export function answerFile(room: HttpRoom, request: Request, visitor: Visitor): Promise<Response> {
  return refusing(async () => {
    const asker = await identify(room, request, visitor);
    return room.files.fetch(request, "user" in asker ? asker.user : undefined);
  });
}

/** What a person or a group looks like: the address is told to those alone who see them. */
export function answerAvatar(room: HttpRoom, request: Request): Promise<Response> {
  return refusing(() => room.files.avatar(request));
}

/** Bytes of an upload; only the header says whose they are. */
export function answerUpload(room: HttpRoom, request: Request, visitor: Visitor): Promise<Response> {
  return refusing(async () => {
    const asker = await identify(room, request, visitor);
    if (!("user" in asker)) throw new Refusal("unauthenticated");
    return room.files.upload(request, asker.user);
  });
}

async function refusing(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (fault) {
    if (fault instanceof Refusal) return refuse(fault);
    throw fault;
  }
}
