import {
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
  type ControlsFor,
  type OrganizationControls,
} from '../organization/organizationControls';
import { keyDecisionOf } from '../keys/keyDecision';
import { ownStateDecision } from '../keys/ownState';
import { unreadGrantsOf } from '../keys/keyGrants';
import { resourceSideOf, type ReadResource } from '../resources/resourceSide';
import { dependsOnOpen, isOpenWith } from '../simulation/openConditions';
import { decide } from '../simulation/roleSide';
import { kmsContext } from '../simulation/simulationContext';
import { mayBeLetIn } from '../simulation/unreadPolicy';
import { keyConditions, keyReservations } from './keyConditions';
import { possibility } from './possibility';
import type { AccessQuestion } from './question';
import type { ReadPolicies } from './readPolicies';
import { LEFT_TO_SESSION_TAGS, mayBeLetInByTags, TAGS } from './sessionTags';
import { exceptionOf, reservations } from './reservations';
import { without } from './statements';
import { ownerCondition } from './unknownOwner';

/** The decision that a role or user has access, or possibly has it. It does not say who can assume the role. */
export type AccessDecision = Pick<
  AccessHolder,
  'decision' | 'conditions' | 'decidedBy' | 'unknownReason'
> & {
  /** Why the resource policy must allow the access too, if it was not read. */
  resourceSide?: string;
  /** Whether only the unread resource policy could allow the access. */
  isLeftToPolicy?: boolean;
  /** Whether the only condition is that the principal's account owns the resource. */
  isLeftToOwner?: boolean;
  /** Whether the access depends on the resource policy. */
  isByResource?: boolean;
  /** The names of policies whose documents could not be parsed. */
  invalid?: string[];
  /** The organization layers that were not read. */
  unreadControls?: LayerReading[];
};

const notAsked = organizationControls(() => undefined);

/** The principal whose policies decide, with the condition keys of each of its requests and the SCPs and RCPs that apply. */
export interface DecidedPrincipal {
  kind: 'role' | 'user';
  arn: string;
  context: RequestContext;
  /** Absent if organization policies are not evaluated. */
  controls?: OrganizationControls;
  /** Returns the SCPs and RCPs for the call to the key that encrypts the resource. */
  controlsFor?: ControlsFor;
  /** The facts that were read about the resource; absent if its policy was not requested. */
  resource?: ReadResource;
  /** The VPC endpoint that calls use, for pods. */
  vpcEndpoint?: VpcEndpoint;
}

/**
 * Decides whether the user or role has the access; undefined if not. A decision that depends on unknown request keys, even through a Deny or
 * `…IfExists`, is `allowed-if`. A decision that depends on unread policies is `unknown`, as is a denial by RCPs that possibly belong to another
 * account. The resource policy and the encrypting key also decide, if they were read.
 */
