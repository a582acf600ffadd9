import {
  describeCondition,
  evaluate,
  type Blocker,
  type EvaluationRequest,
  type EvaluationResult,
  type RequestContext,
  type VpcEndpoint,
} from '@backstage-irsa/iam-policy';
import { accountIdOf, parseArn } from '../../arn/arn';
import type { AccessHolder, LayerReading } from '../../model/types';
import {
  organizationControls,
  type OrganizationControls,
} from '../organizationControls';
import {
  keyDecisionOf,
  resourceSideOf,
  unreadGrantsOf,
  type ReadResource,
} from '../resourceSide';
import { conditionsOf } from '../conditionsOf';
import { decide } from '../decide';
import { mayBeLetIn } from '../unreadPolicy';
import type { AccessQuestion } from './question';
import type { ReadPolicies } from './readPolicies';
import { refOf, refsOf, without, withoutConditions } from './statements';

/** That a role or a user can do something, or might; who has the role is not its business. */
export type AccessDecision = Pick<
  AccessHolder,
  'decision' | 'conditions' | 'decidedBy' | 'unknownReason'
> & {
  /** Why the resource has to allow it too, where its policy was not read. */
  resourceSide?: string;
  /** Whether only the policy of the resource, which was not read, might let it in. */
  isLeftToPolicy?: boolean;
  /** Whether it can do it only because the policy of the resource lets it in. */
  isByResource?: boolean;
  /** The names of policies whose documents could not be read. */
  invalid?: string[];
  /** The layers of the organization that were not read. */
  unreadControls?: LayerReading[];
};

const notAsked = organizationControls(() => undefined);

/** Whose policies decide, with the condition keys that each of its requests carries, and the SCPs and RCPs that take part. */
export interface DecidedPrincipal {
  kind: 'role' | 'user';
  arn: string;
  context: RequestContext;
  /** Absent where nobody asked the organization. */
  controls?: OrganizationControls;
  /** What was read of the resource; absent where its policy was not asked. */
  resource?: ReadResource;
  /** That its calls go through, of pods. */
  vpcEndpoint?: VpcEndpoint;
}

/**
 * Whether the user, or sessions of the role, can do it; undefined when they cannot. What hangs on keys of the request that nobody knows here is
 * `allowed-if`, a Deny included; what hangs on policies that could not be read is `unknown`. The policy of the resource and the key that encrypts it
 * decide too where they were read. What only RCPs deny that may not be those of the resource's owner is `unknown`, too.
 */
export function decideAccess(
  question: AccessQuestion,
  policies: ReadPolicies,
  principal: DecidedPrincipal,
): AccessDecision | undefined {
  const decision = decideUnder(question, policies, principal);
  const { controls } = principal;
  if (decision || !controls?.isOwnerAssumed) return decision;
  const other = decideUnder(question, policies, {
    ...principal,
    controls: { ...controls, resourceControlPolicies: undefined },
  });
  return (
    other && {
      ...other,
      ...{ decision: 'unknown', decidedBy: [] },
      unknownReason: controls.layers.find(
        ({ layer }) => layer === 'resource-control',
      )?.reason,
    }
  );
}

/** Decides as if the controls were those of the resource's owner. */
function decideUnder(
  { action, resource }: AccessQuestion,
  policies: ReadPolicies,
  {
    kind,
    arn,
    context,
    controls = notAsked(arn),
    resource: read,
    vpcEndpoint,
  }: DecidedPrincipal,
): AccessDecision | undefined {
  const { layers, context: organizationKeys, ...limits } = controls;
  const side = read && resourceSideOf(read, arn);
  const direct: EvaluationRequest = {
    identityPolicies: policies.identityPolicies,
    permissionsBoundary: policies.permissionsBoundary,
    ...limits,
    ...side?.request,
    principal: { kind, arn },
    action,
    resource,
    context: {
      ...regionOf(resource),
      ...organizationKeys,
      ...context,
    },
  };
  const request = { ...direct, vpcEndpoint };
  const first = decide(request);
  const avoided = avoidable(first.result.blockedBy);
  const asked = avoided ? without(request, avoided) : request;
  const { result, resourceSide } = avoided ? decide(asked) : first;
  const unreadControls = layers.filter(({ state }) => state === 'not-read');
  const told = {
    ...(resourceSide !== undefined && { resourceSide }),
    ...(policies.invalid.length > 0 && { invalid: policies.invalid }),
    ...(unreadControls.length > 0 && { unreadControls }),
  };
  const ofKey = keyConditions(direct, read, policies.unread);
  if (result.decision === 'ExplicitlyDenied' || !ofKey) return undefined;
  // A policy that was read but may be cut off by what was not read does not decide.
  const isUnread =
    policies.unread ||
    resourceSide !== undefined ||
    (side?.reading.state === 'not-read' && asked.resourcePolicy !== undefined);
  const possible = possibility(asked, result);
  if (possible) {
    const { conditions, decidedBy } = possible;
    const unless = (avoided ?? []).map(exceptionOf);
    return {
      ...told,
      ...inWords(isUnread, [...conditions, ...unless, ...ofKey]),
      decidedBy,
      ...(isByResource(asked, decidedBy) && { isByResource: true }),
    };
  }
  const grants = unreadGrantsOf(asked, result, read?.keyGrants);
  if (policies.unread || grants !== undefined) {
    return { ...told, decision: 'unknown', decidedBy: [] };
  }
  return mayBeLetIn(asked)
    ? { ...told, decision: 'unknown', decidedBy: [], isLeftToPolicy: true }
    : undefined;
}

