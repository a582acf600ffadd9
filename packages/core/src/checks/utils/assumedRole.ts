import {
  evaluateTrust,
  type NamedPolicy,
  type PolicyDocument,
  type Statement,
  type RequestContext,
} from '@backstage-irsa/iam-policy';
import { accountIdOf } from '../../arn/arn';
import { valueOf } from '../../model/observation';
import type {
  Observed,
  ObservedAssumedRole,
  ObservedRole,
} from '../../model/observed';
import { organizationKeys } from '../../permissions/organization/organizationControls';
import { withSessionsAsConditions } from '../../permissions/simulation/userId';
import { sessionContext } from './bucketPolicy';
import { ownSide, type OwnSide } from './ownSide';
import { statementsOf } from '../../model/document';
import { decideAll, decideTrust, type TrustAnswer } from '../../trust/openKeys';
import {
  OF_ONE_POD,
  isOpenForPods,
  podIdentityClaims,
} from './podIdentityTrust';
import { ASSUME, canHaveKey, contextOfAction, TAG } from './chainKeys';
import { timeContext } from './trust';

const REQUEST_TAG = /^aws:RequestTag\//;
/** The condition keys that EKS sends with the request, and the tags of the session from which it sends it. */
const IS_SENT = /^(sts:ExternalId$|aws:(RequestTag|PrincipalTag)\/)/;

function namedRoles({ assumedRoles: named }: Observed): ObservedAssumedRole[] {
  return (named && valueOf(named)) ?? [];
}

/** Returns the target role that EKS assumes from the associated role. */
export function targetRoleOf(
  observed: Observed,
): ObservedAssumedRole | undefined {
  const target = valueOf(observed.association)?.targetRoleArn;
  return observed.mechanism === 'pod-identity'
    ? namedRoles(observed).find(({ arn }) => arn === target)
    : undefined;
}

/** Returns the ARNs of the roles that grants of the spec name. */
export function grantedRoles({ grants }: Observed): Set<string> {
  return new Set(
    grants
      .filter(({ service }) => service === 'sts')
      .map(({ resource }) => resource),
  );
}

/** Returns the roles that the application can assume in turn, through grants or because the role's policies and boundary allow it. */
export function assumedRoles(observed: Observed): ObservedAssumedRole[] {
  const target = targetRoleOf(observed);
  const granted = grantedRoles(observed);
  return namedRoles(observed).filter(
    ({ arn }) =>
      arn !== target?.arn && (granted.has(arn) || mayAssume(observed, arn)),
  );
}

/** Whether the role's own policies let it assume another role. */
function mayAssume(observed: Observed, resource: string): boolean {
  const side = ownSide(observed, resource, { actions: [ASSUME], context: {} });
  return side.answer === 'allowed';
}

/**
 * Decides whether the role's own policies allow it to assume the target role with the session tags and external ID that EKS sends. The target's trust
 * policy can also suffice.
 */
export function mayChain(
  observed: Observed,
  role: ObservedRole,
  resource: string,
): OwnSide {
  const { externalId } = valueOf(observed.association) ?? {};
  const { actions, context } = chainRequest(observed, { role, externalId });
  const sent = Object.entries(context).filter(
    ([key]) => IS_SENT.test(key) && !OF_ONE_POD.test(key),
  );
  const target = targetRoleOf(observed);
  return ownSide(observed, resource, {
    ...{ actions, context: Object.fromEntries(sent) },
    trust: target && valueOf(target.role)?.trust.document,
  });
}

/** The observations that identify the pods' sessions. @public */
export type PodSession = Pick<
  Observed,
  'association' | 'cluster' | 'config' | 'mechanism' | 'ref'
> &
  Partial<Pick<Observed, 'at' | 'organizations'>>;

/** The role that assumes the other role, and the external ID that it sends, if known. */
export interface ChainedCaller {
  role: Pick<ObservedRole, 'arn' | 'id' | 'tags'>;
  externalId?: string;
}

