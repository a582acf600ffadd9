/**
 * A local AWS and EKS for development and tests. Not for production.
 *
 * @packageDocumentation
 */
export type { AdministratorKeys } from './environments';
export { startSandbox, type Sandbox, type SandboxOptions } from './sandbox';
export { ListenError } from './server/http';
export { CallLog, type Call } from './state/calls';
export type {
  AccessEntry,
  Account,
  Bucket,
  Cluster,
  ClusterUser,
  IamRole,
  IamUser,
  ManagedPolicy,
  NodeGroup,
  OidcProvider,
  PlantedService,
  Session,
  Tag,
  World,
} from './state/world';
