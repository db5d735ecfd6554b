/** Loads now what the core loads when it is first needed: for pages that may go offline before, and for tests on virtual time. */
export async function loadRest(): Promise<void> {
  await Promise.all([
    import("./build-own.ts"),
    import("./create-group.ts"),
    import("./ask.ts"),
    import("./verify/verify.ts"),
    import("./stream-writer.ts"),
    import("./read-contacts.ts"),
    import("./transport/between.ts"),
  ]);
}
