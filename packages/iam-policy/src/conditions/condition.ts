import type { ConditionBlock } from '../document/types';
import type { ConditionOutcome } from '../evaluate/types';
import type { ContextLookup } from './context';
import type { ValueTest } from './operator';
import { findOperator, type OperatorUse } from './registry';

/** The compiled test for one operator and key of a Condition block. */
export interface CompiledCondition {
  operator: string;
  use: OperatorUse;
  key: string;
  wanted: string[];
  /** Checks whether the condition holds. The caller passes the values of the key, so that they are looked up only once. */
  holds(values: string[] | undefined, context: ContextLookup): boolean;
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
        holds: compileTest(use, wanted, variables),
      };
    });
  });
}

/** Checks whether a condition holds in a request. */
export function holdsIn(
  context: ContextLookup,
  { key, holds }: CompiledCondition,
): boolean {
  return holds(context.values(key), context);
}

/** Returns the wanted values of a condition, the actual values in the request, and whether they meet the condition. */
export function outcomeOf(
  { operator, key, wanted }: CompiledCondition,
  actual: string[] | undefined,
  met: boolean,
): ConditionOutcome {
  return actual
    ? { operator, key, wanted, actual, met }
    : { operator, key, wanted, met };
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
  const valueHolds = (value: string, context: ContextLookup) =>
    isMet(tests, value, context) !== negated;
  if (use.qualifier === 'all') {
    return (values = [], context) =>
      isNullSet(values) || values.every(value => valueHolds(value, context));
  }
  if (use.qualifier === 'any') {
    return (values, context) => {
      if (!values) return use.ifExists;
      return (
        !isNullSet(values) && values.some(value => valueHolds(value, context))
      );
    };
  }
  return (values, context) => {
    if (!values) return use.ifExists || negated;
    return negated
      ? values.every(value => valueHolds(value, context))
      : values.some(value => valueHolds(value, context));
  };
}

// "There is no equal or like value" if a variable has no value: IAM User Guide, "IAM policy elements: Variables and tags".
function isMet(
  tests: ValueTest[],
  value: string,
  context: ContextLookup,
): boolean {
  return tests.some(test => test(value, context));
}

// "No keys in the request, or the key value resolves to a null dataset, such as an empty string": IAM User Guide, "Set operators for
// multivalued context keys".
function isNullSet(values: string[]): boolean {
  return values.every(value => value === '');
}
