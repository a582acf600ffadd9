import type { CompiledStatement } from './compile';
import type { LayerOutcome, PreparedRequest, StatementMatch } from './layer';
import type { Blocker, ConditionOutcome, PolicyLayer, Reason } from './types';

const LAYER_NAMES: Record<PolicyLayer, string> = {
  identity: 'identity policy',
  'permissions-boundary': 'permissions boundary',
  session: 'session policy',
  resource: 'resource policy',
  trust: 'trust policy',
  'service-control': 'service control policy',
  'resource-control': 'resource control policy',
};

/** The statements of a layer that matched, as reasons. */
export function reasons(
  layer: PolicyLayer,
  matches: StatementMatch[],
): Reason[] {
  return matches.map(({ policy, statement, conditions }) => ({
    layer,
    policy,
    ...placeOf(statement),
    effect: statement.effect,
    conditions,
  }));
}

/** The Deny statements of a layer, as blockers. */
export function denials(
  { layer, denies }: LayerOutcome,
  request: PreparedRequest,
): Blocker[] {
  return denies.map(({ policy, statement, conditions }) => ({
    layer,
    cause: 'explicit-deny',
    policy,
    ...placeOf(statement),
    conditions,
    message: `${called(layer, policy, statement)} denies ${asked(request)}.`,
  }));
}

/** Why a layer that must allow a request does not. */
export function refusals(
  outcome: LayerOutcome,
  request: PreparedRequest,
): Blocker[] {
  const { layer, invalid, unmet, others } = outcome;
  const blockers: Blocker[] = [
    ...invalid.map(
      (policy): Blocker => ({
        layer,
        cause: 'invalid-policy',
        policy,
        message: `The ${policyCalled(
          layer,
          policy,
        )} is not a valid document, so that it allows nothing.`,
      }),
    ),
    ...unmet.map(({ policy, statement, conditions }): Blocker => {
      const failed = conditions.filter(({ met }) => !met);
      return {
        layer,
        cause: 'condition',
        policy,
        ...placeOf(statement),
        conditions: failed,
        message: `${called(
          layer,
          policy,
          statement,
        )} would allow it, but ${failed.map(difference).join(', and ')}.`,
      };
    }),
    ...others.map(
      ({ policy, statement }): Blocker => ({
        layer,
        cause: 'principal',
        policy,
        ...placeOf(statement),
        message: `${called(
          layer,
          policy,
          statement,
        )} allows it to ${statement.principalNames.join(', ')}, and not to ${
          request.identity.self ?? request.identity.role ?? 'everyone'
        }.`,
      }),
    ),
  ];
  if (unmet.length > 0 || others.length > 0) return blockers;
  return [
    ...blockers,
    {
      layer,
      cause: 'no-allow',
      message: `No ${LAYER_NAMES[layer]} allows ${asked(request)}.`,
    },
  ];
}

/** A layer that must allow a request and was not given. */
export function absence(layer: PolicyLayer, why: string): Blocker {
  return {
    layer,
    cause: 'no-policy',
    message: `${why}, and no ${LAYER_NAMES[layer]} was given.`,
  };
}

function placeOf({ index, sid }: CompiledStatement) {
  return sid === undefined ? { statement: index } : { statement: index, sid };
}

function called(
  layer: PolicyLayer,
  policy: string,
  { index, sid }: CompiledStatement,
): string {
  const label = sid ? ` (${sid})` : '';
  return `Statement ${index}${label} of the ${policyCalled(layer, policy)}`;
}

// A trust policy has no name of its own.
function policyCalled(layer: PolicyLayer, policy: string): string {
  const kind = LAYER_NAMES[layer];
  return policy === kind ? kind : `${kind} "${policy}"`;
}

function asked({ action, resource }: PreparedRequest): string {
  return resource === '*' ? action : `${action} on ${resource}`;
}

function difference(outcome: ConditionOutcome): string {
  const { key, operator, wanted, actual } = outcome;
  const values = actual?.map(value => `"${value}"`).join(', ');
  const found = values ? `${key} is ${values}` : `${key} is not in the request`;
  const wish = wanted.map(value => `"${value}"`).join(' or ');
  return `${found} where the policy wants ${operator} ${wish}`;
}
