import {
  evaluateTrust,
  type PolicyDocument,
  type RequestContext,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { readTrustPolicy } from '../../trust/read';
import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';
import { statementsOf } from '../../model/document';
import { organizationKeys } from '../../permissions/organization/organizationControls';
import {
  decideAll,
  decideTrust,
  isOpenFor,
  type IsOpenKey,
  type TrustAnswer,
} from '../../trust/openKeys';
import { ASSUME, TAG } from './chainKeys';
import { MADE_UP, timeContext } from './trust';

/** The service principal that assumes roles for pods. It is the same in every partition. */
export const POD_IDENTITY_SERVICE = 'pods.eks.amazonaws.com';

/** The request with which EKS assumes the role for a pod. */
export interface PodIdentityClaims {
  /** The condition keys of the request. */
  context: RequestContext;
  /** The condition keys that restrict a trust policy to this ServiceAccount. */
  scope: Record<string, string>;
  actions: string[];
}

/** The session tags that EKS sends. Source: "Grant Pods access to AWS resources based on tags", Amazon EKS User Guide. */
const TAG_KEYS = [
  'eks-cluster-arn',
  'eks-cluster-name',
  'kubernetes-namespace',
  'kubernetes-pod-name',
  'kubernetes-pod-uid',
  'kubernetes-service-account',
];

const tag = (name: string) => `aws:RequestTag/${name}`;

/** Session tags whose values differ from pod to pod. */
export const OF_ONE_POD =
  /^aws:(request|principal)tag\/kubernetes-pod-(name|uid)$/i;

/**
 * Returns the request of EKS for a pod of the ServiceAccount; undefined if cluster or association is unknown. The tags of the single pod have made-up
 * values.
 * Source: "How EKS Pod Identity works" and "Grant Pods access to AWS resources based on tags", Amazon EKS User Guide.
 */
export function podIdentityClaims(
  observed: Pick<Observed, 'association' | 'cluster' | 'config' | 'ref'> &
    Partial<Pick<Observed, 'at' | 'organizations' | 'role'>>,
  tagged = !valueOf(observed.association)?.disableSessionTags,
): PodIdentityClaims | undefined {
  const cluster = valueOf(observed.cluster);
  const association = valueOf(observed.association);
  if (!cluster || !association) return undefined;
  const { at, config, organizations, ref, role } = observed;
  const organization = organizations?.[config.accountId];
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
      ...organizationKeys('Source', organization),
      ...organizationKeys('Resource', organization),
      ...Object.fromEntries(roleTags),
      ...(tagged && {
        ...tags,
        [tag('eks-cluster-name')]: config.eksName,
        [tag('kubernetes-pod-name')]: MADE_UP,
        [tag('kubernetes-pod-uid')]: MADE_UP,
        'aws:TagKeys': TAG_KEYS,
        'sts:TransitiveTagKeys': TAG_KEYS,
      }),
    },
    scope: tagged ? tags : source,
    actions: tagged ? [ASSUME, TAG] : [ASSUME],
  };
}

/** Whether only a request of EKS shows the result of a condition. */
export function isOpenForPods(
  context: RequestContext,
  requester: 'pod-identity' | 'role' = 'pod-identity',
): IsOpenKey {
  const isTagged = Object.keys(context).some(key => OF_ONE_POD.test(key));
  return isOpenFor(requester, context, isTagged ? OF_ONE_POD : undefined);
}

/** Evaluates a trust policy for EKS: returns the first denial, otherwise an open answer, otherwise the permission. */
export function evaluatePodIdentity(
  document: PolicyDocument,
  { context, actions }: PodIdentityClaims,
): TrustAnswer & { action: string } {
  return decideAll(actions, action =>
    decideTrust(document, isOpenForPods(context), one =>
      evaluateTrust({
        trustPolicy: { name: 'trust policy', document: one },
        principal: { service: POD_IDENTITY_SERVICE },
        action,
        context,
      }),
    ),
  );
}

/** Returns the statement that lets EKS assume the role for exactly this ServiceAccount. */
function rightStatement({ scope, actions }: PodIdentityClaims): Statement {
  return {
    Effect: 'Allow',
    Principal: { Service: POD_IDENTITY_SERVICE },
    Action: actions,
    Condition: { StringEquals: scope },
  };
}

/** Returns the trust policy with a statement for this ServiceAccount: completes the statement that lacks only actions, or adds one. */
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
      allowsAll(
        {
          ...document,
          Statement: { ...statements[index], Action: right.Action },
        },
        claims,
      ),
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

function allowsAll(
  document: PolicyDocument,
  claims: PodIdentityClaims,
): boolean {
  return evaluatePodIdentity(document, claims).answer === 'allowed';
}
