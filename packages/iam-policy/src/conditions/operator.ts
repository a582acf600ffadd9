import type { Variables } from '../match/pattern';

/** Whether a value of the request meets one wanted value. One with a variable that has no value is met by none. */
export type ValueTest = (actual: string, variables: Variables) => boolean;

/** One comparison, without its `ForAllValues:`, `ForAnyValue:` and `IfExists`. */
export interface ConditionOperator {
  name: string;
  /** The comparison holds when no wanted value is met, also when the key is missing. */
  negated: boolean;
  /** Between key and value in a sentence, such as `is not`. */
  says: string;
  /** For those that compare by size: which side of the wanted value the request's must be on. */
  bound?: 'below' | 'above';
  /** Whether any value can meet a wanted one at all; always when absent. */
  isReadable?(wanted: string): boolean;
  /** A wanted value for people; as written when absent. */
  show?(wanted: string): string;
  /** Compiles a wanted value. `variables` says whether the document has policy variables at all. */
  compile(wanted: string, variables: boolean): ValueTest;
}

/** An operator together with its negation, which share the comparison. */
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
