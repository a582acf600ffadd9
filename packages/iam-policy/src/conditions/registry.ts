import { arnOperators } from './arn';
import { binaryOperators } from './binary';
import { booleanOperators } from './boolean';
import { dateOperators } from './date';
import { ipAddressOperators } from './ip-address';
import { numericOperators } from './numeric';
import type { ConditionOperator } from './operator';
import { stringOperators } from './string';

/** The meaning of an operator name in a document. */
export type OperatorUse =
  | { kind: 'null' }
  | {
      kind: 'compare';
      operator: ConditionOperator;
      /** `all` is `ForAllValues:`, `any` is `ForAnyValue:`. */
      qualifier?: 'all' | 'any';
      ifExists: boolean;
    };

const operators = new Map(
  [
    ...stringOperators,
    ...numericOperators,
    ...dateOperators,
    ...booleanOperators,
    ...binaryOperators,
    ...ipAddressOperators,
    ...arnOperators,
  ].map(operator => [operator.name.toLowerCase(), operator]),
);

const NAME = /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/;

/** Finds an operator by its name in a document, ignoring case. Undefined if no such operator exists. */
export function findOperator(name: string): OperatorUse | undefined {
  const folded = name.toLowerCase();
  if (folded === 'null') return { kind: 'null' };
  const found = NAME.exec(folded);
  const operator = found && operators.get(found[2]);
  if (!operator) return undefined;
  const qualifiers = { forallvalues: 'all', foranyvalue: 'any' } as const;
  const qualifier =
    found[1] === 'forallvalues' || found[1] === 'foranyvalue'
      ? qualifiers[found[1]]
      : undefined;
  return {
    kind: 'compare',
    operator,
    qualifier,
    ifExists: found[3] !== undefined,
  };
}
