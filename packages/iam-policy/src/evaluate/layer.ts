import { outcomeOf } from '../conditions/condition';
import type { ContextLookup } from '../conditions/context';
import type { NamedPolicy, PolicyType } from '../document/types';
import { compilePolicy, type CompiledStatement } from './compile';
import type { Identity } from './identity';
import type { Naming } from './principal';
import type { ConditionOutcome, PolicyLayer } from './types';

/** A request in the form that statements are asked in. */
export interface PreparedRequest {
  /** As given, for messages. */
  action: string;
  /** In lower case, for matching. */
  foldedAction: string;
  resource: string;
  identity: Identity;
  context: ContextLookup;
  /** Collects the condition keys that were asked for and missing. */
  missing: Set<string>;
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
  denies: StatementMatch[];
  allows: StatementMatch[];
  /** Allow statements that fail by their conditions alone. */
  unmet: StatementMatch[];
  /** Allow statements that are about somebody else. */
  others: Array<{ policy: string; statement: CompiledStatement }>;
  /** The names of broken documents. */
  invalid: string[];
}

/** Asks every statement of a layer. */
export function evaluateLayer(
  layer: PolicyLayer,
  policies: NamedPolicy[],
  request: PreparedRequest,
): LayerOutcome {
  const outcome: LayerOutcome = {
    layer,
    denies: [],
    allows: [],
    unmet: [],
    others: [],
    invalid: [],
  };
  const type = typeOf(layer);
  for (const { name, document } of policies) {
    const policy = compilePolicy(document, type);
    if (!policy.valid) outcome.invalid.push(name);
    for (const statement of policy.statements) {
      askStatement(statement, name, request, outcome);
    }
  }
  return outcome;
}

function typeOf(layer: PolicyLayer): PolicyType {
  if (layer === 'trust') return 'trust';
  return layer === 'resource' || layer === 'resource-control'
    ? 'resource'
    : 'identity';
}

function askStatement(
  statement: CompiledStatement,
  policy: string,
  request: PreparedRequest,
  outcome: LayerOutcome,
): void {
  const { context, identity, missing } = request;
  if (
    !statement.matchesAction(request.foldedAction) ||
    !statement.matchesResource(request.resource, context.variable)
  ) {
    return;
  }
  const naming = statement.principal(identity);
  if (!naming) {
    if (statement.source.Effect === 'Allow')
      outcome.others.push({ policy, statement });
    return;
  }
  const conditions = statement.conditions.map(condition =>
    outcomeOf(condition, context),
  );
  for (const { key, actual } of conditions) if (!actual) missing.add(key);
  const match = { policy, statement, conditions, naming };
  if (conditions.every(({ met }) => met)) {
    (statement.source.Effect === 'Deny' ? outcome.denies : outcome.allows).push(
      match,
    );
  } else if (statement.source.Effect === 'Allow') {
    outcome.unmet.push(match);
  }
}
