import { ContextLookup } from '../conditions/context';
import type { NamedPolicy, PolicyLayer } from '../document/types';
import { arnAccount, arnField } from '../match/arn';
import { exemptionOf, ROOT_ACCESS, whyNever } from './exemption';
import { absence, decisionOf, denials, reasons, refusals } from './explain';
import { Identity, principalContext } from './identity';
import {
  evaluateLayer,
  noteMissing,
  type LayerOutcome,
  type PreparedRequest,
} from './layer';
import { isDirect, type Naming } from './principal';
import { requestWarnings } from './request-warnings';
import { resourceControlsApply } from './resource-control-services';
import type {
  Blocker,
  Decision,
  EvaluateOptions,
  EvaluationRequest,
  EvaluationResult,
  Principal,
  Reason,
  RequestContext,
} from './types';
import { whyUnchangeable } from './unchangeable';
import { evaluateEndpoint } from './vpc-endpoint';

/**
 * Decides one request. Never throws because of the content of a document: a broken document grants nothing, its readable Deny statements
 * still deny, and `invalidPolicies` names it.
 *
 * Source: IAM User Guide, "Policy evaluation logic".
 *
 * @throws TypeError if a policy does not have the form `{ name, document }`
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
  const every = [...layers.granting, ...layers.controls];
  const exemption = exemptionOf(prepared);
  if (exemption) {
    return (
      endpointDenial(layers, every, prepared) ??
      resultOf('Allowed', every, prepared, { exemption })
    );
  }
  const denied = explicitDenial(every, prepared);
  if (denied) return denied;

  const blockedBy = blockersOf(request, layers, prepared);
  if (blockedBy.length > 0) return implicitDenial(blockedBy, every, prepared);
  const decidedBy: Reason[] = [];
  for (const layer of layers.granting) {
    decidedBy.push(...reasons(layer, layer.allows));
  }
  return resultOf('Allowed', every, prepared, {
    decidedBy,
    ...(prepared.identity.isRoot && { exemption: ROOT_ACCESS }),
  });
}

/** Returns the result if the policy of the VPC endpoint does not let a request through that no other policy can deny; else undefined. */
function endpointDenial(
  { controls }: Layers,
  every: LayerOutcome[],
  prepared: PreparedRequest,
): EvaluationResult | undefined {
  const endpoint = controls.find(({ layer }) => layer === 'vpc-endpoint');
  if (!endpoint) return undefined;
  if (endpoint.denies.length > 0) {
    return resultOf('ExplicitlyDenied', every, prepared, {
      decidedBy: reasons(endpoint, endpoint.denies),
      blockedBy: denials(endpoint, prepared),
    });
  }
  return endpoint.allows.length === 0
    ? implicitDenial(refusals(endpoint, prepared), every, prepared)
    : undefined;
}

/** Returns the reasons why a request that no Deny matches is not allowed. */
function blockersOf(
  request: EvaluationRequest,
  layers: Layers,
  prepared: PreparedRequest,
): Blocker[] {
  const blockedBy = accessBlockers(layers, prepared);
  for (const level of layers.controls) {
    if (level.allows.length === 0) {
      blockedBy.push(...refusals(level, prepared));
    }
  }
  const message = whyUnchangeable(prepared.foldedAction, request.resource);
  if (message) {
    blockedBy.push({ layer: 'resource', cause: 'unchangeable', message });
  }
  const never = whyNever(prepared);
  if (never) {
    blockedBy.push({ layer: 'identity', cause: 'no-allow', message: never });
  }
  return blockedBy;
}

/** Prepares a request for matching against statements, and adds the condition keys that follow from it. */
export function prepare(request: {
  principal: Principal;
  action: string;
  resource: string;
  resourceAccount?: string;
  context?: RequestContext;
  permissionsBoundary?: NamedPolicy;
}): PreparedRequest {
  const { action, resource, context = {} } = request;
  const foldedAction = action.toLowerCase();
  const identity = new Identity(
    request.principal,
    request.permissionsBoundary !== undefined,
  );
  const owner = request.resourceAccount ?? arnAccount(resource);
  return {
    action,
    foldedAction,
    service: foldedAction.slice(0, foldedAction.indexOf(':')),
    resource,
    owner,
    identity,
    context: new ContextLookup(context, () => ({
      ...principalContext(identity),
      ...(owner && { 'aws:ResourceAccount': owner }),
    })),
    missing: [],
  };
}