export function decideAccess(
  question: AccessQuestion,
  policies: ReadPolicies,
  principal: DecidedPrincipal,
): AccessDecision | undefined {
  const { decision, blockedBy } = decideUnder(question, policies, principal);
  const { controls } = principal;
  const isLeftOpen =
    controls?.isOwnerAssumed === true &&
    blockedBy.some(({ layer }) => layer === 'resource-control');
  if (decision || !isLeftOpen) return decision;
  const { decision: other } = decideUnder(question, policies, {
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

/** Decides as if the controls were those of the resource's owner, and returns what blocks the principal or its use of the key. */
function decideUnder(
  { action, resource }: AccessQuestion,
  policies: ReadPolicies,
  {
    kind,
    arn,
    context,
    controls = notAsked(arn),
    controlsFor,
    resource: read,
    vpcEndpoint,
  }: DecidedPrincipal,
): { decision?: AccessDecision; blockedBy: Blocker[] } {
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
      ...kmsContext(action, arn),
      ...organizationKeys,
      ...context,
    },
  };
  const request = { ...direct, vpcEndpoint };
  const first = decide(request);
  const avoided = avoidable(first.result.blockedBy);
  const asked = avoided ? without(request, avoided) : request;
  const { result, resourceSide } = avoided ? decide(asked) : first;
  const key =
    read &&
    (ownStateDecision(direct, read) ??
      keyDecisionOf(direct, read.encryption, { controlsFor }));
  const denial = key?.state === 'denied' ? key : undefined;
  const unreadControls = layers.filter(({ state }) => state === 'not-read');
  const decision = accessOf(asked, result, {
    ofKey: denial
      ? keyConditions(denial, policies.unread)
      : keyReservations(direct, read, { key, controlsFor }),
    owner: ownerCondition(resource, read, arn),
    unless: [
      ...(avoided ?? []).map(exceptionOf),
      ...(result.decision === 'Allowed' ? reservations(asked, result) : []),
    ],
    isUnread: policies.unread,
    // A resource policy that was read does not decide if unread settings can restrict it.
    isSideUnread:
      resourceSide !== undefined ||
      (side?.reading.state === 'not-read' &&
        asked.resourcePolicy !== undefined),
    keyGrants: read?.keyGrants,
  });
  return {
    blockedBy: [
      ...first.result.blockedBy,
      ...result.blockedBy,
      ...(denial?.result.blockedBy ?? []),
    ],
    ...(decision && {
      decision: {
        ...(resourceSide !== undefined && { resourceSide }),
        ...(policies.invalid.length > 0 && { invalid: policies.invalid }),
        ...(unreadControls.length > 0 && { unreadControls }),
        ...decision,
      },
    }),
  };
}

/** The facts that decide in addition to the result of a request. */
interface Around {
  /** The conditions, in words, on the use of the encrypting key; undefined if the principal cannot use the key. */
  ofKey: string[] | undefined;
  /** The condition, in words, on the account that owns the resource; undefined if the owner is known. */
  owner: string | undefined;
  /** Descriptions of denials that the request can avoid. */
  unless: string[];
  /** Whether policies of the principal were not read. */
  isUnread: boolean;
  /** Whether unread facts about the resource also decide. */
  isSideUnread: boolean;
  keyGrants: ReadResource['keyGrants'];
}

function accessOf(
  asked: EvaluationRequest,
  result: EvaluationResult,
  { ofKey, owner, unless, isUnread, isSideUnread, keyGrants }: Around,
): AccessDecision | undefined {
  if (result.decision === 'ExplicitlyDenied' || !ofKey) return undefined;
  const possible = possibility(asked, result);
  if (possible) {
    const { conditions, decidedBy } = possible;
    const others = [...conditions, ...unless, ...ofKey];
    const isUnknown = isUnread || isSideUnread;
    return {
      ...inWords(isUnknown, [...others, ...(owner ? [owner] : [])]),
      ...(owner &&
        !isUnknown &&
        others.length === 0 && { isLeftToOwner: true }),
      decidedBy,
      ...(isByResource(asked, decidedBy) && { isByResource: true }),
    };
  }
  const grants = unreadGrantsOf(asked, result, keyGrants);
  if (isUnread || grants !== undefined) {
    return { decision: 'unknown', decidedBy: [] };
  }
  if (mayBeLetInByTags(asked)) {
    return {
      ...{ decision: 'unknown', decidedBy: [] },
      unknownReason: LEFT_TO_SESSION_TAGS,
    };
  }
  return mayBeLetIn(asked)
    ? { decision: 'unknown', decidedBy: [], isLeftToPolicy: true }
    : undefined;
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

/** Whether the access depends on the resource policy: principals of another account get access only through it. */
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

/** Whether the calls of a role can have a key. A pod's session can have the tags of EKS Pod Identity. */
const mayHave = isOpenWith(TAGS);

/** Returns the explicit denials if each depends on a missing key of the request, or on a variable that only a call shows; undefined otherwise. */
function avoidable(blockers: Blocker[]): Blocker[] | undefined {
  const denials = blockers.filter(({ cause }) => cause === 'explicit-deny');
  const all = denials.every(({ conditions = [] }) =>
    conditions.some(
      condition =>
        condition.actual === undefined || dependsOnOpen(condition, mayHave),
    ),
  );
  return denials.length > 0 && all ? denials : undefined;
}

/** Returns the region key: a call goes to the region of the resource, if its ARN has one. */
function regionOf(resource: string): RequestContext {
  const region = parseArn(resource)?.region;
  return region ? { 'aws:RequestedRegion': region } : {};
}
