import { useRoute } from "../route/router.tsx";
import { lazy } from "react";
import { Redeem } from "./redeem.tsx";
import { SetUp } from "./set-up.tsx";
import { SignIn } from "./sign-in.tsx";
import { SignUp } from "./sign-up.tsx";

const GroupInvitation = lazy(async () => ({ default: (await import("./group-invitation.tsx")).GroupInvitation }));

/** The pages before one is signed in. Any other address asks to sign in, and is where one lands afterwards. */
export function Guest() {
  const route = useRoute();
  if (route.page === "setup") return <SetUp code={route.code} />;
  if (route.page === "join") return <SignUp invite={route.invite} />;
  if (route.page === "signin" && route.code !== "") return <Redeem code={route.code} />;
  if (route.page === "group") return <GroupInvitation key={route.code} code={route.code} />;
  return <SignIn />;
}
