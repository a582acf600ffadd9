import { decodePolicy } from './decode';
import { parseLocatedJson } from './json';
import { checkStructure, isPolicyDocument } from './structure';
import type { PolicyDocument, PolicyError, PolicyType } from './types';
import { checkValues } from './values';

// The longest document that any IAM operation takes: IAM API Reference, "CreatePolicy", PolicyDocument.
const MAX_CHARACTERS = 131_072;

/**
 * What `parsePolicy` found.
 *
 * @public
 */
export interface ParsedPolicy {
  /** Present when there are no errors. */
  document?: PolicyDocument;
  errors: PolicyError[];
}

/**
 * Reads a policy document, percent-encoded or not, and says what is wrong with it and where. Never throws.
 *
 * @param options - `type` is what the policy is for; `identity` when absent
 *
 * @public
 */
export function parsePolicy(
  text: string,
  options: { type?: PolicyType } = {},
): ParsedPolicy {
  const { type = 'identity' } = options;
  if (text.length > MAX_CHARACTERS) {
    return {
      errors: [
        {
          path: '',
          line: 1,
          column: 1,
          reason: `The document has ${text.length} characters; AWS takes ${MAX_CHARACTERS} at most.`,
        },
      ],
    };
  }
  const decoded = decodePolicy(text);
  const { value, offsets, errors } = parseLocatedJson(decoded);
  const at = (error: PolicyError, offset: number): PolicyError => ({
    ...error,
    ...lineAndColumn(decoded, offset),
  });
  const syntax = errors.map(({ path, offset, reason }) =>
    at({ path, reason }, offset),
  );
  if (value === undefined) return { errors: syntax };

  const rules = isPolicyDocument(value, type)
    ? checkValues(value, type)
    : checkStructure(value, type);
  const located = rules.map(error => at(error, offsetOf(error.path, offsets)));
  const found = [...syntax, ...located];
  return found.length === 0 && isPolicyDocument(value, type)
    ? { document: value, errors: [] }
    : { errors: found };
}

/** The place of an element, or of the nearest one around it when it is missing. */
function offsetOf(path: string, offsets: Map<string, number>): number {
  let known = '';
  for (const candidate of offsets.keys()) {
    const around =
      path === candidate ||
      path.startsWith(`${candidate}.`) ||
      path.startsWith(`${candidate}[`);
    if (around && candidate.length > known.length) known = candidate;
  }
  return offsets.get(known) ?? 0;
}

function lineAndColumn(
  text: string,
  offset: number,
): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before[before.length - 1].length + 1 };
}
