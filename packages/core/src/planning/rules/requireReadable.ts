import { InputError } from '@backstage/errors';
import type { IamServiceAccountSpec } from '../../model/types';

/** This product's limits on the size of a spec, for all callers and routes. `checkSpec` and `checkSizes` check the limits of AWS. */
const SPEC_LIMITS = {
  /** The maximum length of the spec as JSON. */
  characters: 65_536,
  /** The maximum nesting depth of a field. An AWS policy document has 7 levels. */
  levels: 32,
  /** The maximum number of statements of a document. */
  statements: 100,
  /** The maximum number of values of a statement element, such as `Action`, including nested values. */
  values: 500,
  /** The maximum length of a text in a document. An ARN has at most 2,048 characters. */
  valueCharacters: 2048,
} as const;

const DOCUMENTS = ['policyDocument', 'sessionPolicyDocument'] as const;

function refuse(field: string, rule: string, message: string): never {
  throw new InputError(`${field}: ${message} [${rule}]`);
}

/** Returns the direct parts of a value, including the keys of an object, which readers process like values. */
function partsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flat()
    : [];
}

/** Refuses values that are nested too deeply. Works level by level, because recursion would fail on a very deep value. */
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
 * Refuses a spec that is too large to process: as a whole, by the depth of a field, or by the statements, values, and texts of a document. Takes time
 * in proportion to the size of the spec, and evaluates no patterns.
 *
 * @throws InputError - with the field and the rule
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