/** Creates a result with the fields that every result has. */
export function resultOf(
  decision: Decision,
  layers: LayerOutcome[],
  { missing }: PreparedRequest,
  { decidedBy = [], blockedBy = [], exemption }: Partial<EvaluationResult> = {},
): EvaluationResult {
  const result: EvaluationResult = {
    decision,
    decidedBy,
    blockedBy,
    missingContext: missing.length > 1 ? missing.sort() : missing,
    layers: layers.map(decisionOf),
    invalidPolicies: [],
    warnings: [],
  };
  for (const { invalid } of layers) result.invalidPolicies.push(...invalid);
  if (exemption !== undefined) result.exemption = exemption;
  return result;
}

/** Returns the result if any layer has a matching Deny, which overrides every Allow; else undefined. */
export function explicitDenial(
  layers: LayerOutcome[],
  prepared: PreparedRequest,
): EvaluationResult | undefined {
  if (layers.every(({ denies }) => denies.length === 0)) return undefined;
  return resultOf('ExplicitlyDenied', layers, prepared, {
    decidedBy: layers.flatMap(layer => reasons(layer, layer.denies)),
    blockedBy: layers.flatMap(layer => denials(layer, prepared)),
  });
}

/** Creates the result for a request that no Deny matches, but that a required layer does not allow. */
export function implicitDenial(
  blockedBy: Blocker[],
  layers: LayerOutcome[],
  prepared: PreparedRequest,
): EvaluationResult {
  for (const { conditions = [] } of blockedBy) {
    noteMissing(conditions, prepared);
  }
  return resultOf('ImplicitlyDenied', layers, prepared, { blockedBy });
}

interface Layers {
  identity: LayerOutcome;
  boundary?: LayerOutcome;
  session?: LayerOutcome;
  resource?: LayerOutcome;
  /** The layers above that apply. If the request is allowed, their Allow statements are the reasons. */
  granting: LayerOutcome[];
  /** The SCPs, then the RCPs, level by level, and last the VPC endpoint policy. */
  controls: LayerOutcome[];
}

function evaluateLayers(
  request: EvaluationRequest,
  prepared: PreparedRequest,
): Layers {
  const { permissionsBoundary, sessionPolicies, resourcePolicy } = request;
  const { hasIdentityPolicies, isRoot } = prepared.identity;
  const granting: LayerOutcome[] = [];
  const ask = (layer: PolicyLayer, policies: NamedPolicy[]) => {
    const outcome = evaluateLayer(layer, policies, prepared);
    granting.push(outcome);
    return outcome;
  };
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
      hasIdentityPolicies && sessionPolicies?.length
        ? ask('session', sessionPolicies)
        : undefined,
    resource: resourcePolicy ? ask('resource', [resourcePolicy]) : undefined,
    granting,
    controls: evaluateControls(request, prepared),
  };
}

function evaluateControls(
  {
    serviceControlPolicies = [],
    resourceControlPolicies = [],
    vpcEndpoint,
  }: EvaluationRequest,
  prepared: PreparedRequest,
): LayerOutcome[] {
  const { hasIdentityPolicies, serviceLinked } = prepared.identity;
  const controls: LayerOutcome[] = [];
  const ask = (layer: PolicyLayer, levels: NamedPolicy[][]) => {
    for (const level of levels) {
      controls.push(evaluateLayer(layer, level, prepared));
    }
  };
  if (hasIdentityPolicies && !serviceLinked) {
    ask('service-control', serviceControlPolicies);
  }
  if (
    resourceControlPolicies.length > 0 &&
    !serviceLinked &&
    resourceControlsApply(prepared.foldedAction)
  ) {
    ask('resource-control', resourceControlPolicies);
  }
  if (vpcEndpoint) controls.push(evaluateEndpoint(vpcEndpoint, prepared));
  return controls;
}

/**
 * Returns the reasons why the identity policies, permissions boundary, session policies, and resource policy do not grant access together.
 *
 * Source: IAM User Guide, "Policy evaluation for requests within a single account" and "Cross-account policy evaluation logic".
 */
