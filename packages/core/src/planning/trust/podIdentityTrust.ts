import type { Statement } from '@backstage-irsa/iam-policy';
import { parseArn } from '../../arn/arn';
import type { TrustCondition } from '../../trust/read';
import { type ServiceAccountRef } from '../../model/serviceAccountRef';
import { hashPartsHex } from '../../model/hash';
import { matchesEverything, matchesEveryCluster } from './openPattern';
import { readStatement, sameStatement } from './statements';

/** The prefix of the Sid of every statement that Backstage writes, in any role. */
export const SID_PREFIX = 'BackstageIrsa';

const SERVICE = 'pods.eks.amazonaws.com';

/** The facts about a ServiceAccount that its trust policy statement for EKS Pod Identity needs. */
export interface PodIdentityEntry {
  clusterArn: string;
  namespace: string;
  name: string;
  /** Whether EKS identifies the ServiceAccount by session tags. With a session policy, it does not. */
  tagged: boolean;
  /** The pod role from which EKS assumes the role, if the role is in another account. */
  podRoleArn?: string;
}

/** Returns the entry of a ServiceAccount of a cluster. */
export function podIdentityEntryOf(
  { namespace, name }: ServiceAccountRef,
  clusterArn: string,
  tagged: boolean,
): PodIdentityEntry {
  return { clusterArn, namespace, name, tagged };
}

/** Returns the Sid of a ServiceAccount's own statement. Conditions on tags of several ServiceAccounts would allow any combination of values. */
function sidOf({ clusterArn, namespace, name }: PodIdentityEntry): string {
  const hash = hashPartsHex([SERVICE, clusterArn, namespace, name]);
  return `${SID_PREFIX}${hash.slice(0, 16)}`;
}

/**
 * Returns the conditions that identify the ServiceAccount. The tags of the first session are transitive to the second one, and nobody can replace
 * them. Without tags, EKS sends a target role an external ID, which is derived from the names.
 */
function conditionsOf(entry: PodIdentityEntry): Record<string, string> {
  const { clusterArn, namespace, name, tagged, podRoleArn } = entry;
  if (tagged) {
    return {
      'aws:RequestTag/eks-cluster-arn': clusterArn,
      'aws:RequestTag/kubernetes-namespace': namespace,
      'aws:RequestTag/kubernetes-service-account': name,
    };
  }
  const {
    region = '',
    accountId = '',
    resource = '',
  } = parseArn(clusterArn) ?? {};
  const cluster = resource.replace(/^cluster\//, '');
  return podRoleArn === undefined
    ? { 'aws:SourceAccount': accountId, 'aws:SourceArn': clusterArn }
    : {
        'sts:ExternalId': [region, accountId, cluster, namespace, name].join(
          '/',
        ),
      };
}

/**
 * Returns the statement for the ServiceAccount. It identifies the cluster by ARN, because cluster names repeat across regions. Without tags, no part
 * of a request identifies the ServiceAccount, so the statement can only require the cluster. No other ServiceAccount then shares the role. A role of
 * another account trusts only the pod role, by the same tags.
 * Source: "Create IAM role with trust policy required by EKS Pod Identity", "Access AWS Resources using EKS Pod Identity Target IAM Roles" and "Grant
 * Pods access to AWS resources based on tags", EKS User Guide.
 */
function ownStatement(entry: PodIdentityEntry): Statement {
  const { podRoleArn } = entry;
  return {
    Sid: sidOf(entry),
    Effect: 'Allow',
    Principal:
      podRoleArn === undefined ? { Service: SERVICE } : { AWS: podRoleArn },
    // Always allow both actions: the association changes after the trust policy, and sends tags until then.
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Condition: { StringEquals: conditionsOf(entry) },
  };
}

/** Checks whether a statement trusts only EKS Pod Identity. */
function isForPodIdentity(statement: Statement): boolean {
  const { federated, others } = readStatement(statement);
  return (
    federated.length === 0 &&
    others.length === 1 &&
    others[0] === `Service: ${SERVICE}`
  );
}

/** Checks whether a statement trusts exactly one AWS role or user, which could have been deleted. */
function isForOneRole(statement: Statement): boolean {
  const { federated, others } = readStatement(statement);
  return (
    federated.length === 0 &&
    others.length === 1 &&
    others[0].startsWith('AWS: ')
  );
}

function isOfProduct(statement: Statement): boolean {
  return (
    statement.Sid?.startsWith(SID_PREFIX) === true &&
    (isForPodIdentity(statement) || isForOneRole(statement))
  );
}

/** Checks whether a statement is the ServiceAccount's: it has its Sid, or exactly the content that Backstage would write. */
function isOwn(statement: Statement, entry: PodIdentityEntry): boolean {
  return (
    (isOfProduct(statement) && statement.Sid === sidOf(entry)) ||
    sameStatement(statement, ownStatement(entry))
  );
}

const CLUSTER_KEY = /^aws:(requesttag\/eks-cluster-arn|sourcearn)$/i;
const PLACE_KEY = /^aws:requesttag\/kubernetes-(namespace|service-account)$/i;

/**
 * Checks whether a condition excludes associations of the account. A condition on the account does not: a pod role is in the account of its cluster.
 */
function narrows({ key, operator, values }: TrustCondition): boolean {
  if (/Not|Null|IfExists/.test(operator)) return false;
  const hasWildcards = /Like|Arn/.test(operator);
  const isOpen = (matches: (pattern: string) => boolean) =>
    hasWildcards && values.some(matches);
  return CLUSTER_KEY.test(key)
    ? !isOpen(matchesEveryCluster)
    : PLACE_KEY.test(key) && !isOpen(matchesEverything);
}

/** Checks whether a statement trusts every association of the account. */
export function isBroadPodIdentity(statement: Statement): boolean {
  const { effect, others, conditions } = readStatement(statement);
  return (
    effect === 'Allow' &&
    others.includes(`Service: ${SERVICE}`) &&
    !conditions.some(narrows)
  );
}

/** Checks whether a statement in an unshared role is stray: about another ServiceAccount, or trusting every association. */
export function isStrayPodIdentity(
  statement: Statement,
  { podIdentity, shared }: { podIdentity: PodIdentityEntry; shared: boolean },
): boolean {
  return (
    !shared &&
    !isOwn(statement, podIdentity) &&
    (isOfProduct(statement) ||
      (isForPodIdentity(statement) && isBroadPodIdentity(statement)))
  );
}

/** Checks whether the ServiceAccount has its statement. */
export function hasPodIdentity(
  statements: Statement[],
  entry: PodIdentityEntry,
): boolean {
  return statements.some(statement => isOwn(statement, entry));
}

/** Returns the statements without the ServiceAccount's. */
export function withoutPodIdentity(
  statements: Statement[],
  entry: PodIdentityEntry,
): Statement[] {
  return statements.filter(statement => !isOwn(statement, entry));
}

/** Returns the statements with exactly one for the ServiceAccount. */
export function withPodIdentity(
  statements: Statement[],
  entry: PodIdentityEntry,
): Statement[] {
  const place = statements.findIndex(statement => isOwn(statement, entry));
  const ours = ownStatement(entry);
  if (place < 0) return [...statements, ours];
  return statements.flatMap((statement, index) => {
    if (index === place)
      return [sameStatement(statement, ours) ? statement : ours];
    return isOwn(statement, entry) ? [] : [statement];
  });
}
