import { answerNotices } from "./worker/answer.ts";
import { renewSubscriptions } from "./worker/renew.ts";
import { takeShared } from "./worker/share.ts";
import { keepShell } from "./worker/shell.ts";
import { showNotices } from "./worker/show.ts";

/* What the browser runs for the app while no page of it is open. Events must be listened to from the start. */
takeShared();
keepShell();
showNotices();
answerNotices();
renewSubscriptions();