function accessBlockers(layers: Layers, prepared: PreparedRequest): Blocker[] {
  const { identity, resource } = layers;
  const { hasIdentityPolicies, accountId, isRoot } = prepared.identity;
  const owner = prepared.owner ?? accountId;
  const resourceBlockers =
    resource && resource.allows.length === 0
      ? refusals(resource, prepared)
      : [];

  if (!hasIdentityPolicies) {
    return resource
      ? resourceBlockers
      : [
          absence(
            'resource',
            'Only a resource policy can allow this principal',
          ),
        ];
  }
  const limits: Blocker[] = [];
  for (const limit of [layers.boundary, layers.session]) {
    if (limit?.allows.length === 0) limits.push(...refusals(limit, prepared));
  }
  const byIdentity =
    isRoot || identity.allows.length > 0 ? [] : refusals(identity, prepared);

  const why = whyResourceMustAllow(prepared, owner);
  if (why && !resource) {
    return [...byIdentity, ...limits, absence('resource', why)];
  }
  if (owner !== accountId || (why && resourceBlockers.length > 0)) {
    return [...byIdentity, ...limits, ...resourceBlockers];
  }
  const namings = resource?.allows.map(({ naming }) => naming) ?? [];
  if (namings.some(isDirect)) {
    // "If a permissions boundary is set for the user, then it must allow the sts:AssumeRole action" ("Update a role trust policy").
    return isUserOnRole(prepared) ? limits : [];
  }
  if (namings.includes('role') || byIdentity.length === 0) {
    return limits.length > 0
      ? [...limits, ...nearlyAllowed(resource, prepared, isDirect)]
      : [];
  }
  // The statements of the resource policy that nearly allow the request matter only if the identity policies do not allow it.
  const nearly =
    resource?.allows.length === 0
      ? alternatives(resource, prepared)
      : nearlyAllowed(resource, prepared, naming => naming !== 'account');
  return [...byIdentity, ...limits, ...nearly];
}

/** Returns why statements of a resource policy do not allow a request that they could allow by naming the principal in a certain way. */
function nearlyAllowed(
  resource: LayerOutcome | undefined,
  prepared: PreparedRequest,
  isEnough: (naming: Naming) => boolean,
): Blocker[] {
  if (!resource) return [];
  const unmet = resource.unmet.filter(({ naming }) => isEnough(naming));
  return alternatives(
    { ...resource, invalid: [], others: [], unmet },
    prepared,
  );
}

/** Returns why a resource policy does not allow a request that other policies could allow without it. */
function alternatives(
  resource: LayerOutcome,
  prepared: PreparedRequest,
): Blocker[] {
  return refusals(resource, prepared)
    .filter(({ cause }) => cause !== 'no-allow')
    .map((blocker): Blocker => ({ ...blocker, isAlternative: true }));
}

const KMS_KEY = /^[^:]*:[^:]*:kms:[^:]*:[^:]*:key\//;

// "Key policies in AWS KMS": no principal has access to a key unless the key policy allows it. Likewise, a role can be assumed only if its
// trust policy allows it.
function whyResourceMustAllow(
  { foldedAction, resource, identity: { accountId } }: PreparedRequest,
  owner: string | undefined,
): string | undefined {
  if (owner !== accountId) {
    return `The resource belongs to account ${
      owner ?? 'unknown'
    }, the principal to account ${accountId ?? 'unknown'}`;
  }
  if (KMS_KEY.test(resource)) {
    return 'A KMS key can be used only if its key policy allows it';
  }
  return isOnRole(foldedAction, resource)
    ? 'A role can be assumed only if its trust policy allows it'
    : undefined;
}

/** Checks whether a request uses a role, so that its trust policy decides. */
function isOnRole(foldedAction: string, resource: string): boolean {
  return (
    foldedAction.startsWith('sts:') &&
    (arnField(resource, 'resource')?.startsWith('role/') ?? false)
  );
}

function isUserOnRole({ foldedAction, resource, identity }: PreparedRequest) {
  return identity.kind === 'user' && isOnRole(foldedAction, resource);
}