/**
 * Returns the actions and context keys with which the pods' sessions assume the other role. For policies that depend on the session name, the context
 * lacks the user ID. EKS Pod Identity adds session tags, which continue into each further session.
 */
export function chainRequest(
  observed: PodSession,
  { role, externalId }: ChainedCaller,
  deciding: NamedPolicy[] = [],
): { actions: string[]; context: RequestContext } {
  const organization = observed.organizations?.[accountIdOf(role.arn)];
  const own = {
    ...sessionContext(role, deciding),
    ...organizationKeys('Principal', organization),
    ...(observed.at !== undefined && timeContext(observed.at)),
    ...(externalId !== undefined && { 'sts:ExternalId': externalId }),
  };
  const claims =
    observed.mechanism === 'pod-identity'
      ? podIdentityClaims(observed)
      : undefined;
  const tags = Object.entries(claims?.context ?? {}).filter(([key]) =>
    REQUEST_TAG.test(key),
  );
  if (tags.length === 0) return { actions: [ASSUME], context: own };
  const principalTags = tags.map(([key, value]) => [
    key.replace(REQUEST_TAG, 'aws:PrincipalTag/'),
    value,
  ]);
  return {
    actions: [ASSUME, TAG],
    context: {
      ...own,
      ...Object.fromEntries(tags),
      ...Object.fromEntries(principalTags),
    },
  };
}

/** The decision of another role's trust policy about the role. */
export interface ChainedTrust {
  answer: TrustAnswer['answer'];
  /** Condition keys that leave the answer open. */
  openKeys: string[];
  /** Whether an explicit Deny denies access. */
  isByDeny: boolean;
  /** The trust policy, changed so that it also admits the role. */
  resolved: PolicyDocument;
}

function letIn(roleArn: string, actions: string[]): Statement {
  return { Effect: 'Allow', Principal: { AWS: roleArn }, Action: actions };
}

/** Decides whether a trust policy lets a role assume the role that it belongs to. Session names are unknown. */
export function chainedTrust(
  document: PolicyDocument,
  observed: PodSession,
  caller: ChainedCaller,
): ChainedTrust {
  const { role, externalId } = caller;
  const asked = withSessionsAsConditions(document, role.arn);
  const { actions, context } = chainRequest(observed, caller, [
    { name: 'trust policy', document },
  ]);
  const isOpen = isOpenForPods(context, 'role');
  const { answer, openKeys, result } = decideAll(actions, action => {
    return decideTrust(
      asked,
      condition => canHaveKey(action, condition.key) && isOpen(condition),
      one =>
        evaluateTrust({
          trustPolicy: { name: 'trust policy', document: one },
          principal: { aws: role.arn },
          action,
          context: contextOfAction(action, context),
        }),
    );
  });
  const resolved: PolicyDocument = {
    ...document,
    Statement: [
      ...statementsOf(document),
      ...(externalId === undefined
        ? [letIn(role.arn, actions)]
        : [
            {
              ...letIn(role.arn, [ASSUME]),
              Condition: { StringEquals: { 'sts:ExternalId': externalId } },
            },
            ...actions
              .filter(action => action !== ASSUME)
              .map(action => letIn(role.arn, [action])),
          ]),
    ],
  };
  const isByDeny = result.decision === 'ExplicitlyDenied';
  return { answer, openKeys, isByDeny, resolved };
}

/**
 * Whether a target role's trust policy lets EKS assume it from the associated role, with or without the session tags of EKS Pod Identity. Conditions
 * that depend on the request count as met.
 *
 * @public
 */
export function admitsChain(
  document: PolicyDocument,
  session: PodSession,
  role: Pick<ObservedRole, 'arn' | 'id' | 'tags'>,
): boolean {
  const sessions: PodSession[] = [session, { ...session, mechanism: 'irsa' }];
  return sessions.some(
    one => chainedTrust(document, one, { role }).answer !== 'denied',
  );
}
