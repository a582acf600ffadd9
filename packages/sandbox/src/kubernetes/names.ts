import type { ObjectMeta, StringMap } from './objects';
import type { Cause } from './status';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = `(${QUALIFIED})?`;

function matches(pattern: string, value: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(value);
}

/** Returns the problems of a name. The list is empty if the name is valid. */
export type NameRule = (name: string) => string[];

/** RFC 1123 label, as for namespaces (Kubernetes, "Object Names and IDs"). */
export const labelName: NameRule = name => [
  ...(name.length > 63 ? ['must be no more than 63 characters'] : []),
  ...(matches(LABEL, name)
    ? []
    : [
        `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`,
      ]),
];

/** RFC 1123 subdomain, as for most objects. */
export const subdomainName: NameRule = name => [
  ...(name.length > 253 ? ['must be no more than 253 characters'] : []),
  ...(matches(SUBDOMAIN, name)
    ? []
    : [
        `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`,
      ]),
];

/** A path segment, as for RBAC objects, whose names can contain colons. */
export const pathSegmentName: NameRule = name => [
  ...(name === '.' || name === '..' ? [`may not be '${name}'`] : []),
  ...(name.includes('/') ? [`may not contain '/'`] : []),
  ...(name.includes('%') ? [`may not contain '%'`] : []),
];

function qualifiedName(key: string): string[] {
  const parts = key.split('/');
  const name = parts.pop() ?? '';
  const problems: string[] = [];
  if (parts.length > 1) {
    return [
      `a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  if (parts.length === 1) {
    problems.push(
      ...(parts[0] === ''
        ? ['prefix part must be non-empty']
        : subdomainName(parts[0]).map(text => `prefix part ${text}`)),
    );
  }
  if (name === '') {
    problems.push('name part must be non-empty');
  } else if (name.length > 63) {
    problems.push('name part must be no more than 63 characters');
  } else if (!matches(QUALIFIED, name)) {
    problems.push(
      `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}')`,
    );
  }
  return problems;
}

function labelValue(value: string): string[] {
  if (value.length > 63) {
    return ['must be no more than 63 characters'];
  }
  return matches(LABEL_VALUE, value)
    ? []
    : [
        `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${LABEL_VALUE}')`,
      ];
}

function causes(field: string, value: string, problems: string[]): Cause[] {
  return problems.map(problem => ({
    reason: 'FieldValueInvalid',
    field,
    message: `Invalid value: ${JSON.stringify(value)}: ${problem}`,
  }));
}

const ANNOTATIONS_LIMIT_BYTES = 256 * 1024;

function annotationsSize(annotations: StringMap): Cause[] {
  const size = Object.entries(annotations).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key + value),
    0,
  );
  return size <= ANNOTATIONS_LIMIT_BYTES
    ? []
    : [
        {
          reason: 'FieldValueTooLong',
          field: 'metadata.annotations',
          message: `Too long: may not be more than ${ANNOTATIONS_LIMIT_BYTES} bytes`,
        },
      ];
}

/** Checks the name, labels, and annotations as the API server does. */
export function validateMeta(meta: ObjectMeta, rule: NameRule): Cause[] {
  const labels = Object.entries(meta.labels ?? {});
  const annotations = meta.annotations ?? {};
  return [
    ...causes('metadata.name', meta.name, rule(meta.name)),
    ...labels.flatMap(([key, value]) => [
      ...causes('metadata.labels', key, qualifiedName(key)),
      ...causes('metadata.labels', value, labelValue(value)),
    ]),
    ...Object.keys(annotations).flatMap(key =>
      causes('metadata.annotations', key, qualifiedName(key.toLowerCase())),
    ),
    ...annotationsSize(annotations),
  ];
}
