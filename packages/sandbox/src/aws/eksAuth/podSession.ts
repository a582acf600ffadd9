import { randomUUID } from 'node:crypto';
import { evaluate, type PolicyDocument } from '@backstage-irsa/iam-policy';
import { seenWorld } from '../../state/seen';
import type { Cluster, PodIdentityAssociation } from '../../state/cluster';
import type { Session, SessionTag } from '../../state/world';
import { findRole } from '../access/caller';
import { resourceControls } from '../access/controls';
import { namedPolicy, readPolicy } from '../access/policies';
import { tagContext } from '../iam/tagging';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';
import { startSession, type TrustedRole } from '../sts/session';
import { actionsFor, sessionTagContext } from '../sts/sessionTags';
import { findTrustedRole } from '../sts/trustedRole';
import type { PodClaims } from './podToken';

const SERVICE = 'pods.eks.amazonaws.com';
const ROLE_SECONDS = 6 * 3600;
/** The maximum session duration with role chaining. */
const TARGET_SECONDS = 3600;
/** The number of characters of the cluster and pod names in the session name, which has at most 64 characters. */
const NAME_PART = 10;

/** A pod's request for credentials, with the association that applies. */
export interface PodRequest {
  cluster: Cluster;
  association: PodIdentityAssociation;
  claims: PodClaims;
}

/**
 * Starts the session of a pod, with the association's role or with the target role that this role assumes. Throws `AccessDeniedException` if a trust
 * policy does not allow it.
 */
export function startPodSession(
  request: PodRequest,
  context: OperationContext,
): Session {
  const { association } = request;
  const { targetRoleArn, policy } = association;
  const tags = association.disableSessionTags ? [] : podTags(request);
  const name = sessionName(request);
  const policies = policy === undefined ? [] : [readPolicy(policy)];
  const trusted = trustedByService(request, name, tags, context);
  if (targetRoleArn === undefined) {
    return startSession(
      context.world,
      trusted,
      { RoleSessionName: name, DurationSeconds: ROLE_SECONDS },
      { policies, tags, cluster: request.cluster.name },
    );
  }
  const first = startSession(
    context.world,
    trusted,
    { RoleSessionName: name, DurationSeconds: TARGET_SECONDS },
    { policies: [], tags, cluster: request.cluster.name },
  );
  return startTargetSession(request, { trusted, first, policies }, context);
}

/** Returns the 6 session tags with which roles and resources can distinguish pods ("Enable or disable session tags", Amazon EKS User Guide). */
function podTags({ cluster, claims }: PodRequest): SessionTag[] {
  return Object.entries({
    'eks-cluster-arn': cluster.arn,
    'eks-cluster-name': cluster.name,
    'kubernetes-namespace': claims.namespace,
    'kubernetes-service-account': claims.serviceaccount.name,
    'kubernetes-pod-name': claims.pod.name,
    'kubernetes-pod-uid': claims.pod.uid,
  }).map(([key, value]) => ({ key, value, transitive: true }));
}

function sessionName({ cluster, claims }: PodRequest): string {
  const parts = [cluster.name, claims.pod.name].map(name =>
    name.slice(0, NAME_PART),
  );
  return ['eks', ...parts, randomUUID()].join('-');
}

function trustedByService(
  { cluster, association }: PodRequest,
  RoleSessionName: string,
  tags: SessionTag[],
  { world, now }: OperationContext,
): TrustedRole {
  const found = findRole(seenWorld(world, 'trust', now), association.roleArn);
  const isAllowed =
    found &&
    actionsFor(tags).every(
      action =>
        evaluate({
          principal: { kind: 'service', arn: SERVICE },
          action,
          resource: association.roleArn,
          resourceAccount: found.account.id,
          identityPolicies: [],
          resourcePolicy: namedPolicy('trust policy', found.role.trustPolicy),
          resourceControlPolicies: resourceControls(world, found.account.id),
          context: {
            ...sessionTagContext(tags),
            ...tagContext('aws:ResourceTag', found.role.tags),
            'aws:PrincipalIsAWSService': 'true',
            'aws:PrincipalServiceName': SERVICE,
            'aws:SourceAccount': cluster.accountId,
            'aws:SourceArn': cluster.arn,
            ...(world.organization?.members.has(cluster.accountId) && {
              'aws:SourceOrgID': world.organization.id,
            }),
            'aws:SecureTransport': 'true',
            'aws:CurrentTime': now.toISOString(),
            'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
            'sts:RoleSessionName': RoleSessionName,
          },
        }).decision === 'Allowed',
    );
  if (!isAllowed) {
    throw unauthorized('the associated role');
  }
  return found;
}

function startTargetSession(
  { cluster, association: { targetRoleArn = '', externalId } }: PodRequest,
  from: { trusted: TrustedRole; first: Session; policies: PolicyDocument[] },
  context: OperationContext,
): Session {
  const { trusted, first, policies } = from;
  const { arn, userId, tags } = first;
  const RoleSessionName = arn.slice(arn.lastIndexOf('/') + 1);
  const target = findTrustedRole(
    { RoleArn: targetRoleArn, RoleSessionName, ExternalId: externalId },
    tags,
    {
      ...context,
      caller: { kind: 'session', arn, userId, session: first, ...trusted },
    },
  );
  if (typeof target === 'string') {
    throw unauthorized('the target role');
  }
  return startSession(
    context.world,
    target,
    { RoleSessionName, DurationSeconds: TARGET_SECONDS },
    { policies, tags, cluster: cluster.name },
  );
}

function unauthorized(role: string): AwsError {
  return new AwsError(
    'AccessDeniedException',
    400,
    `Unauthorized Exception! EKS does not have permissions to assume ${role}.`,
  );
}
