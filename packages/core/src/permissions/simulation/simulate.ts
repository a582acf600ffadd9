import {
  describeCondition,
  type ActionCatalogue,
  type EvaluationRequest,
  type EvaluationResult,
  type NamedPolicy,
  type RequestContext,
} from '@backstage-irsa/iam-policy';
import {
  type LayerReading,
  type SimulationRequest,
  type SimulationResult,
} from '../../model/types';
import type { Observation } from '../../model/observation';
import { conditionsOf } from './conditionsOf';
import { keyThatDecides } from './keyThatDecides';
import { isOpenWith, type IsOpen } from './openConditions';
import { callContext, issuedContext, PRINCIPAL_TAG } from './simulationContext';
import { decideThrough, decideUnderAssumedControls } from './roleSide';
import { layerDecisions } from '../organization/layerDecisions';
import {
  organizationControls,
  type OrganizationControls,
  type Organizations,
} from '../organization/organizationControls';
import {
  evaluablePolicies,
  invalidPoliciesOf,
  withControls,
  type PolicySet,
} from '../policySet';
import { keySentence, resultWith } from '../keys/keyDecision';
import { ownStateDecision } from '../keys/ownState';
import { unreadGrantsOf } from '../keys/keyGrants';
import {
  MISSING,
  ownerFor,
  resourceReading,
  resourceSideOf,
  type ReadResource,
} from '../resources/resourceSide';
import { decisionSentence, unknownReasonOf } from './summary';
import { withUserId } from './userId';
import { mayBeLetInByTags } from '../whoCan/sessionTags';
import {
  endpointSideOf,
  withoutOthers,
  type VpcEndpoints,
} from '../vpcEndpoints';

/** The role to simulate, with the condition keys that each of its sessions has. */
export interface SimulatedRole {
  arn: string;
  /** The unique ID of the role; absent if unknown. */
  id?: string;
  tags: Record<string, string>;
  /** Session tags whose values are known only from the session; `all` if the tags are unknown. */
  openTags?: string[] | 'all';
  /** The region from which the role calls; absent if unknown. */
  region?: string;
}

/** The facts for a simulation, in addition to the role's policies. */
export interface SimulationKnowledge {
  now: Date;
  catalogue?: ActionCatalogue;
  /** The organization policies. If absent, the layers of the set give the reason. */
  organizations?: Organizations;
  /** The facts that were read about the requested resources, by ARN. */
  resources?: Record<string, ReadResource>;
  /** The endpoints of the VPC from which the role's pods call. */
  vpcEndpoints: Observation<VpcEndpoints>;
}

/**
 * Decides each request for a session of the role. As far as they were read, these policies decide: the role's policies and its boundary, the session
 * policy of the association, SCPs and RCPs, the policy of the VPC endpoint, the resource policy, and the policy of the key that encrypts the
 * resource.
 *
 * `layers` says what was not read. Unread policies are assumed to allow, and `summary` says so, but they grant nothing: if only they could grant the
 * request, the decision is `ImplicitlyDenied` with an `unknownReason`.
 */
export function simulate(
  requests: SimulationRequest[],
  role: SimulatedRole,
  set: PolicySet,
  {
    now,
    catalogue,
    organizations,
    resources = {},
    vpcEndpoints,
  }: SimulationKnowledge,
): SimulationResult[] {
  const { trustPolicy: _, ...policies } = evaluablePolicies(set);
  const invalidPolicies = invalidPoliciesOf(set);
  const controlsFor =
    organizations && organizationControls(id => organizations[id]);
  return requests.map(request => {
    const { action, resource } = request;
    const read = Object.hasOwn(resources, resource)
      ? resources[resource]
      : undefined;
    const controls = controlsFor?.(role.arn, {
      ...{ action, resource, owner: ownerFor(read, role.arn) },
    });
    const asked: EvaluationRequest = {
      ...policies,
      serviceControlPolicies: controls?.serviceControlPolicies,
      resourceControlPolicies: controls?.resourceControlPolicies,
      principal: { kind: 'role', arn: role.arn },
      action,
      resource,
      context: contextOf(request, role, now, controls),
    };
    const side = resourceSideOf(read, role.arn);
    const endpoints = endpointSideOf(vpcEndpoints, request);
    const withSide = withUserId({ ...asked, ...side.request }, role, endpoints);
    const isOpen = isOpenWith(role.openTags);
    const decideOn = (one: EvaluationRequest) =>
      decideThrough(endpoints, one, { catalogue, isOpen });
    const through = controls?.isOwnerAssumed
      ? decideUnderAssumedControls(withSide, decideOn)
      : decideOn(withSide);
    const { result: decided, openKeys, ...rest } = through.decided;
    const { resourceSide, isLeftOpen } = rest;
    const key =
      read && (decided.decision === 'Allowed' || isLeftOpen)
        ? ownStateDecision(request, read) ??
          keyThatDecides({ ...asked, ...side.request }, read.encryption, {
            ...{ controlsFor, isOpen, id: role.id, isLeftOpen },
          })
        : undefined;
    const told = resultWith(decided, key);
    const result = { ...told, blockedBy: withoutOthers(told.blockedBy) };
    const { layers } = controls ? withControls(set, controls) : set;
    const unreadGrants =
      key?.state === 'denied'
        ? key.unreadGrants
        : unreadGrantsOf(withSide, decided, read?.keyGrants);
    const answer = answerOf(request, result, {
      layers: [
        ...layers,
        through.reading,
        resourceReading(read && side.reading, resourceSide, unreadGrants),
      ],
      resourceDecidesToo: resourceSide !== undefined,
      isResourceRead: read !== undefined && side.reading.state === 'read',
      ...{ unreadGrants, isOpen },
      isLeftToPolicy: isLeftOpen && key?.state !== 'denied',
      isLeftToTags:
        decided.decision === 'ImplicitlyDenied' &&
        mayBeLetInByTags(withSide, role.openTags ?? []),
      openKeys: key?.state === 'denied' ? key.openKeys : openKeys,
    });
    if (key) answer.summary += keySentence(key, resource, layers);
    if (read?.policy.isMissing) answer.summary += ` ${MISSING}`;
    return invalidPolicies.length > 0 ? { ...answer, invalidPolicies } : answer;
  });
}

