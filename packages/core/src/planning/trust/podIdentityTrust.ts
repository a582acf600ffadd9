import type { Statement } from '@backstage-irsa/iam-policy';
import { parseArn } from '../../arn/arn';
import { readTrustPolicy, type TrustStatement } from '../../trust/read';
import { type ServiceAccountRef } from '../../model/serviceAccountRef';
import { hashPartsHex } from '../../model/hash';
import { sameDocument } from '../sameDocument';

/** Begins the Sid of every statement that is ours, in any role. */
export const SID_PREFIX = 'BackstageIrsa';

const SERVICE = 'pods.eks.amazonaws.com';

/** What one ServiceAccount needs of a trust policy for EKS Pod Identity. */
export interface PodIdentityEntry {
  clusterArn: string;
  namespace: string;
  name: string;
  /** Whether EKS says by session tags which ServiceAccount it is: it does not under a session policy. */
  tagged: boolean;
  /** The role by which EKS comes, where it does not come by itself: from another account. */
  podRoleArn?: string;
}

/** The entry of a ServiceAccount of a cluster. */
export function podIdentityEntryOf(
  { namespace, name }: ServiceAccountRef,
  clusterArn: string,
  tagged: boolean,
): PodIdentityEntry {
  return { clusterArn, namespace, name, tagged };
}

/** One for each ServiceAccount: conditions on several tags at once would let in every pairing of their values. */
function sidOf({ clusterArn, namespace, name }: PodIdentityEntry): string {
  const hash = hashPartsHex([SERVICE, clusterArn, namespace, name]);
  return `${SID_PREFIX}${hash.slice(0, 16)}`;
}

/**
 * What tells the ServiceAccount. The tags of the first session go on into the second one, and nobody can set others in their place. Without tags
 * EKS says the same to a target role by an external ID, which follows from the names.
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
 * Names are no proof of a cluster, since they repeat across regions: its ARN is. Without tags nothing of a request says which ServiceAccount it
 * is for, so that the cluster is all that can be asked for; the role is then one that no other ServiceAccount shares.
 * A role of another account lets in the one pod role, by the same tags.
 * Source: "Create IAM role with trust policy required by EKS Pod Identity", "Access AWS Resources using EKS Pod Identity Target IAM Roles" and "Grant Pods access to AWS resources based on tags", EKS User Guide.
 */
function ownStatement(entry: PodIdentityEntry): Statement {
  const { podRoleArn } = entry;
  return {
    Sid: sidOf(entry),
    Effect: 'Allow',
    Principal:
      podRoleArn === undefined ? { Service: SERVICE } : { AWS: podRoleArn },
    // Both in any case: the association is changed after the trust policy, and sends tags until then.
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Condition: { StringEquals: conditionsOf(entry) },
  };
}

function same(a: Statement, b: Statement): boolean {
  const Version = '2012-10-17';
  return sameDocument({ Version, Statement: a }, { Version, Statement: b });
}

function read(statement: Statement): TrustStatement {
  return readTrustPolicy({ Statement: statement })[0];
}

/** Lets in EKS Pod Identity and nobody beside it. */
function isForPodIdentity(statement: Statement): boolean {
  const { federated, others } = read(statement);
  return (
    federated.length === 0 &&
    others.length === 1 &&
    others[0] === `Service: ${SERVICE}`
  );
}

/** Lets in one role or user of AWS, which need not exist any more, and nobody beside it. */
function isForOneRole(statement: Statement): boolean {
  const { federated, others } = read(statement);
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

/** The statement of our ServiceAccount: by its Sid, or because it says exactly what ours would. */
function isOwn(statement: Statement, entry: PodIdentityEntry): boolean {
  return (
    (isOfProduct(statement) && statement.Sid === sidOf(entry)) ||
    same(statement, ownStatement(entry))
  );
}

const NARROWING =
  /^aws:(requesttag\/(eks-cluster-arn|kubernetes-namespace|kubernetes-service-account)|source(arn|account))$/i;

/** Lets in every association of the account. */
export function isBroadPodIdentity(statement: Statement): boolean {
  const { effect, others, conditions } = read(statement);
  return (
    effect === 'Allow' &&
    others.includes(`Service: ${SERVICE}`) &&
    !conditions.some(
      ({ key, operator }) =>
        NARROWING.test(key) && !/Not|Null|IfExists/.test(operator),
    )
  );
}

/** In a role for one ServiceAccount, a statement of ours about another, or one that lets in every association, is ours gone wrong. */
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

/** Whether our ServiceAccount has its statement. */
export function hasPodIdentity(
  statements: Statement[],
  entry: PodIdentityEntry,
): boolean {
  return statements.some(statement => isOwn(statement, entry));
}

/** The statements without that of our ServiceAccount. */
export function withoutPodIdentity(
  statements: Statement[],
  entry: PodIdentityEntry,
): Statement[] {
  return statements.filter(statement => !isOwn(statement, entry));
}

/** The statements with that of our ServiceAccount, once. */
export function withPodIdentity(
  statements: Statement[],
  entry: PodIdentityEntry,
): Statement[] {
  const place = statements.findIndex(statement => isOwn(statement, entry));
  const ours = ownStatement(entry);
  if (place < 0) return [...statements, ours];
  return statements.flatMap((statement, index) => {
    if (index === place) return [same(statement, ours) ? statement : ours];
    return isOwn(statement, entry) ? [] : [statement];
  });
}
