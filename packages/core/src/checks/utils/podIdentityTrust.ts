import {
  evaluateTrust,
  type EvaluationResult,
  type PolicyDocument,
  type RequestContext,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { readTrustPolicy } from '../../trust/read';
import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';
import { statementsOf } from '../../model/document';
import { timeContext } from './trust';

/** The service that hands out roles to pods, the same in every partition. */
export const POD_IDENTITY_SERVICE = 'pods.eks.amazonaws.com';

const ASSUME = 'sts:AssumeRole';
const TAG = 'sts:TagSession';

/** What EKS says when it assumes the role for a pod. */
export interface PodIdentityClaims {
  /** Condition keys of the request. */
  context: RequestContext;
  /** Those that make a trust policy mean this ServiceAccount alone. */
  scope: Record<string, string>;
  actions: string[];
}

/** Source: "Grant Pods access to AWS resources based on tags", Amazon EKS User Guide. */
const TAG_KEYS = [
  'eks-cluster-arn',
  'eks-cluster-name',
  'kubernetes-namespace',
  'kubernetes-pod-name',
  'kubernetes-pod-uid',
  'kubernetes-service-account',
];

const tag = (name: string) => `aws:RequestTag/${name}`;

/**
 * The request of EKS for a pod of the ServiceAccount; undefined while cluster or association is not known. The tags of the single pod are left out.
 * Source: "How EKS Pod Identity works" and "Grant Pods access to AWS resources based on tags", Amazon EKS User Guide.
 */
export function podIdentityClaims(
  observed: Pick<Observed, 'association' | 'cluster' | 'config' | 'ref'> &
    Partial<Pick<Observed, 'at' | 'role'>>,
  tagged = !valueOf(observed.association)?.disableSessionTags,
): PodIdentityClaims | undefined {
  const cluster = valueOf(observed.cluster);
  const association = valueOf(observed.association);
  if (!cluster || !association) return undefined;
  const { at, config, ref, role } = observed;
  const roleTags = Object.entries((role && valueOf(role)?.tags) ?? {}).map(
    ([key, value]) => [`aws:ResourceTag/${key}`, value],
  );
  const source = {
    'aws:SourceAccount': config.accountId,
    'aws:SourceArn': cluster.arn,
  };
  const tags = {
    [tag('eks-cluster-arn')]: cluster.arn,
    [tag('kubernetes-namespace')]: ref.namespace,
    [tag('kubernetes-service-account')]: ref.name,
  };
  return {
    context: {
      ...(at !== undefined && timeContext(at)),
      ...source,
      ...Object.fromEntries(roleTags),
      ...(tagged && {
        ...tags,
        [tag('eks-cluster-name')]: config.eksName,
        'aws:TagKeys': TAG_KEYS,
      }),
    },
    scope: tagged ? tags : source,
    actions: tagged ? [ASSUME, TAG] : [ASSUME],
  };
}

/** What a trust policy says to EKS: the first refusal, else the permission. */
export function evaluatePodIdentity(
  document: PolicyDocument,
  { context, actions }: PodIdentityClaims,
): { result: EvaluationResult; action: string } {
  const results = actions.map(action => ({
    action,
    result: evaluateTrust({
      trustPolicy: { name: 'trust policy', document },
      principal: { service: POD_IDENTITY_SERVICE },
      action,
      context,
    }),
  }));
  return (
    results.find(({ result }) => result.decision !== 'Allowed') ?? results[0]
  );
}

/** The one statement that lets EKS hand out the role to exactly this ServiceAccount. */
function rightStatement({ scope, actions }: PodIdentityClaims): Statement {
  return {
    Effect: 'Allow',
    Principal: { Service: POD_IDENTITY_SERVICE },
    Action: actions,
    Condition: { StringEquals: scope },
  };
}

/** The trust policy with a statement for this ServiceAccount: the one that lacks only actions is completed, else one is added. */
export function fixPodIdentityTrustPolicy(
  document: PolicyDocument,
  claims: PodIdentityClaims,
): PolicyDocument {
  const statements = statementsOf(document);
  const right = rightStatement(claims);
  const place = readTrustPolicy(document).findIndex(
    ({ index, effect, others, federated }) =>
      effect === 'Allow' &&
      federated.length === 0 &&
      others.length === 1 &&
      others[0] === `Service: ${POD_IDENTITY_SERVICE}` &&
      allowsAll({ ...statements[index], Action: right.Action }, claims),
  );
  return {
    ...document,
    Statement:
      place < 0
        ? [...statements, right]
        : statements.map((statement, index) =>
            index === place
              ? { ...statement, Action: right.Action }
              : statement,
          ),
  };
}

function allowsAll(statement: Statement, claims: PodIdentityClaims): boolean {
  const document: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [statement],
  };
  const { result } = evaluatePodIdentity(document, claims);
  return result.decision === 'Allowed';
}
