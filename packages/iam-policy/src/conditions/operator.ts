import type { Variables } from '../match/pattern';

/** Checks whether a value of the request meets one wanted value. A wanted value with a variable that has no value is never met. */
export type ValueTest = (actual: string, variables: Variables) => boolean;

/** A condition operator without `ForAllValues:`, `ForAnyValue:`, and `IfExists`. */
export interface ConditionOperator {
  name: string;
  /** Whether wanted values can contain policy variables. */
  hasVariables?: true;
  /** Whether the operator is negated: it holds if no wanted value is met, or if the key is missing. */
  negated: boolean;
  /** The words between the key and the value in a sentence, such as `is not`. */
  says: string;
  /** For operators that compare by order: whether the actual value must be below or above the wanted value. */
  bound?: 'below' | 'above';
  /** Checks whether any value can meet the wanted value. If absent, every wanted value can be met. */
  isReadable?(wanted: string): boolean;
  /** Formats a wanted value for display. If absent, the value is shown as written. */
  show?(wanted: string): string;
  /** Compiles a wanted value. `variables` is true if the version of the document supports policy variables. */
  compile(wanted: string, variables: boolean): ValueTest;
}

/** Returns an operator and its negation, which share the comparison. */
export function withNegation(
  { name, says }: Named,
  negation: Named,
  family: Omit<ConditionOperator, 'name' | 'says' | 'negated'>,
): ConditionOperator[] {
  return [
    { ...family, name, says, negated: false },
    { ...family, ...negation, negated: true },
  ];
}

type Named = Pick<ConditionOperator, 'name' | 'says'>;
