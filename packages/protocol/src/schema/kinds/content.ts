import Type from "typebox";
import { LIMITS } from "../../limits.ts";
import { FileInBody, type FileInfo } from "../file.ts";
import { Emoji, KindType, Line, UserId } from "../primitives.ts";
import { StickerSet } from "../sticker.ts";
import { message } from "./row.ts";

/** Messages that are no text: a place, a person, a drawing, and what an integrator brings. */
export const contentKinds = {
  location: message(
    "A place on earth.",
    {
      lat: Type.Number({ minimum: -90, maximum: 90, description: "Degrees north, WGS 84" }),
      lon: Type.Number({ minimum: -180, maximum: 180, description: "Degrees east, WGS 84" }),
      name: Type.Optional(Line(LIMITS.placeName)),
      address: Type.Optional(Line(LIMITS.address)),
    },
    { en: "Location", "zh-CN": "位置", field: "name" },
  ),
  contact: message("A person's card.", { user: UserId }, { en: "Contact card", "zh-CN": "名片" }),
  sticker: message(
    "A drawing; a client shows a fall-back for those it does not have.",
    {
      set: StickerSet,
      id: StickerSet,
      file: Type.Optional(
        Type.Unsafe<FileInfo>({
          ...FileInBody,
          description: "Written by the server: the picture of a sticker of somebody's pack",
        }),
      ),
      emoji: Type.Optional(
        Type.Unsafe<string>({ ...Emoji, description: "Written by the server: what a sticker of somebody's pack says" }),
      ),
    },
    { en: "Sticker", "zh-CN": "贴纸", field: "emoji" },
  ),
  custom: message(
    "What an integrator registered by `kind.register`.",
    {
      type: KindType,
      data: Type.Record(Type.String(), Type.Unknown(), { description: "Fits the schema of the type" }),
      fallback: Type.String({
        minLength: 1,
        maxLength: LIMITS.fallback,
        pattern: "\\S",
        description: "Plain words for clients that have no component for the type",
      }),
      texts: Type.Optional(
        Type.Record(Type.String(), Type.String(), {
          description: "Written by the server: the words of the type, by language",
        }),
      ),
      notice: Type.Optional(
        Type.Literal(true, { description: "Written by the server: shown as a line between the messages" }),
      ),
    },
    { en: "Message", "zh-CN": "消息", field: "fallback", bare: true },
  ),
} as const;
