import type { Statement } from '../document/types';
import type { RequestContext } from '../evaluate/types';
import {
  globOf,
  listOf,
  matchesText,
  plainText,
  valuesOf,
  type Variables,
} from './referenceTexts';

/** "All of the conditions must be met": IAM User Guide, "Conditions with multiple context keys or values". */
export function conditionsHold(
  { Condition = {} }: Statement,
  context: RequestContext,
  variables: Variables,
): boolean {
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, value]) =>
      conditionHolds(
        operator,
        listOf(value).map(String),
        valuesOf(context, key),
        variables,
      ),
    ),
  );
}

function conditionHolds(
  operator: string,
  wanted: string[],
  actual: string[],
  variables: Variables,
): boolean {
  if (operator === 'Null') return wanted.includes(String(actual.length === 0));
  const [name, qualifier = ''] = operator
    .replace('IfExists', '')
    .split(':')
    .reverse();
  const isInverted = name.includes('Not');
  if (actual.length === 0) {
    if (operator.endsWith('IfExists') || qualifier === 'ForAllValues') {
      return true;
    }
    return qualifier === '' && isInverted;
  }
  // "Inverted condition operators do match against a null value": a wanted value whose variable has no value equals nothing.
  const isMet = (value: string) =>
    wanted.some(one => isEqual(name.replace('Not', ''), one, value, variables));
  const holds = (value: string) => isMet(value) !== isInverted;
  const needsAll =
    qualifier === 'ForAllValues' || (qualifier === '' && isInverted);
  return needsAll ? actual.every(holds) : actual.some(holds);
}

function isEqual(
  operator: string,
  wanted: string,
  actual: string,
  variables: Variables,
): boolean {
  switch (operator) {
    case 'StringEquals':
      return plainText(wanted, variables) === actual;
    case 'StringLike':
      return matchesText(wanted, actual, variables);
    case 'ArnEquals':
    case 'ArnLike':
      return isArnLike(wanted, actual, variables);
    case 'Bool':
      return wanted === actual && ['true', 'false'].includes(wanted);
    case 'NumericEquals':
      return Number(wanted) === Number(actual);
    case 'NumericLessThan':
      return Number(actual) < Number(wanted);
    default:
      throw new Error(`The reference evaluator does not know ${operator}.`);
  }
}

/** "Each of the six colon-delimited components of the ARN is checked separately and each can include multi-character or single-character
 * wildcards." */
function isArnLike(
  wanted: string,
  actual: string,
  variables: Variables,
): boolean {
  const fieldsOf = (text: string) => {
    const [a, b, c, d, e, ...rest] = text.split(/:(?![^{]*\})/);
    return [a, b, c, d, e, rest.length > 0 ? rest.join(':') : undefined];
  };
  if (wanted === '*') return true;
  const values = fieldsOf(actual);
  return fieldsOf(wanted).every((field, index) => {
    const value = values[index];
    return (
      field !== undefined &&
      value !== undefined &&
      globOf(field, variables)?.test(value) === true
    );
  });
}
