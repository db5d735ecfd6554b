export { nodeMigrations } from "./migrations.ts";
export { joinCluster, type ClusterNode } from "./node.ts";
export { sharedSecret } from "./shared-secret.ts";
