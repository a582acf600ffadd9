import {
  describeCondition,
  type Blocker,
  type EvaluationRequest,
  type NamedPolicy,
  type RequestContext,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { parseArn } from '../../arn/arn';
import type { AccessHolder, LayerReading } from '../../model/types';
import {
  organizationControls,
  type OrganizationControls,
} from '../organizationControls';
import {
  invalidPoliciesOf,
  type EvaluablePolicies,
  type PolicySet,
} from '../policySet';
import { conditionsOf, decide } from '../simulate';
import type { AccessQuestion } from './question';

/** That a role or a user can do something, or might; who has the role is not its business. */
export type AccessDecision = Pick<
  AccessHolder,
  'decision' | 'conditions' | 'decidedBy'
> & {
  /** Why the resource decides too, and was not asked. */
  resourceSide?: string;
  /** The names of policies whose documents could not be read. */
  invalid?: string[];
  /** The layers of the organization that were not read. */
  unreadControls?: LayerReading[];
};

/** The policies of a set ready to be asked, and what of them could not be read. */
export interface ReadPolicies extends EvaluablePolicies {
  unread: boolean;
  /** The names of those whose documents could not be read. */
  invalid: string[];
}

export function readPolicies(
  set: PolicySet,
  policies: EvaluablePolicies,
): ReadPolicies {
  const invalid = invalidPoliciesOf(set).map(({ policy }) => policy);
  const isUnread = set.layers.some(
    ({ layer, state }) =>
      state === 'not-read' &&
      (layer === 'identity' || layer === 'permissions-boundary'),
  );
  return { ...policies, unread: isUnread || invalid.length > 0, invalid };
}

const notAsked = organizationControls(() => undefined);

/** Whose policies decide, with the condition keys that each of its requests carries, and the SCPs and RCPs that take part. */
export interface DecidedPrincipal {
  kind: 'role' | 'user';
  arn: string;
  context: RequestContext;
  /** Absent where nobody asked the organization. */
  controls?: OrganizationControls;
}

/**
 * Whether the user, or sessions of the role, can do it; undefined when they cannot. What hangs on keys of the request that nobody knows here is
 * `allowed-if`, a Deny included; what hangs on policies that could not be read is `unknown`.
 */
export function decideAccess(
  { action, resource }: AccessQuestion,
  policies: ReadPolicies,
  { kind, arn, context, controls = notAsked(arn) }: DecidedPrincipal,
): AccessDecision | undefined {
  const { layers, context: organizationKeys, ...limits } = controls;
  const request = {
    ...policies,
    ...limits,
    principal: { kind, arn },
    action,
    resource,
    context: {
      ...regionOf(resource),
      ...organizationKeys,
      ...context,
    },
  };
  const first = decide(request);
  const avoided = avoidable(first.result.blockedBy);
  const { result, resourceSide } = avoided
    ? decide(without(request, avoided))
    : first;
  const unless = (avoided ?? []).map(
    ({ conditions = [] }) =>
      `but not ${conditions.map(describeCondition).join(' and ')}`,
  );
  const unreadControls = layers.filter(({ state }) => state === 'not-read');
  const told = {
    ...(resourceSide !== undefined && { resourceSide }),
    ...(policies.invalid.length > 0 && { invalid: policies.invalid }),
    ...(unreadControls.length > 0 && { unreadControls }),
  };
  if (result.decision === 'Allowed') {
    const conditions = [...new Set(unless)];
    const sure = conditions.length > 0 ? 'allowed-if' : 'allowed';
    return {
      ...told,
      decision: policies.unread ? 'unknown' : sure,
      ...(conditions.length > 0 && { conditions }),
      decidedBy: result.decidedBy.map(refOf),
    };
  }
  if (result.decision === 'ExplicitlyDenied') return undefined;
  const conditions = conditionsOf(result.blockedBy)?.map(
    words => `only ${words}`,
  );
  if (conditions) {
    return {
      ...told,
      decision: policies.unread ? 'unknown' : 'allowed-if',
      conditions: [...new Set([...conditions, ...unless])],
      decidedBy: result.blockedBy.flatMap(blocker =>
        blocker.cause === 'condition' ? refsOf(blocker) : [],
      ),
    };
  }
  return policies.unread
    ? { ...told, decision: 'unknown', decidedBy: [] }
    : undefined;
}

/** Its denials, when each of them hangs on a key that the request would have to carry; undefined when one does not. */
function avoidable(blockers: Blocker[]): Blocker[] | undefined {
  const denials = blockers.filter(({ cause }) => cause === 'explicit-deny');
  const all = denials.every(({ conditions = [] }) =>
    conditions.some(({ actual }) => actual === undefined),
  );
  return denials.length > 0 && all ? denials : undefined;
}

/** A call about a resource goes to its region, where the ARN names one. */
function regionOf(resource: string): RequestContext {
  const region = parseArn(resource)?.region;
  return region ? { 'aws:RequestedRegion': region } : {};
}

/** The request without some statements. */
function without(
  request: EvaluationRequest,
  statements: Blocker[],
): EvaluationRequest {
  const {
    identityPolicies,
    permissionsBoundary,
    serviceControlPolicies,
    resourceControlPolicies,
  } = request;
  const restIn =
    (layer: Blocker['layer']) =>
    (policy: NamedPolicy): NamedPolicy => {
      const dropped = new Set(
        statements
          .filter(each => each.layer === layer && each.policy === policy.name)
          .flatMap(({ statement }) => statement ?? []),
      );
      if (dropped.size === 0) return policy;
      const all: Statement[] = [policy.document.Statement].flat();
      return {
        ...policy,
        document: {
          ...policy.document,
          Statement: all.filter((_, index) => !dropped.has(index)),
        },
      };
    };
  return {
    ...request,
    identityPolicies: identityPolicies.map(restIn('identity')),
    permissionsBoundary:
      permissionsBoundary &&
      restIn('permissions-boundary')(permissionsBoundary),
    serviceControlPolicies: serviceControlPolicies?.map(level =>
      level.map(restIn('service-control')),
    ),
    resourceControlPolicies: resourceControlPolicies?.map(level =>
      level.map(restIn('resource-control')),
    ),
  };
}

type Ref = AccessHolder['decidedBy'][number];

function refOf({ layer, level, policy, statement, sid }: Ref): Ref {
  return {
    ...(layer !== undefined && { layer }),
    ...(level !== undefined && { level }),
    policy,
    statement,
    ...(sid !== undefined && { sid }),
  };
}

function refsOf({ layer, level, policy, statement, sid }: Blocker): Ref[] {
  return policy === undefined || statement === undefined
    ? []
    : [refOf({ layer, level, policy, statement, sid })];
}