/** What allows a request, and the keys that it has to carry for that. */
interface Possibility
  extends Pick<AccessDecision, 'decidedBy' | 'isByResource'> {
  conditions: string[];
}

/** Undefined where something else than keys of the request is in the way. */
function possibility(
  request: EvaluationRequest,
  result: EvaluationResult,
): Possibility | undefined {
  if (result.decision === 'Allowed') {
    return { conditions: [], decidedBy: result.decidedBy.map(refOf) };
  }
  const { blockedBy } = result;
  // A statement of the resource may be enough without the policies of the principal.
  const byResource = opened(request, blockedBy, 'resource');
  if (byResource) return byResource;
  const conditions = lackingKeys(blockedBy);
  if (conditions) {
    return {
      conditions,
      decidedBy: blockedBy.flatMap(blocker =>
        blocker.cause === 'condition' ? refsOf(blocker) : [],
      ),
    };
  }
  // So may one of these policies where the resource says nothing.
  return opened(request, blockedBy, 'identity');
}

/** What is possible once a statement of the layer asks for no keys of the request. */
function opened(
  request: EvaluationRequest,
  blockedBy: Blocker[],
  layer: 'resource' | 'identity',
): Possibility | undefined {
  for (const blocker of blockedBy.filter(each => each.layer === layer)) {
    const words = lackingKeys([blocker]);
    if (!words) continue;
    const open = withoutConditions(request, blocker);
    const rest = possibility(open, evaluate(open));
    if (rest) return { ...rest, conditions: [...words, ...rest.conditions] };
  }
  return undefined;
}

/** What hangs on the key that encrypts the resource; undefined where the principal cannot use it. */
function keyConditions(
  request: EvaluationRequest,
  read: ReadResource | undefined,
  isUnread: boolean,
): string[] | undefined {
  const key = read && keyDecisionOf(request, read.encryption);
  if (key?.state !== 'denied') return [];
  const { decision, missingContext } = key.result;
  // A policy or grant that was not read may allow the use of the key.
  const isSure =
    decision === 'ExplicitlyDenied' ||
    (!isUnread && key.unreadGrants === undefined);
  if (isSure && missingContext.length === 0) return undefined;
  return [`only where it may use KMS key ${key.keyArn}`];
}

/** What a Deny that hangs on keys of the request says, and whose it is where that is not the principal's own. */
function exceptionOf(denial: Blocker): string {
  const { conditions = [] } = denial;
  const words = conditions.map(describeCondition).join(' and ');
  return `but not ${words}${sourceOf(denial)}`;
}

function sourceOf({ layer, level, policy }: Blocker): string {
  if (layer === 'resource') return ' (policy of the resource)';
  if (layer === 'vpc-endpoint') return ` (policy of VPC endpoint ${level})`;
  if (layer !== 'service-control' && layer !== 'resource-control') return '';
  const kind = layer === 'service-control' ? 'SCP' : 'RCP';
  return ` (${kind} ${policy} attached to ${level})`;
}

/** What the request has to carry, where only keys of it are in the way. */
function lackingKeys(blockers: Blocker[]): string[] | undefined {
  return conditionsOf(blockers)?.map(words => `only ${words}`);
}

function inWords(
  isUnread: boolean,
  all: string[],
): Pick<AccessDecision, 'decision' | 'conditions'> {
  const conditions = [...new Set(all)];
  const decision = conditions.length > 0 ? 'allowed-if' : 'allowed';
  return {
    decision: isUnread ? 'unknown' : decision,
    ...(conditions.length > 0 && { conditions }),
  };
}

/** Whether it would be nothing without the policy of the resource: another account comes in by it alone. */
function isByResource(
  {
    principal,
    resource,
    resourcePolicy,
    resourceAccount = accountIdOf(resource),
  }: EvaluationRequest,
  decidedBy: AccessDecision['decidedBy'],
): boolean {
  if (!resourcePolicy) return false;
  const layers = new Set(decidedBy.map(({ layer }) => layer));
  const isElsewhere =
    resourceAccount !== '' && resourceAccount !== accountIdOf(principal.arn);
  return isElsewhere || (layers.has('resource') && !layers.has('identity'));
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
