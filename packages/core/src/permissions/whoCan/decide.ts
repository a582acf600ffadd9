import {
  describeCondition,
  type Blocker,
  type NamedPolicy,
  type RequestContext,
  type Statement,
} from '@backstage-irsa/iam-policy';
import type { AccessHolder } from '../../model/types';
import {
  invalidPoliciesOf,
  type EvaluablePolicies,
  type PolicySet,
} from '../policySet';
import { conditionsOf, decide } from '../simulate';
import type { AccessQuestion } from './question';

/** That a role can do something, or might; who has the role is not its business. */
export type AccessDecision = Pick<
  AccessHolder,
  'decision' | 'conditions' | 'decidedBy'
> & {
  /** Why the resource decides too, and was not asked. */
  resourceSide?: string;
  /** The names of policies whose documents could not be read. */
  invalid?: string[];
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

/**
 * Whether sessions of the role can do it; undefined when they cannot. What hangs on keys of the request that nobody knows here is `allowed-if`, a
 * Deny included; what hangs on policies that could not be read is `unknown`.
 */
export function decideAccess(
  { action, resource }: AccessQuestion,
  policies: ReadPolicies,
  role: { arn: string; context: RequestContext },
): AccessDecision | undefined {
  const request = {
    ...policies,
    principal: { kind: 'role' as const, arn: role.arn },
    action,
    resource,
    context: role.context,
  };
  const first = decide(request);
  const avoided = avoidable(first.result.blockedBy);
  const { result, resourceSide } = avoided
    ? decide({ ...request, ...without(policies, avoided) })
    : first;
  const unless = (avoided ?? []).map(
    ({ conditions = [] }) =>
      `but not ${conditions.map(describeCondition).join(' and ')}`,
  );
  const told = {
    ...(resourceSide !== undefined && { resourceSide }),
    ...(policies.invalid.length > 0 && { invalid: policies.invalid }),
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

/** The policies without some statements. */
function without(
  policies: EvaluablePolicies,
  statements: Blocker[],
): EvaluablePolicies {
  const rest = (policy: NamedPolicy): NamedPolicy => {
    const dropped = new Set(
      statements.flatMap(({ policy: name, statement }) =>
        name === policy.name ? statement ?? [] : [],
      ),
    );
    const all: Statement[] = [policy.document.Statement].flat();
    return {
      ...policy,
      document: {
        ...policy.document,
        Statement: all.filter((_, index) => !dropped.has(index)),
      },
    };
  };
  const { identityPolicies, permissionsBoundary } = policies;
  return {
    identityPolicies: identityPolicies.map(rest),
    permissionsBoundary: permissionsBoundary && rest(permissionsBoundary),
  };
}

type Ref = AccessHolder['decidedBy'][number];

function refOf({ layer, policy, statement, sid }: Ref): Ref {
  return {
    ...(layer !== undefined && { layer }),
    policy,
    statement,
    ...(sid !== undefined && { sid }),
  };
}

function refsOf({ layer, policy, statement, sid }: Blocker): Ref[] {
  return policy === undefined || statement === undefined
    ? []
    : [refOf({ layer, policy, statement, sid })];
}
