export { nodeMigrations } from "./migrations.ts";
export { joinCluster, type ClusterNode, type Lost } from "./node.ts";
export { sharedSecret } from "./shared-secret.ts";
