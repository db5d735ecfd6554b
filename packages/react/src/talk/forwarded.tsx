import { Forward } from "lucide-react";
import { useName } from "../hook/use-person.ts";
import { isolate } from "../text/isolate.ts";
import { useTexts } from "../text/language.tsx";

/** Above a message that somebody else said first. */
export function Forwarded({ from }: { readonly from: string }) {
  const { message } = useTexts();
  const name = useName(from);
  return (
    <p className="sk-forwarded">
      <Forward size={14} aria-hidden="true" /> {message.forwardedFrom(isolate(name))}
    </p>
  );
}