/** Returns the context of a call that a pod makes with SDK defaults. Keys that the request gives take precedence. */
function contextOf(
  { action, resource, context: given = {} }: SimulationRequest,
  role: SimulatedRole,
  now: Date,
  controls: OrganizationControls | undefined,
): RequestContext {
  const { region } = role;
  const names = new Set(
    Object.keys(given).map(key => key.toLocaleLowerCase('en-US')),
  );
  const assumed = {
    ...(region !== undefined &&
      callContext(role, region, { action, resource })),
    ...controls?.context,
    ...issuedContext(role, now),
  };
  return {
    ...Object.fromEntries(
      Object.entries(assumed).filter(
        ([key]) => !names.has(key.toLocaleLowerCase('en-US')),
      ),
    ),
    ...given,
  };
}

function answerOf(
  { action, resource }: SimulationRequest,
  result: EvaluationResult,
  known: {
    layers: LayerReading[];
    resourceDecidesToo: boolean;
    isResourceRead: boolean;
    isLeftToPolicy: boolean;
    isLeftToTags: boolean;
    unreadGrants?: string;
    openKeys?: string[];
    isOpen: IsOpen;
  },
): SimulationResult {
  const { layers, isResourceRead, isLeftToTags, isOpen } = known;
  const { blockedBy } = result;
  const conditions =
    conditionsOf(blockedBy) ??
    (isLeftToTags ? undefined : conditionsOf(blockedBy, isOpen));
  const unknownReason =
    conditions || result.decision !== 'ImplicitlyDenied'
      ? undefined
      : unknownReasonOf(result, known);
  return {
    action,
    resource,
    decision: result.decision,
    ...(unknownReason !== undefined && { unknownReason }),
    summary: decisionSentence(result, { ...known, conditions, unknownReason }),
    decidedBy: result.decidedBy.map(reason => ({
      layer: reason.layer,
      ...(reason.level !== undefined && { level: reason.level }),
      policy: reason.policy,
      statement: reason.statement,
      ...(reason.sid !== undefined && { sid: reason.sid }),
      ...(reason.conditions.length > 0 && {
        conditions: reason.conditions.map(describeCondition),
      }),
    })),
    blockedBy: result.blockedBy.map(
      ({ layer, level, policy, statement, sid, message }) => ({
        layer,
        ...(level !== undefined && { level }),
        ...(policy !== undefined && { policy }),
        ...(statement !== undefined && { statement }),
        ...(sid !== undefined && { sid }),
        message,
      }),
    ),
    missingContext: result.missingContext,
    ...(conditions && {
      conditions: conditions.map(words => `only ${words}`),
    }),
    ...(result.warnings.length > 0 && { warnings: result.warnings }),
    layers,
    layerDecisions: layerDecisions(layers, result.layers, isResourceRead),
  };
}

/**
 * Returns the requests with the context that AWS's simulator needs, the same as for Backstage's own evaluation: the keys of the call, and the session
 * keys that the role's policies use.
 */
export function requestsForAws(
  requests: SimulationRequest[],
  role: SimulatedRole,
  policies: NamedPolicy[],
  {
    now,
    organizations = {},
  }: Pick<SimulationKnowledge, 'now' | 'organizations'>,
): SimulationRequest[] {
  const text = JSON.stringify(policies).toLocaleLowerCase('en-US');
  const session = new Set(
    Object.keys(issuedContext(role, now)).filter(
      key =>
        !key.startsWith(PRINCIPAL_TAG) &&
        !text.includes(key.toLocaleLowerCase('en-US')),
    ),
  );
  const controlsFor = organizationControls(id => organizations[id]);
  return requests.map(request => {
    const { context = {} } = request;
    const all = contextOf(request, role, now, controlsFor(role.arn, request));
    return {
      ...request,
      context: Object.fromEntries(
        Object.entries(all).filter(
          ([key]) => !session.has(key) || Object.hasOwn(context, key),
        ),
      ),
    };
  });
}
