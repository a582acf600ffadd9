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
import type { KeyDecision } from '../keys/keyDecisionTypes';
import { unreadGrantsOf } from '../keys/keyGrants';
import { resourceSideOf, type ReadResource } from '../resources/resourceSide';
import { decide } from '../simulation/roleSide';
import { kmsContext } from '../simulation/simulationContext';
import { mayBeLetIn } from '../simulation/unreadPolicy';
import { possibility } from './possibility';
import type { AccessQuestion } from './question';
import type { ReadPolicies } from './readPolicies';
import { LEFT_TO_SESSION_TAGS, mayBeLetInByTags } from './sessionTags';
import { exceptionOf, mayBeKeptFromKey, reservations } from './reservations';
import { without } from './statements';

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

type DeniedKey = Extract<KeyDecision, { state: 'denied' }>;

const notAsked = organizationControls(() => undefined);

/** Whose policies decide, with the condition keys that each of its requests carries, and the SCPs and RCPs that take part. */
export interface DecidedPrincipal {
  kind: 'role' | 'user';
  arn: string;
  context: RequestContext;
  /** Absent where nobody asked the organization. */
  controls?: OrganizationControls;
  /** Tells those of the call for the key that encrypts the resource. */
  controlsFor?: ControlsFor;
  /** What was read of the resource; absent where its policy was not asked. */
  resource?: ReadResource;
  /** That its calls go through, of pods. */
  vpcEndpoint?: VpcEndpoint;
}

/**
 * Whether the user, or sessions of the role, can do it; undefined when they cannot. What hangs on keys of the request that nobody knows here is
 * `allowed-if`, a Deny and `…IfExists` included; what hangs on policies that could not be read is `unknown`. The policy of the resource and the key that encrypts it
 * decide too where they were read. What only RCPs deny that may not be those of the resource's owner is `unknown`, too.
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

/** Decides as if the controls were those of the resource's owner, and says what is in the way of the principal or of its use of the key. */
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
  const key = read && keyDecisionOf(direct, read.encryption, { controlsFor });
  const denial = key?.state === 'denied' ? key : undefined;
  const unreadControls = layers.filter(({ state }) => state === 'not-read');
  const decision = accessOf(asked, result, {
    ofKey: denial
      ? keyConditions(denial, policies.unread)
      : keyReservations(direct, read, { key, controlsFor }),
    unless: [
      ...(avoided ?? []).map(exceptionOf),
      ...(result.decision === 'Allowed' ? reservations(asked, result) : []),
    ],
    isUnread: policies.unread,
    // A policy that was read but may be cut off by what was not read does not decide.
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

/** What decides beside the result of a request. */
interface Around {
  /** Keys of the request that the use of the encrypting key hangs on; undefined where the principal cannot use it. */
  ofKey: string[] | undefined;
  /** What denials say that the request can avoid. */
  unless: string[];
  /** Whether policies of the principal were not read. */
  isUnread: boolean;
  /** Whether what was not read of the resource decides too. */
  isSideUnread: boolean;
  keyGrants: ReadResource['keyGrants'];
}

function accessOf(
  asked: EvaluationRequest,
  result: EvaluationResult,
  { ofKey, unless, isUnread, isSideUnread, keyGrants }: Around,
): AccessDecision | undefined {
  if (result.decision === 'ExplicitlyDenied' || !ofKey) return undefined;
  const possible = possibility(asked, result);
  if (possible) {
    const { conditions, decidedBy } = possible;
    return {
      ...inWords(isUnread || isSideUnread, [
        ...conditions,
        ...unless,
        ...ofKey,
      ]),
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

/** What hangs on the key that encrypts the resource; undefined where the principal cannot use it. */
function keyConditions(
  { keyArn, result, unreadGrants, isAwsManaged }: DeniedKey,
  isUnread: boolean,
): string[] | undefined {
  // A policy or grant that was not read may allow the use of the key.
  const isSure =
    isAwsManaged === true ||
    result.decision === 'ExplicitlyDenied' ||
    (!isUnread && unreadGrants === undefined);
  if (isSure && result.missingContext.length === 0) return undefined;
  return [ofKeyUse(keyArn)];
}

function ofKeyUse(keyArn: string): string {
  return `only where it may use KMS key ${keyArn}`;
}

function keyReservations(
  request: EvaluationRequest,
  read: ReadResource | undefined,
  {
    key,
    controlsFor,
  }: { key: KeyDecision | undefined; controlsFor: ControlsFor | undefined },
): string[] {
  if (key?.state === 'unread' && key.condition !== undefined) {
    return [key.condition];
  }
  const { encryption } = read ?? {};
  return encryption?.state === 'found' &&
    mayBeKeptFromKey(request, encryption, controlsFor)
    ? [ofKeyUse(encryption.value.keyArn)]
    : [];
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
