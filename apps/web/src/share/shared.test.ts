import { expect, test } from "bun:test";
import { sharedOf } from "./shared.ts";

const form = (fields: Readonly<Record<string, string>>): FormData => {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.set(name, value);
  return made;
};

test.each([
  [{ title: "A page", url: "https://example.com/a" }, "A page\nhttps://example.com/a"],
  [
    { title: "A page", text: "A page, worth a look https://example.com/a", url: "https://example.com/a" },
    "A page, worth a look https://example.com/a",
  ],
  [{ text: " words alone ", title: "", url: "" }, "words alone"],
  [{ title: "", text: "", url: "" }, undefined],
] as const)("%p is shared as %p", (fields, text) => {
  expect(sharedOf(form(fields))?.text).toBe(text as string);
});

test("files come along, and are enough; an empty field of files is none", () => {
  const made = form({});
  made.append("files", new File(["a"], "a.txt"));
  made.append("files", new File([], ""));
  expect(sharedOf(made)).toMatchObject({ text: "", files: [{ name: "a.txt" }] });
});
