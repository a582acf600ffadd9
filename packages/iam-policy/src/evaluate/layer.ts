import { outcomeIn } from '../conditions/condition';
import { isSameKey, type ContextLookup } from '../conditions/context';
import type { NamedPolicy, PolicyError, PolicyType } from '../document/types';
import { compilePolicy } from './compile';
import type { Identity } from './identity';
import type { Naming } from './principal';
import type { CompiledStatement } from './statement';
import type { ConditionOutcome } from './types';
import type { PolicyLayer } from '../document/types';
import type { InvalidPolicy } from '../document/types';

/** A request, prepared for matching against statements. */
export interface PreparedRequest {
  /** The action as given, for messages. */
  action: string;
  /** The action in lower case, for matching. */
  foldedAction: string;
  /** The service prefix of the action, in lower case. */
  service: string;
  resource: string;
  /** The account that owns the resource, if known. */
  owner?: string;
  identity: Identity;
  context: ContextLookup;
  /** Collects the keys of conditions and variables that statements looked up and the request lacks, each once. */
  missing: string[];
}

/** A statement of a layer that applies to the request. */
export interface StatementMatch {
  policy: string;
  statement: CompiledStatement;
  conditions: ConditionOutcome[];
  naming: Naming;
}

/** The result of evaluating the policies of one layer for a request. */
export interface LayerOutcome {
  layer: PolicyLayer;
  /** The target that the policies of the layer are attached to, if they specify one. */
  level?: string;
  denies: StatementMatch[];
  allows: StatementMatch[];
  /** The Allow statements that fail only because of their conditions. */
  unmet: StatementMatch[];
  /** The Allow statements that apply to other principals. */
  others: Array<{ policy: string; statement: CompiledStatement }>;
  invalid: InvalidPolicy[];
}

/** The policy type that the documents of each layer are checked as. */
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

/** Evaluates every statement of a layer. */
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

/** Describes a broken document by its first error. */
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
  const { context, identity, resource } = request;
  if (!statement.matchesAction(request.foldedAction, request.service)) return;
  const openResource = statement.openResource(resource, context);
  const isAbout = statement.matchesResource(resource, context);
  if (!isAbout && !openResource) return;
  const isAllow = statement.source.Effect === 'Allow';
  const named = statement.principal(identity);
  if (!named) {
    if (isAllow && isAbout) outcome.others.push({ policy, statement });
    return;
  }
  const own = openResource ? [openResource] : [];
  for (const condition of statement.conditions) {
    const one = outcomeIn(context, condition);
    // Most Deny statements do not apply. Nobody asks for the rest of their conditions.
    if (!isAllow && isRuledOut(one)) return;
    own.push(one);
  }
  const { naming, otherwise } = named;
  const ofSession = named.condition && outcomeIn(context, named.condition);
  const all = ofSession ? [...own, ofSession] : own;
  // If the statement names the role too, the session matters only where the role is not enough.
  noteMissing(otherwise ? own : all, request);
  const place = { policy, statement };
  add({ ...place, conditions: all, naming }, outcome);
  if (otherwise && !ofSession?.met) {
    add({ ...place, conditions: own, naming: otherwise }, outcome);
  }
}

function add(match: StatementMatch, outcome: LayerOutcome): void {
  const isAllow = match.statement.source.Effect === 'Allow';
  const isMet = match.conditions.every(({ met }) => met);
  if (!isMet && !isAllow) return;
  const matches = isAllow ? outcome.allows : outcome.denies;
  (isMet ? matches : outcome.unmet).push(match);
}

/** Collects the keys that the conditions of a statement ask for and the request lacks, unless a condition is not met whatever their values. */
export function noteMissing(
  conditions: ConditionOutcome[],
  { missing }: PreparedRequest,
): void {
  if (conditions.some(isRuledOut)) return;
  for (const { key, actual, unresolved = [] } of conditions) {
    for (const name of actual ? unresolved : [key, ...unresolved]) {
      if (!missing.some(known => isSameKey(known, name))) missing.push(name);
    }
  }
}

function isRuledOut({ met, actual, unresolved }: ConditionOutcome): boolean {
  return !met && actual !== undefined && unresolved === undefined;
}
