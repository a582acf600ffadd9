/**
 * A local AWS and EKS for development and tests. Not for production.
 *
 * @packageDocumentation
 */
export type { Access } from './state/calls';
export { ISSUER_THUMBPRINT } from './aws/iam/oidcProviders';
export type { AdministratorKeys } from './environments';
export { fill } from './company/backend/fill';
export { addKey } from './aws/kms/customerKeys';
export { addResource } from './company/resources';
export {
  addSelfManagedNodes,
  addWindowsNodes,
  type AgentSource,
  disableIpv6,
  enableAutoMode,
  runOnFargate,
  setPodIdentityAgent,
} from './company/compute';
export type { ExportFiles } from './exports';
export type { FleetFault, PlantedFaults } from './fleet/faults';
export type { Fleet, FleetOptions } from './fleet/options';
export type { FaultWish } from './company/faults';
export {
  kubebuilderAssets,
  startControlPlane,
  type ControlPlane,
  type ControlPlaneOptions,
} from './envtest';
export {
  startPodIdentityWebhook,
  type PodIdentityWebhook,
  type PodIdentityWebhookServerOptions,
} from './kubernetes/webhook/server';
export type { OrganizationOptions } from './company/manyAccounts';
export type { SandboxCluster } from './clusterServers';
export { startSandbox, type Sandbox, type SandboxOptions } from './sandbox';
export { ListenError } from './server/http';
export { CallLog, type Call } from './state/calls';
export type { Propagation, PropagationDelays } from './state/propagation';
export type { Disturbance, DisturbanceKind } from './disturbances/Disturbances';
export type {
  Account,
  IamRole,
  IamUser,
  InstanceProfile,
  KmsGrant,
  KmsKey,
  ManagedPolicy,
  OidcProvider,
  PublicAccessBlock,
  Tag,
} from './state/account';
export type {
  AccessEntry,
  AssociatedAccessPolicy,
  Addon,
  Cluster,
  FargateProfile,
  ClusterUser,
  NodeGroup,
  PodIdentityAssociation,
  Vpc,
  VpcEndpoint,
} from './state/cluster';
export type {
  ControlPolicy,
  Member,
  Organization,
  OrganizationalUnit,
  PolicyType,
} from './state/organization';
export type {
  EventBus,
  LambdaFunction,
  Queue,
  QueueMessage,
  Repository,
  Resource,
  Secret,
  Table,
  Topic,
} from './state/resources';
export type {
  Bucket,
  BucketEncryption,
  MultipartUpload,
  PlantedService,
  Session,
  SessionTag,
  World,
} from './state/world';
