import { contextLookup } from '../conditions/context';
import type { NamedPolicy } from '../document/types';
import { arnAccount, splitArn } from '../match/arn';
import { exemptionOf, ROOT_ACCESS } from './exemption';
import { absence, decisionOf, denials, reasons, refusals } from './explain';
import { identityOf, principalContext } from './identity';
import {
  evaluateLayer,
  type LayerOutcome,
  type PreparedRequest,
} from './layer';
import { requestWarnings } from './request-warnings';
import { resourceControlsApply } from './resource-control-services';
import type {
  Blocker,
  Decision,
  EvaluateOptions,
  EvaluationRequest,
  EvaluationResult,
  Principal,
  RequestContext,
} from './types';
import { whyUnchangeable } from './unchangeable';

/**
 * Decides one request. Never throws, whatever the documents hold: a broken document grants nothing, its readable Deny statements still deny,
 * and `invalidPolicies` names it.
 *
 * Source: IAM User Guide, "Policy evaluation logic".
 *
 * @throws TypeError when a policy is not of the form `{ name, document }`
 * @public
 */
export function evaluate(
  request: EvaluationRequest,
  options: EvaluateOptions = {},
): EvaluationResult {
  const prepared = prepare(request);
  const result = decide(request, prepared);
  if (options.catalogue) {
    result.warnings = requestWarnings(prepared, options.catalogue);
  }
  return result;
}

function decide(
  request: EvaluationRequest,
  prepared: PreparedRequest,
): EvaluationResult {
  const layers = evaluateLayers(request, prepared);
  const every = all(layers);
  const exemption = exemptionOf(prepared);
  if (exemption) {
    return { ...resultOf('Allowed', every, prepared), exemption };
  }
  const denied = explicitDenial(every, prepared);
  if (denied) return denied;

  const { blockedBy } = accessGrant(request, layers, prepared);
  for (const level of [...layers.serviceControl, ...layers.resourceControl]) {
    if (level.allows.length === 0) {
      blockedBy.push(...refusals(level, prepared));
    }
  }
  const unchangeable = whyUnchangeable(
    prepared.foldedAction,
    prepared.resource,
  );
  if (unchangeable) {
    blockedBy.push({
      layer: 'resource',
      cause: 'unchangeable',
      message: unchangeable,
    });
  }
  if (blockedBy.length > 0) return implicitDenial(blockedBy, every, prepared);
  const { identity, boundary, session, resource } = layers;
  return {
    ...resultOf('Allowed', every, prepared),
    decidedBy: [identity, boundary, session, resource].flatMap(layer =>
      layer ? reasons(layer, layer.allows) : [],
    ),
    ...(prepared.identity.isRoot && { exemption: ROOT_ACCESS }),
  };
}

/** A request in the form that statements are asked in, with the condition keys that follow from it. */
export function prepare(request: {
  principal: Principal;
  action: string;
  resource: string;
  resourceAccount?: string;
  context?: RequestContext;
  permissionsBoundary?: NamedPolicy;
}): PreparedRequest {
  const identity = identityOf(
    request.principal,
    request.permissionsBoundary !== undefined,
  );
  const derived = principalContext(identity);
  const owner = request.resourceAccount ?? arnAccount(request.resource);
  if (owner) derived['aws:ResourceAccount'] = owner;
  return {
    action: request.action,
    foldedAction: request.action.toLowerCase(),
    resource: request.resource,
    identity,
    context: contextLookup(request.context ?? {}, derived),
    missing: new Set(),
  };
}

/** The parts that every result has. */
export function resultOf(
  decision: Decision,
  layers: LayerOutcome[],
  { missing }: PreparedRequest,
): EvaluationResult {
  return {
    decision,
    decidedBy: [],
    blockedBy: [],
    missingContext: [...missing].sort(),
    layers: layers.map(decisionOf),
    invalidPolicies: layers.flatMap(({ invalid }) => invalid),
    warnings: [],
  };
}

/** The result when any layer has a matching Deny, which always wins. */
export function explicitDenial(
  layers: LayerOutcome[],
  prepared: PreparedRequest,
): EvaluationResult | undefined {
  if (!layers.some(({ denies }) => denies.length > 0)) return undefined;
  return {
    ...resultOf('ExplicitlyDenied', layers, prepared),
    decidedBy: layers.flatMap(layer => reasons(layer, layer.denies)),
    blockedBy: layers.flatMap(layer => denials(layer, prepared)),
  };
}

/** The result when no Deny matches and something needed does not allow. */
export function implicitDenial(
  blockedBy: Blocker[],
  layers: LayerOutcome[],
  prepared: PreparedRequest,
): EvaluationResult {
  return { ...resultOf('ImplicitlyDenied', layers, prepared), blockedBy };
}

