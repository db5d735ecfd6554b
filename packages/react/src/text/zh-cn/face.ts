import type { Texts } from "../en.ts";

/** 头像：自己的和群的。 */
export const face: Texts["face"] = {
  change: "更换头像",
  choose: "选择图片",
  remove: "移除头像",
  cropTitle: "裁剪头像",
  part: "头像的显示范围",
  zoom: "缩放",
  cropHint: "拖动移动，滚轮缩放；也可以用方向键和 +、− 键。",
  cropHintTouch: "拖动移动，双指缩放。",
  use: "设为头像",
  saved: "头像已更换。",
  removed: "头像已移除。",
  unreadable: "浏览器无法识别这张图片，请选择 JPEG、PNG 或 WebP。",
};
