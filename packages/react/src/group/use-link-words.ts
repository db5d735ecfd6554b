import type { GroupLink } from "@skein/protocol";
import { useName } from "../hook/use-person.ts";
import { useLinks } from "../links.tsx";
import { isolate } from "../text/isolate.ts";
import { useFormats, useTexts } from "../text/language.tsx";

/** The address that is passed on: as the app around the kit makes it, else as the server knows itself. */
export function useAddress({ code, url }: GroupLink): string {
  return useLinks().group?.(code) ?? url;
}

/** What a link allows, in words: how many came by it, until when it is good, whether one asks, who made it. */
export function useLinkFacts({ uses, limit, expires, approval, by }: GroupLink): readonly string[] {
  const { doors } = useTexts();
  const formats = useFormats();
  const maker = useName(by);
  return [
    doors.uses(uses, limit),
    expires === undefined ? doors.ever : doors.until(formats.moment(expires)),
    ...(approval ? [doors.approval] : []),
    doors.madeBy(isolate(maker)),
  ];
}
