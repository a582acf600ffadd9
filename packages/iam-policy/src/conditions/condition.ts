import type { ConditionBlock } from '../document/types';
import type { ConditionOutcome } from '../evaluate/types';
import type { Variables } from '../match/pattern';
import { variablesIn } from '../match/template';
import type { ContextLookup } from './context';
import type { ValueTest } from './operator';
import { findOperator, type OperatorUse } from './registry';

/** The compiled test for one operator and key of a Condition block. */
export interface CompiledCondition {
  operator: string;
  use: OperatorUse;
  key: string;
  wanted: string[];
  /** The keys of the policy variables in the wanted values. */
  variables: string[];
  /** Checks whether the condition holds. The caller passes the values of the key, so that they are looked up only once. */
  holds(values: string[] | undefined, variables: Variables): boolean;
}

/** Compiles a valid Condition block. A request meets the block if all of the returned conditions hold. */
export function compileConditions(
  block: ConditionBlock,
  variables: boolean,
): CompiledCondition[] {
  return Object.entries(block).flatMap(([operator, keys]) => {
    const use = findOperator(operator);
    if (!use) return [];
    return Object.entries(keys).map(([key, value]) => {
      const wanted = (Array.isArray(value) ? value : [value]).map(String);
      return {
        operator,
        use,
        key,
        wanted,
        variables:
          variables && use.kind === 'compare' && use.operator.hasVariables
            ? variablesIn(wanted)
            : [],
        holds: compileTest(use, wanted, variables),
      };
    });
  });
}

/** Checks whether a condition holds in a request. */
export function holdsIn(
  context: ContextLookup,
  { use, key, holds }: CompiledCondition,
): boolean {
  const isNull = use.kind === 'null' && context.isNull(key);
  return holds(isNull ? undefined : context.values(key), context);
}

/**
 * Returns the wanted values of a condition, the actual values in the request, whether they meet the condition, and the variables without a value on
 * which that depends.
 */
export function outcomeIn(
  context: ContextLookup,
  condition: CompiledCondition,
): ConditionOutcome {
  const { operator, key, wanted, variables, holds } = condition;
  const actual = context.values(key);
  const met = holdsIn(context, condition);
  const outcome: ConditionOutcome = actual
    ? { operator, key, wanted, actual, met }
    : { operator, key, wanted, met };
  if (variables.length === 0) return outcome;
  // If the request lacks the key too, its value decides whether the variables matter.
  const unresolved = actual
    ? context.unresolved(variables, lookup => holds(actual, lookup))
    : context.lacking(variables);
  if (unresolved.length > 0) outcome.unresolved = unresolved;
  return outcome;
}

function compileTest(
  use: OperatorUse,
  wanted: string[],
  variables: boolean,
): CompiledCondition['holds'] {
  if (use.kind === 'null') {
    const answers = wanted.map(text => text.toLowerCase());
    return values => answers.includes(String(values === undefined));
  }
  const tests = wanted.map(text => use.operator.compile(text, variables));
  const { negated } = use.operator;
  const valueHolds = (value: string, context: Variables) =>
    isMet(tests, value, context) !== negated;
  if (use.qualifier === 'all') {
    return (values = [], context) =>
      isNullSet(values) || values.every(value => valueHolds(value, context));
  }
  if (use.qualifier === 'any') {
    return (values = [], context) => {
      if (values.length === 0) return use.ifExists;
      return (
        !isNullSet(values) && values.some(value => valueHolds(value, context))
      );
    };
  }
  return (values = [], context) => {
    if (values.length === 0) return use.ifExists || negated;
    return negated
      ? values.every(value => valueHolds(value, context))
      : values.some(value => valueHolds(value, context));
  };
}

// "There is no equal or like value" if a variable has no value: IAM User Guide, "IAM policy elements: Variables and tags".
function isMet(tests: ValueTest[], value: string, context: Variables): boolean {
  return tests.some(test => test(value, context));
}

// "No keys in the request, or the key value resolves to a null dataset, such as an empty string": IAM User Guide, "Set operators for
// multivalued context keys".
function isNullSet(values: string[]): boolean {
  return values.every(value => value === '');
}
