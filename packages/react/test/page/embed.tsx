import { type CustomKinds, SkeinChat } from "@skein/react";
import "@skein/react/skein.css";
import { createRoot } from "react-dom/client";

/** The page of an integrator: what docs/integrate/react.md shows, in a corner, with an accent and a word of its own. */
const given = new URLSearchParams(location.hash.slice(1));

const KINDS: CustomKinds = {
  "shop.order": ({ data, own }) => (
    <strong className="order">{`${own ? "Our" : "Your"} parcel ${String(data["number"])}`}</strong>
  ),
};

function Chat() {
  return (
    <SkeinChat
      url={given.get("url") ?? ""}
      token={given.get("token") ?? ""}
      language="en"
      texts={{ list: { label: "Our team" } }}
      kinds={KINDS}
    />
  );
}

const corner = document.createElement("div");
corner.style.cssText = "position: fixed; right: 16px; bottom: 16px; width: 360px; height: 560px";
document.body.append(corner);
createRoot(corner).render(<Chat />);
