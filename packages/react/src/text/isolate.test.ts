import { expect, test } from "bun:test";
import { isolate, setApart } from "./isolate.ts";

test("a Latin name stands apart from Chinese around it, and nothing else does", () => {
  const shown = (sentence: string): string => setApart(sentence).replaceAll(/[\u2068\u2069]/g, "");
  expect(shown(`你将${isolate("Ann")}设为管理员`)).toBe("你将\u2009Ann\u2009设为管理员");
  expect(shown(`${isolate("Ann")}退出了群聊`)).toBe("Ann\u2009退出了群聊");
  expect(shown(`你将${isolate("林悦")}设为管理员，“${isolate("G")}”`)).toBe("你将林悦设为管理员，“G”");
  expect(shown(`${isolate("林悦")} added ${isolate("Ann")}`)).toBe("林悦 added Ann");
});
