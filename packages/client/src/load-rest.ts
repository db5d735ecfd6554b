/** Loads now what the core loads when it is first needed: for pages that may go offline before, and for tests on virtual time. */
export async function loadRest(): Promise<void> {
  await Promise.all([
    import("./build-own.ts"),
    import("./verify/verify.ts"),
    import("./stream-writer.ts"),
    import("./seldom.ts"),
    import("./search/search.ts"),
    import("./search/device.ts"),
    import("./files/transfer.ts"),
    import("./transport/between.ts"),
  ]);
}
