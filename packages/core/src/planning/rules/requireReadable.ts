import { InputError } from '@backstage/errors';
import type { IamServiceAccountSpec } from '../../model/types';

/**
 * Limits of this product on a spec, for all callers and routes. AWS's own limits are rules of the spec: `checkSpec` and `preflight/sizes`.
 */
const SPEC_LIMITS = {
  /** Of the spec as JSON. */
  characters: 65_536,
  /** Deepest value of a field. A policy document of AWS has seven levels. */
  levels: 32,
  /** Of one document. */
  statements: 100,
  /** Of one element of a statement, such as `Action`, with what is nested in it. */
  values: 500,
  /** Of one text in a document. An ARN has 2,048. */
  valueCharacters: 2048,
} as const;

const DOCUMENTS = ['policyDocument', 'sessionPolicyDocument'] as const;

function refuse(field: string, rule: string, message: string): never {
  throw new InputError(`${field}: ${message} [${rule}]`);
}

/** The direct parts of a value; an object's keys too, which are values for their readers. */
function partsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flat()
    : [];
}

/** Level by level: a value that is too deep cannot be walked by recursion. */
function requireShallow(spec: object): void {
  for (const [field, value] of Object.entries(spec)) {
    let level: unknown[] = [value];
    for (let depth = 0; level.length > 0; depth += 1) {
      if (depth > SPEC_LIMITS.levels) {
        refuse(
          field,
          'nesting-depth',
          `It is nested more than ${SPEC_LIMITS.levels} levels deep. Flatten it.`,
        );
      }
      level = level.flatMap(partsOf);
    }
  }
}

function requireFewValues(field: string, element: unknown): void {
  let count = 0;
  let level = [element];
  while (level.length > 0) {
    const texts = level.filter(part => typeof part === 'string');
    if (texts.some(({ length }) => length > SPEC_LIMITS.valueCharacters)) {
      refuse(
        field,
        'value-length',
        `A value has more than ${SPEC_LIMITS.valueCharacters} characters. Shorten it.`,
      );
    }
    count += level.length;
    if (count > SPEC_LIMITS.values) {
      refuse(
        field,
        'value-count',
        `It has more than ${SPEC_LIMITS.values} values. Use fewer, or grants.`,
      );
    }
    level = level.flatMap(partsOf);
  }
}

function requireSmallDocument(field: string, document: object): void {
  const { Statement: listed = [], ...rest } = document as {
    Statement?: unknown;
  };
  const statements = [listed].flat();
  if (statements.length > SPEC_LIMITS.statements) {
    refuse(
      `${field}.Statement`,
      'statement-count',
      `It has ${statements.length} statements; at most ${SPEC_LIMITS.statements} are accepted. Merge some, or use grants.`,
    );
  }
  requireFewValues(field, rest);
  statements.forEach((statement, index) => {
    const at = `${field}.Statement[${index}]`;
    if (typeof statement !== 'object' || statement === null) return;
    for (const [name, element] of Object.entries(statement)) {
      requireFewValues(`${at}.${name}`, element);
    }
  });
}

/**
 * Refuses a spec that is too large to be looked at: as a whole, by the depth of a field, or by the statements, values and texts of a document. Takes
 * time in proportion to the size of the spec, and reads none of its patterns.
 *
 * @throws InputError - that names the field and the rule.
 */
export function requireReadable(spec: IamServiceAccountSpec): void {
  requireShallow(spec);
  const { length } = JSON.stringify(spec);
  if (length > SPEC_LIMITS.characters) {
    refuse(
      'spec',
      'spec-size',
      `It has ${length} characters; at most ${SPEC_LIMITS.characters} are accepted. Shorten it.`,
    );
  }
  for (const field of DOCUMENTS) {
    const document = spec[field];
    if (document) requireSmallDocument(field, document);
  }
}
