import { expect, test } from "bun:test";
import { en } from "../../text/en.ts";
import { zhCn } from "../../text/zh-cn.ts";
import { customWords, filled } from "./custom.tsx";

test("words of a type are filled from its data, and with nothing else", () => {
  const data = JSON.parse('{"number":7,"paid":true,"who":"{number}","list":[1],"__proto__":"x"}') as Record<
    string,
    unknown
  >;
  expect(filled("Order {number}, {paid}, {who}, {list}, {toString}, {nothing}", data)).toBe(
    "Order 7, true, {number}, …, …, …",
  );
});

test("a custom message is in the reader's language, else in its own words", () => {
  const body = { type: "shop.order", data: { n: 7 }, fallback: "An order" };
  const texts = { en: "Order {n}", "zh-CN": "订单 {n}" };
  expect(customWords({ ...body, texts }, { texts: en })).toBe("Order 7");
  expect(customWords({ ...body, texts }, { texts: zhCn })).toBe("订单 7");
  expect(customWords({ ...body, texts: { de: "Bestellung" } }, { texts: en })).toBe("An order");
  expect(customWords(body, { texts: en })).toBe("An order");
});
