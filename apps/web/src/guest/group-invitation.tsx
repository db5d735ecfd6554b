import { http, SkeinError } from "@skein/client";
import type { GroupPreview } from "@skein/protocol";
import { Button, GroupCard, isolate, LinkEnd, RowsToCome, useTexts } from "@skein/react";
import { useCallback, useEffect, useState } from "react";
import { forgetWish, wishFor } from "../group/wish.ts";
import { useAppTexts } from "../text/app-texts.tsx";
import { GuestFrame } from "./guest-frame.tsx";
import { SignIn } from "./sign-in.tsx";
import { SignUp } from "./sign-up.tsx";
import { useServerInfo } from "./use-server-info.ts";

/**
 * A link to a group, for somebody who is not signed in: which group it is, then the way in by an account. The address stays, so that one
 * lands at the group afterwards.
 */
export function GroupInvitation({ code }: { readonly code: string }) {
  const { doors } = useTexts();
  const { guest } = useAppTexts();
  const { info } = useServerInfo();
  const { group, fault, again } = usePreview(code);
  const [way, setWay] = useState<"in" | "up">();
  const go = (by: "in" | "up"): void => {
    wishFor(code);
    setWay(by);
  };
  const hint = group && doors.toJoin(isolate(group.name));
  const words = hint === undefined ? {} : { hint };
  if (way === "in") return <SignIn {...words} onSignUp={() => go("up")} />;
  if (way === "up") return <SignUp {...words} onSignIn={() => go("in")} />;
  return (
    <GuestFrame
      title={doors.joinTitle}
      // Whoever is in already gets there by a link that has ended, too.
      foot={
        fault && (
          <>
            {guest.haveAccount}{" "}
            <button
              type="button"
              className="link"
              onClick={() => {
                forgetWish();
                setWay("in");
              }}
            >
              {guest.signIn}
            </button>
          </>
        )
      }
    >
      {fault && <LinkEnd fault={fault} onRetry={again} />}
      {!group && !fault && <RowsToCome count={2} />}
      {group && (
        <GroupCard group={group}>
          <div className="sk-form sk-join-form">
            <Button look="primary" onClick={() => go("in")}>
              {doors.signInToJoin}
            </Button>
            {info?.registration === "open" && <Button onClick={() => go("up")}>{doors.signUpToJoin}</Button>}
          </div>
        </GroupCard>
      )}
    </GuestFrame>
  );
}

interface Look {
  readonly group?: GroupPreview;
  readonly fault?: SkeinError;
}

function usePreview(code: string): Look & { readonly again: () => void } {
  const [look, setLook] = useState<Look>({});
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let wanted = true;
    http(location.origin, "group.preview", { code })
      .then((group) => wanted && setLook({ group }))
      .catch((thrown: unknown) => wanted && setLook({ fault: SkeinError.from(thrown) }));
    return () => {
      wanted = false;
    };
  }, [code, turn]);
  const again = useCallback(() => {
    setLook({});
    setTurn((before) => before + 1);
  }, []);
  return { ...look, again };
}
