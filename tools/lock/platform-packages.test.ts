import { expect, test } from "bun:test";
import { lackingPlatforms } from "./platform-packages.mjs";

test("packages for other platforms that the lock file leaves out get an entry of their own", () => {
  const packages = {
    "": {},
    "node_modules/tool": {
      version: "2.0.0",
      dev: true,
      optionalDependencies: {
        "@tool/linux-x64": "2.0.0",
        "@tool/linux-arm64-musl": "2.0.0",
        "@tool/darwin-arm64": "2.0.0",
      },
    },
    "node_modules/@tool/linux-x64": { version: "2.0.0", optional: true },
  };
  expect(lackingPlatforms(packages)).toEqual({
    "node_modules/@tool/linux-arm64-musl": {
      version: "2.0.0",
      dev: true,
      optional: true,
      cpu: ["arm64"],
      os: ["linux"],
      libc: ["musl"],
    },
    "node_modules/@tool/darwin-arm64": { version: "2.0.0", dev: true, optional: true, cpu: ["arm64"], os: ["darwin"] },
  });
});