interface Layers {
  identity: LayerOutcome;
  boundary?: LayerOutcome;
  session?: LayerOutcome;
  resource?: LayerOutcome;
  serviceControl: LayerOutcome[];
  resourceControl: LayerOutcome[];
}

function all(layers: Layers): LayerOutcome[] {
  const { identity, boundary, session, resource } = layers;
  return [
    ...[identity, boundary, session, resource].filter(
      layer => layer !== undefined,
    ),
    ...layers.serviceControl,
    ...layers.resourceControl,
  ];
}

function evaluateLayers(
  request: EvaluationRequest,
  prepared: PreparedRequest,
): Layers {
  const { permissionsBoundary, sessionPolicies = [], resourcePolicy } = request;
  const { hasIdentityPolicies, serviceLinked, isRoot } = prepared.identity;
  const ask = (
    layer: LayerOutcome['layer'],
    policies: EvaluationRequest['identityPolicies'],
  ) => evaluateLayer(layer, policies, prepared);
  const controlsCaller = hasIdentityPolicies && !serviceLinked;
  const controlsResource =
    !serviceLinked && resourceControlsApply(prepared.foldedAction);
  return {
    identity: ask(
      'identity',
      hasIdentityPolicies && !isRoot ? request.identityPolicies : [],
    ),
    boundary:
      hasIdentityPolicies && permissionsBoundary
        ? ask('permissions-boundary', [permissionsBoundary])
        : undefined,
    session:
      hasIdentityPolicies && sessionPolicies.length > 0
        ? ask('session', sessionPolicies)
        : undefined,
    resource: resourcePolicy ? ask('resource', [resourcePolicy]) : undefined,
    serviceControl: controlsCaller
      ? (request.serviceControlPolicies ?? []).map(level =>
          ask('service-control', level),
        )
      : [],
    resourceControl: controlsResource
      ? (request.resourceControlPolicies ?? []).map(level =>
          ask('resource-control', level),
        )
      : [],
  };
}

/**
 * Whether identity, boundary, session and resource policies together grant access, and if not, what is in the way.
 *
 * Source: IAM User Guide, "Policy evaluation for requests within a single account" and "Cross-account policy evaluation logic".
 */
function accessGrant(
  request: EvaluationRequest,
  layers: Layers,
  prepared: PreparedRequest,
): { blockedBy: Blocker[] } {
  const { identity, resource } = layers;
  const { hasIdentityPolicies, accountId, isRoot } = prepared.identity;
  const owner =
    request.resourceAccount ?? arnAccount(request.resource) ?? accountId;
  const resourceBlockers =
    resource && resource.allows.length === 0
      ? refusals(resource, prepared)
      : [];

  if (!hasIdentityPolicies) {
    return {
      blockedBy: resource
        ? resourceBlockers
        : [
            absence(
              'resource',
              'The resource alone decides about this principal',
            ),
          ],
    };
  }
  const limits = [layers.boundary, layers.session]
    .filter(layer => layer !== undefined && layer.allows.length === 0)
    .flatMap(layer => (layer ? refusals(layer, prepared) : []));
  const byIdentity =
    isRoot || identity.allows.length > 0 ? [] : refusals(identity, prepared);

  const why = whyResourceMustAllow(prepared, owner);
  if (why && !resource) {
    return { blockedBy: [...byIdentity, ...limits, absence('resource', why)] };
  }
  if (owner !== accountId || (why && resourceBlockers.length > 0)) {
    return { blockedBy: [...byIdentity, ...limits, ...resourceBlockers] };
  }
  const namings = resource?.allows.map(({ naming }) => naming) ?? [];
  if (namings.includes('self') || namings.includes('everyone')) {
    return { blockedBy: [] };
  }
  if (namings.includes('role')) return { blockedBy: limits };
  if (byIdentity.length === 0) return { blockedBy: limits };
  // What the resource policy nearly allowed is worth knowing only when the identity policies allow nothing.
  const nearly = resourceBlockers.filter(({ cause }) => cause !== 'no-allow');
  return { blockedBy: [...byIdentity, ...limits, ...nearly] };
}

// "Key policies in AWS KMS": no principal has access to a key unless its key policy says so. A role is likewise assumed only as its
// trust policy says.
function whyResourceMustAllow(
  { foldedAction, resource, identity: { accountId } }: PreparedRequest,
  owner: string | undefined,
): string | undefined {
  if (owner !== accountId) {
    return `The resource belongs to account ${
      owner ?? 'unknown'
    }, the principal to account ${accountId ?? 'unknown'}`;
  }
  const [, , service, , , name = ''] = splitArn(resource) ?? [];
  if (service === 'kms' && name.startsWith('key/')) {
    return 'A KMS key is used only as its key policy says';
  }
  if (foldedAction.startsWith('sts:') && name.startsWith('role/')) {
    return 'A role is assumed only as its trust policy says';
  }
  return undefined;
}
