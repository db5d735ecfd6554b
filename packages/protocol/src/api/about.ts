/** The version of the API, as the documents tell it: that of the wire, not of a release. */
export const API_VERSION = "1.0.0";

export const API_DESCRIPTION =
  "The Skein protocol, version 1. The same commands are answered over HTTP (openapi.json) and over one WebSocket (asyncapi.json). " +
  "SPEC.md holds the rules; its first chapter shows how to write a client.";
