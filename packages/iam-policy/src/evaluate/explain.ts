import type { CompiledStatement } from './statement';
import type { LayerOutcome, PreparedRequest, StatementMatch } from './layer';
import { principalNames } from './principal';
import type {
  Blocker,
  ConditionOutcome,
  Decision,
  LayerDecision,
  Reason,
} from './types';
import type { PolicyLayer } from '../document/types';
import type { InvalidPolicy } from '../document/types';

const LAYER_NAMES: Record<PolicyLayer, string> = {
  identity: 'identity policy',
  'permissions-boundary': 'permissions boundary',
  session: 'session policy',
  resource: 'resource policy',
  trust: 'trust policy',
  'service-control': 'service control policy',
  'resource-control': 'resource control policy',
  'vpc-endpoint': 'VPC endpoint policy',
};

/** A layer and, for SCPs, RCPs, and VPC endpoint policies, the target that its policies are attached to. */
type Place = Pick<LayerOutcome, 'layer' | 'level'>;

function placed({ layer, level }: Place): Place {
  return level === undefined ? { layer } : { layer, level };
}

/** Returns the decision of a layer by itself. */
export function decisionOf(outcome: LayerOutcome): LayerDecision {
  const { layer, level, denies, allows } = outcome;
  const isDenied = denies.length > 0;
  const names = (isDenied ? denies : allows).map(({ policy }) => policy);
  const policies = names.length > 1 ? [...new Set(names)] : names;
  let decision: Decision = isDenied ? 'ExplicitlyDenied' : 'ImplicitlyDenied';
  if (!isDenied && allows.length > 0) decision = 'Allowed';
  return level === undefined
    ? { layer, decision, policies }
    : { layer, level, decision, policies };
}

/** Converts matching statements of a layer to reasons. */
export function reasons(
  { layer, level }: Place,
  matches: StatementMatch[],
): Reason[] {
  return matches.map(({ policy, statement, conditions }) => {
    const { Effect, Sid } = statement.source;
    const reason: Reason = {
      layer,
      policy,
      statement: statement.index,
      effect: Effect,
      conditions,
    };
    if (level !== undefined) reason.level = level;
    if (Sid !== undefined) reason.sid = Sid;
    return reason;
  });
}

/** Converts the matching Deny statements of a layer to blockers. */
export function denials(
  outcome: LayerOutcome,
  request: PreparedRequest,
): Blocker[] {
  return outcome.denies.map(({ policy, statement, conditions }) => ({
    ...placed(outcome),
    cause: 'explicit-deny',
    policy,
    ...placeOf(statement),
    conditions,
    message: `${called(outcome, policy, statement)} denies ${asked(request)}.`,
  }));
}

/** Returns why a layer that must allow a request does not. */
export function refusals(
  outcome: LayerOutcome,
  request: PreparedRequest,
): Blocker[] {
  const { layer, invalid, unmet, others } = outcome;
  const blockers = [
    ...invalid.map(error => brokenDocument(outcome, error)),
    ...unmet.map(match => failedConditions(outcome, match)),
    ...others.map(match => otherPrincipal(outcome, match, request)),
  ];
  if (unmet.length > 0 || others.length > 0) return blockers;
  const message = `No ${LAYER_NAMES[layer]}${attachedTo(
    outcome,
  )} allows ${asked(request)}.`;
  return [...blockers, { ...placed(outcome), cause: 'no-allow', message }];
}

function brokenDocument(
  layer: Place,
  { policy, path, reason }: InvalidPolicy,
): Blocker {
  return {
    ...placed(layer),
    cause: 'invalid-policy',
    policy,
    message: `The ${policyCalled(
      layer,
      policy,
    )} is not a valid document, so it allows nothing: ${
      path ? `${path}: ` : ''
    }${reason}`,
  };
}

function failedConditions(
  layer: Place,
  { policy, statement, conditions }: StatementMatch,
): Blocker {
  const failed = conditions.filter(({ met }) => !met);
  const place = called(layer, policy, statement);
  const differences = failed.map(difference).join(', and ');
  return {
    ...placed(layer),
    cause: 'condition',
    policy,
    ...placeOf(statement),
    conditions: failed,
    message: `${place} would allow it, but ${differences}.`,
  };
}

function otherPrincipal(
  layer: Place,
  { policy, statement }: LayerOutcome['others'][number],
  { identity }: PreparedRequest,
): Blocker {
  const place = called(layer, policy, statement);
  const named = principalNames(statement.source);
  const caller = identity.self ?? identity.role ?? 'an anonymous caller';
  return {
    ...placed(layer),
    cause: 'principal',
    policy,
    ...placeOf(statement),
    message: `${place} allows it to ${named}, and not to ${caller}.`,
  };
}

/** Creates the blocker for a layer that must allow a request but was not given. */
export function absence(layer: PolicyLayer, why: string): Blocker {
  return {
    layer,
    cause: 'no-policy',
    message: `${why}, and no ${LAYER_NAMES[layer]} was given.`,
  };
}

function placeOf({ index, source: { Sid } }: CompiledStatement) {
  return Sid === undefined
    ? { statement: index }
    : { statement: index, sid: Sid };
}

function called(
  layer: Place,
  policy: string,
  { index, source: { Sid } }: CompiledStatement,
): string {
  const label = Sid ? ` (${Sid})` : '';
  return `Statement ${index + 1}${label} of the ${policyCalled(layer, policy)}`;
}

// A trust policy or VPC endpoint policy has no name of its own.
function policyCalled(place: Place, policy: string): string {
  const kind = LAYER_NAMES[place.layer];
  const name = policy === kind ? kind : `${kind} "${policy}"`;
  return `${name}${attachedTo(place)}`;
}

function attachedTo({ level }: Place): string {
  return level === undefined ? '' : ` attached to ${level}`;
}

function asked({ action, resource }: PreparedRequest): string {
  return resource === '*' ? action : `${action} on ${resource}`;
}

function difference(outcome: ConditionOutcome): string {
  const { key, operator, wanted, actual, unresolved = [] } = outcome;
  const values = actual?.map(value => `"${value}"`).join(', ');
  const what = key === 'resource' ? 'the resource' : key;
  const given = values ? `is ${values}` : 'has no value';
  const found = `${what} ${actual ? given : 'is not in the request'}`;
  const wish = wanted.map(value => `"${value}"`).join(' or ');
  const lacks = unresolved.map(name => `, and ${name} is not in the request`);
  return `${found} where the policy requires ${operator} ${wish}${lacks.join(
    '',
  )}`;
}
