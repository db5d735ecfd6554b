/** Files: uploads, what is made of them, who may fetch them, and messages that hold them. */
export { createFiles, type FileAnswers } from "./files.ts";
export { type Avatars, eraseAvatar } from "./avatar.ts";
export { fileMigrations } from "./migrations.ts";
export { playedFold } from "./played.ts";
export { fileRules, links } from "./rule.ts";
export { readablePicture } from "./access.ts";
export { holdFile, refer, releaseFile, renameFile, staysFor } from "./store.ts";
export { eraseFiles, forgetFiles } from "./tabs.ts";
