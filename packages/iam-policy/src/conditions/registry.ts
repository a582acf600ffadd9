import { arnOperators } from './arn';
import { binaryOperators } from './binary';
import { booleanOperators } from './boolean';
import { dateOperators } from './date';
import { ipAddressOperators } from './ip-address';
import { numericOperators } from './numeric';
import type { ConditionOperator } from './operator';
import { stringOperators } from './string';

/** What the name of an operator in a document stands for. */
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

/** Reads the name of an operator, without regard to case; undefined when there is none of that name. */
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
