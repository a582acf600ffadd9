import type { KubeObject, LabelSelector, StringMap } from './objects';
import { badRequest } from './status';

/** A condition on labels. */
export interface Requirement {
  key: string;
  operator:
    | 'In'
    | 'NotIn'
    | 'Exists'
    | 'DoesNotExist'
    | 'GreaterThan'
    | 'LessThan';
  values: string[];
}

const KEY =
  '([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?/)?[A-Za-z0-9][-A-Za-z0-9_.]*';
const VALUE = '[-A-Za-z0-9_.]*';
const SET = new RegExp(`^(${KEY})\\s+(in|notin)\\s+\\(([^()]*)\\)$`);
const EQUALITY = new RegExp(`^(${KEY})\\s*(==|=|!=|>|<)\\s*(${VALUE})$`);
const EXISTENCE = new RegExp(`^(!?)\\s*(${KEY})$`);

const OPERATORS: Record<string, Requirement['operator']> = {
  '=': 'In',
  '==': 'In',
  '!=': 'NotIn',
  '>': 'GreaterThan',
  '<': 'LessThan',
  in: 'In',
  notin: 'NotIn',
};

/**
 * Parses the `labelSelector` of a query (Kubernetes, "Labels and Selectors"): `a=b,c!=d,e in (f,g),!h`.
 * @throws StatusError 400 if it is invalid
 */
export function parseLabelSelector(text: string): Requirement[] {
  return splitOutsideBrackets(text).map(part => {
    const set = SET.exec(part);
    if (set) {
      const values = set[5].split(',').map(value => value.trim());
      return { key: set[1], operator: OPERATORS[set[4]], values };
    }
    const equality = EQUALITY.exec(part);
    if (equality) {
      const [, key, , , operator, value] = equality;
      return { key, operator: OPERATORS[operator], values: [value] };
    }
    const existence = EXISTENCE.exec(part);
    if (existence) {
      const operator = existence[1] === '!' ? 'DoesNotExist' : 'Exists';
      return { key: existence[2], operator, values: [] };
    }
    throw badRequest(`unable to parse requirement: ${JSON.stringify(part)}`);
  });
}

function splitOutsideBrackets(text: string): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter((part, _, parts) => part !== '' || parts.length > 1);
}

function holds(
  { key, operator, values }: Requirement,
  labels: StringMap,
): boolean {
  const present = Object.hasOwn(labels, key);
  const value = labels[key];
  switch (operator) {
    case 'In':
      return present && values.includes(value);
    case 'NotIn':
      return !present || !values.includes(value);
    case 'Exists':
      return present;
    case 'DoesNotExist':
      return !present;
    case 'GreaterThan':
      return present && Number(value) > Number(values[0]);
    default:
      return present && Number(value) < Number(values[0]);
  }
}

export function matchesRequirements(
  requirements: Requirement[],
  labels: StringMap = {},
): boolean {
  return requirements.every(requirement => holds(requirement, labels));
}

/** Checks whether the selector of a workload matches these pod labels. */
export function matchesSelector(
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
  labels: StringMap = {},
): boolean {
  return matchesRequirements(
    [
      ...Object.entries(matchLabels).map(
        ([key, value]): Requirement => ({
          key,
          operator: 'In',
          values: [value],
        }),
      ),
      ...matchExpressions.map(({ key, operator, values = [] }) => ({
        key,
        operator,
        values,
      })),
    ],
    labels,
  );
}

/** The fields that a `fieldSelector` can name, in addition to the metadata fields. */
const FIELDS = [
  'spec.nodeName',
  'spec.serviceAccountName',
  'spec.restartPolicy',
  'status.phase',
  'involvedObject.kind',
  'involvedObject.name',
  'involvedObject.namespace',
  'involvedObject.uid',
  'reason',
  'type',
];

/**
 * Parses the `fieldSelector` of a query into a predicate.
 * @throws StatusError 400 if a field is not selectable
 */
export function parseFieldSelector(
  text: string,
): (object: KubeObject) => boolean {
  const terms = text
    .split(',')
    .filter(term => term !== '')
    .map(term => {
      const match = /^([^=!]+)(==|=|!=)(.*)$/.exec(term);
      if (!match) {
        throw badRequest(
          `invalid selector: ${JSON.stringify(term)}; can't understand it`,
        );
      }
      const [, field, operator, value] = match;
      if (
        !/^metadata\.(name|namespace)$/.test(field) &&
        !FIELDS.includes(field)
      ) {
        throw badRequest(`field label not supported: ${field}`);
      }
      return { path: field.split('.'), equal: operator !== '!=', value };
    });
  return object =>
    terms.every(({ path, equal, value }) => {
      const found = path.reduce<unknown>(
        (node, step) =>
          node !== null && typeof node === 'object'
            ? Reflect.get(node, step)
            : undefined,
        object,
      );
      return (String(found ?? '') === value) === equal;
    });
}
