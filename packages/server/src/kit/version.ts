/** The version of the server, as its package says it; written here because one executable has no package.json beside it. */
export const VERSION = "0.1.0";
