import {
  isRegion,
  oidcProviderArn,
  parseArn,
  partitionOf,
} from '@backstage-irsa/core/arn';

/** The object that an event reports as changed, by the identifiers of AWS. Its current state comes only from AWS, never from the event. */
export type ChangedThing =
  | { kind: 'role'; accountId: string; name: string }
  | { kind: 'policy'; accountId: string; arn: string }
  | { kind: 'oidc-provider'; accountId: string; arn: string }
  | ({
      kind: 'service-account';
      namespace: string;
      name: string;
    } & ChangedCluster)
  | ({ kind: 'association'; id: string } & ChangedCluster)
  | ({ kind: 'cluster' } & ChangedCluster);

/** An EKS cluster. */
export interface ChangedCluster {
  accountId: string;
  region: string;
  /** The name of the cluster in EKS. */
  eksName: string;
}

/** The result of reading an event. */
type EventOutcome =
  | { result: 'changed'; thing: ChangedThing }
  | { result: 'ignored' }
  | { result: 'malformed'; id: string; reason: string };

/** API calls that name a role. */
const OF_ROLE = [
  'AttachRolePolicy',
  'CreateRole',
  'DeleteRole',
  'DeleteRolePermissionsBoundary',
  'DeleteRolePolicy',
  'DetachRolePolicy',
  'PutRolePermissionsBoundary',
  'PutRolePolicy',
  'TagRole',
  'UntagRole',
  'UpdateAssumeRolePolicy',
  'UpdateRole',
  'UpdateRoleDescription',
];

/** API calls that change the default version of a managed policy. A new policy is not attached to any role yet. */
const OF_POLICY = [
  'CreatePolicyVersion',
  'DeletePolicy',
  'SetDefaultPolicyVersion',
];

const OF_PROVIDER = [
  'AddClientIDToOpenIDConnectProvider',
  'CreateOpenIDConnectProvider',
  'DeleteOpenIDConnectProvider',
  'RemoveClientIDFromOpenIDConnectProvider',
  'UpdateOpenIDConnectProviderThumbprint',
];

const OF_ASSOCIATION = [
  'CreatePodIdentityAssociation',
  'DeletePodIdentityAssociation',
  'UpdatePodIdentityAssociation',
];

/** API calls that change what scans read of a whole cluster. */
const OF_CLUSTER = [
  'AssociateAccessPolicy',
  'CreateAccessEntry',
  'CreateAddon',
  'CreateCluster',
  'CreateNodegroup',
  'DeleteAccessEntry',
  'DeleteAddon',
  'DeleteCluster',
  'DeleteNodegroup',
  'DisassociateAccessPolicy',
  'UpdateAccessEntry',
  'UpdateAddon',
  'UpdateClusterConfig',
  'UpdateClusterVersion',
];

type Fields = Record<string, unknown>;

/** The account, region, and parameters of an AWS API call. */
interface Call {
  accountId: string;
  region: string;
  parameters: Fields;
}

type Reader = (call: Call) => ChangedThing | undefined;

const READERS = new Map<string, Map<string, Reader>>([
  [
    'aws.iam',
    new Map<string, Reader>([
      ...OF_ROLE.map(name => [name, roleOf] as const),
      ...OF_POLICY.map(name => [name, policyOf] as const),
      ...OF_PROVIDER.map(name => [name, providerOf] as const),
    ]),
  ],
  [
    'aws.eks',
    new Map<string, Reader>([
      ...OF_ASSOCIATION.map(name => [name, associationOf] as const),
      ...OF_CLUSTER.map(name => [name, clusterOf] as const),
    ]),
  ],
]);

/**
 * Returns the object that an EventBridge event reports as changed. Ignores reads, calls that AWS refused, and calls that change nothing that the
 * plugin reads. An event that should name an object but does not is malformed. Never throws, whatever the event contains.
 *
 * Source: "AWS service events delivered via AWS CloudTrail", EventBridge User Guide; "CloudTrail record contents", CloudTrail User Guide.
 */
