import { outcomeOf } from '../conditions/condition';
import type { ContextLookup } from '../conditions/context';
import type { NamedPolicy, PolicyError, PolicyType } from '../document/types';
import { compilePolicy } from './compile';
import type { Identity } from './identity';
import type { Naming } from './principal';
import type { CompiledStatement } from './statement';
import type { ConditionOutcome } from './types';
import type { PolicyLayer } from '../document/types';
import type { InvalidPolicy } from '../document/types';

/** A request in the form that statements are asked in. */
export interface PreparedRequest {
  /** As given, for messages. */
  action: string;
  /** In lower case, for matching. */
  foldedAction: string;
  /** Its service prefix. */
  service: string;
  resource: string;
  /** The account that owns the resource, where that is known. */
  owner?: string;
  identity: Identity;
  context: ContextLookup;
  /** Collects the condition keys that were asked for and missing, each once. */
  missing: string[];
}

/** A statement of a layer that is about the request. */
export interface StatementMatch {
  policy: string;
  statement: CompiledStatement;
  conditions: ConditionOutcome[];
  naming: Naming;
}

/** What the policies of one layer say about a request. */
export interface LayerOutcome {
  layer: PolicyLayer;
  /** What its policies are attached to, of SCPs and RCPs that say so. */
  level?: string;
  denies: StatementMatch[];
  allows: StatementMatch[];
  /** Allow statements that fail by their conditions alone. */
  unmet: StatementMatch[];
  /** Allow statements that are about somebody else. */
  others: Array<{ policy: string; statement: CompiledStatement }>;
  invalid: InvalidPolicy[];
}

/** What the documents of each layer are checked as. */
export const TYPES: Record<PolicyLayer, PolicyType> = {
  identity: 'identity',
  'permissions-boundary': 'identity',
  session: 'session',
  resource: 'resource',
  trust: 'trust',
  'service-control': 'identity',
  'resource-control': 'resource-control',
  'vpc-endpoint': 'resource',
};

/** Asks every statement of a layer. */
export function evaluateLayer(
  layer: PolicyLayer,
  policies: NamedPolicy[],
  request: PreparedRequest,
): LayerOutcome {
  const outcome: LayerOutcome = {
    layer,
    level: policies[0]?.level,
    denies: [],
    allows: [],
    unmet: [],
    others: [],
    invalid: [],
  };
  const type = TYPES[layer];
  for (const policy of policies) {
    const compiled = compilePolicy(policy, type);
    const { error } = compiled;
    if (error) outcome.invalid.push(invalidPolicy(layer, policy.name, error));
    for (const statement of compiled.about(request.service)) {
      askStatement(statement, policy.name, request, outcome);
    }
  }
  return outcome;
}

/** A broken document with what is wrong first. */
export function invalidPolicy(
  layer: PolicyLayer,
  policy: string,
  { path, reason }: PolicyError,
): InvalidPolicy {
  return { layer, policy, path, reason };
}

function askStatement(
  statement: CompiledStatement,
  policy: string,
  request: PreparedRequest,
  outcome: LayerOutcome,
): void {
  const { context, identity, missing } = request;
  if (
    !statement.matchesAction(request.foldedAction, request.service) ||
    !statement.matchesResource(request.resource, context)
  ) {
    return;
  }
  const isAllow = statement.source.Effect === 'Allow';
  const named = statement.principal(identity);
  if (!named) {
    if (isAllow) outcome.others.push({ policy, statement });
    return;
  }
  const conditions: ConditionOutcome[] = [];
  let isMet = true;
  const { naming, condition: ofSession } = named;
  const asked = ofSession
    ? [...statement.conditions, ofSession]
    : statement.conditions;
  for (const condition of asked) {
    const values = context.values(condition.key);
    if (!values && !missing.includes(condition.key)) {
      missing.push(condition.key);
    }
    const met = condition.holds(values, context);
    isMet &&= met;
    if (isMet || isAllow) conditions.push(outcomeOf(condition, values, met));
  }
  if (!isMet && !isAllow) return;
  const matches = isAllow ? outcome.allows : outcome.denies;
  (isMet ? matches : outcome.unmet).push({
    policy,
    statement,
    conditions,
    naming,
  });
}
