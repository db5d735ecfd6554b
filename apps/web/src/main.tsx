import { createRoot } from "react-dom/client";
import "@skein/react/skein.css";
import "./style/app.css";
import "./style/device.css";
import "./style/connection.css";
import { App } from "./app.tsx";
import { install } from "./offline/install.ts";
import { keepShell } from "./offline/keep-shell.ts";
import { followViewport } from "./offline/viewport.ts";
import { Session } from "./session/session.ts";

const root = document.getElementById("app");
if (!root) throw new Error("The page has no #app.");

followViewport();
keepShell();
install.listen();
createRoot(root).render(<App session={new Session(location.origin)} />);