export function changedBy(payload: unknown): EventOutcome {
  const event = fieldsOf(payload);
  const id = text(event?.id, /^[\w-]{1,64}$/) ?? 'unknown';
  const malformed = (reason: string): EventOutcome => {
    return { result: 'malformed', id, reason };
  };
  const { source, 'detail-type': type }: Fields = event ?? {};
  if (!event || typeof source !== 'string' || typeof type !== 'string') {
    return malformed('it is not an EventBridge event');
  }
  const readers = READERS.get(source);
  if (type !== 'AWS API Call via CloudTrail' || !readers) {
    return { result: 'ignored' };
  }
  const detail = fieldsOf(event.detail);
  if (!detail || typeof detail.eventName !== 'string') {
    return malformed('it names no API call');
  }
  const read = readers.get(detail.eventName);
  if (!read || detail.errorCode !== undefined || detail.readOnly === true) {
    return { result: 'ignored' };
  }
  const accountId = text(detail.recipientAccountId, /^\d{12}$/);
  const region = text(detail.awsRegion, /^[a-z0-9-]{1,40}$/);
  const parameters = fieldsOf(detail.requestParameters);
  const thing =
    accountId !== undefined &&
    region !== undefined &&
    isRegion(region) &&
    parameters &&
    read({ accountId, region, parameters });
  return thing
    ? { result: 'changed', thing }
    : malformed('it does not name the object of the call');
}

function roleOf({ accountId, parameters }: Call): ChangedThing | undefined {
  const name = text(parameters.roleName, /^[\w+=,.@-]{1,64}$/);
  return name === undefined ? undefined : { kind: 'role', accountId, name };
}

function policyOf({ accountId, parameters }: Call): ChangedThing | undefined {
  const arn = text(parameters.policyArn, /^[\w+=,.@:/-]{1,800}$/);
  return arn !== undefined && isOf(arn, accountId, 'policy/')
    ? { kind: 'policy', accountId, arn }
    : undefined;
}

function providerOf(call: Call): ChangedThing | undefined {
  const { accountId, region, parameters } = call;
  const url = text(parameters.url, /^https:\/\/[\w.:/-]{1,255}$/);
  const arn =
    url === undefined
      ? text(parameters.openIDConnectProviderArn, /^[\w.:/-]{1,400}$/)
      : oidcProviderArn(partitionOf(region).id, accountId, url);
  return arn !== undefined && isOf(arn, accountId, 'oidc-provider/')
    ? { kind: 'oidc-provider', accountId, arn }
    : undefined;
}

/** Updates and deletions of an association contain only its ID. */
function associationOf(call: Call): ChangedThing | undefined {
  const cluster = eksClusterOf(call);
  const { parameters } = call;
  const id = text(parameters.associationId, /^a-[a-z0-9]{1,60}$/);
  const namespace = text(parameters.namespace, /^[a-z0-9-]{1,63}$/);
  const name = text(parameters.serviceAccount, /^[a-z0-9.-]{1,253}$/);
  if (!cluster) return undefined;
  if (id !== undefined) return { kind: 'association', ...cluster, id };
  return namespace !== undefined && name !== undefined
    ? { kind: 'service-account', ...cluster, namespace, name }
    : undefined;
}

function clusterOf(call: Call): ChangedThing | undefined {
  const cluster = eksClusterOf(call);
  return cluster && { kind: 'cluster', ...cluster };
}

/** API paths contain the cluster as `name` or `clusterName`. */
function eksClusterOf(call: Call): ChangedCluster | undefined {
  const { accountId, region, parameters } = call;
  const eksName = text(
    parameters.clusterName ?? parameters.name,
    /^[0-9A-Za-z][\w-]{0,99}$/,
  );
  return eksName === undefined ? undefined : { accountId, region, eksName };
}

function isOf(arn: string, accountId: string, kind: string): boolean {
  const parsed = parseArn(arn);
  return (
    parsed?.service === 'iam' &&
    parsed.accountId === accountId &&
    parsed.resource.startsWith(kind)
  );
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined;
}

function text(value: unknown, shape: RegExp): string | undefined {
  return typeof value === 'string' && shape.test(value) ? value : undefined;
}
