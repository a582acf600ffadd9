import type { VariableLookup } from '../match/pattern';

/** Whether a value of the request meets one wanted value; undefined when that has a variable without a value. */
export type ValueTest = (
  actual: string,
  variables: VariableLookup,
) => boolean | undefined;

/** One comparison, without its `ForAllValues:`, `ForAnyValue:` and `IfExists`. */
export interface ConditionOperator {
  name: string;
  /** The comparison holds when no wanted value is met, also when the key is missing. */
  negated: boolean;
  /** Compiles a wanted value. `variables` says whether the document has policy variables at all. */
  compile(wanted: string, variables: boolean): ValueTest;
}

/** An operator together with its negation, which share the comparison. */
export function withNegation(
  name: string,
  negatedName: string,
  compile: ConditionOperator['compile'],
): ConditionOperator[] {
  return [
    { name, negated: false, compile },
    { name: negatedName, negated: true, compile },
  ];
}
