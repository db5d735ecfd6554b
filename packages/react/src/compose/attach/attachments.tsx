import { ChartNoAxesColumn, ContactRound, type LucideIcon, MapPin, Sticker } from "lucide-react";
import type { ReactElement } from "react";
import type { Texts } from "../../text/en.ts";
import type { AttachProps } from "./attach-props.ts";
import { ContactDialog } from "./contact-dialog.tsx";
import { LocationDialog } from "./location-dialog.tsx";
import { PollDialog } from "./poll-dialog.tsx";
import { StickerDialog } from "./sticker-dialog.tsx";

/** Something that is added by its own dialog. */
export interface Attachment {
  readonly id: string;
  readonly icon: LucideIcon;
  readonly label: (texts: Texts) => string;
  readonly Dialog: (props: AttachProps) => ReactElement;
}

/** What can be sent beside words, in the order of the menu: a row for each. */
export const ATTACHMENTS: readonly Attachment[] = [
  { id: "sticker", icon: Sticker, label: ({ kinds }) => kinds.sticker, Dialog: StickerDialog },
  { id: "poll", icon: ChartNoAxesColumn, label: ({ kinds }) => kinds.poll, Dialog: PollDialog },
  { id: "location", icon: MapPin, label: ({ kinds }) => kinds.location, Dialog: LocationDialog },
  { id: "contact", icon: ContactRound, label: ({ kinds }) => kinds.contact, Dialog: ContactDialog },
];
