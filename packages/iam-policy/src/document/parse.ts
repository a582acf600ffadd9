import { decodePolicy } from './decode';
import { isOfIdentity } from './elements';
import { parseLocatedJson } from './json';
import { checkStructure, isPolicyDocument, MAX_ERRORS } from './structure';
import { checkStored } from './stored';
import type { PolicyDocument, PolicyError, PolicyType } from './types';
import { checkValues } from './values';

// IAM's operations take 131,072 at most (IAM API Reference, "CreatePolicy", PolicyDocument); the longest of AWS's own managed policies,
// AWSSupportServiceRolePolicy, has some 152,000.
const MAX_CHARACTERS = 163_840;

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
 * Reads a policy document, percent-encoded or not, and says what is wrong with it and where, up to a hundred errors. Never throws.
 *
 * @param options - `type` is what the policy is for; `identity` when absent. With `toStore` it also refuses what IAM refuses to store as a
 * permissions policy or session policy; the partition, such as `aws`, is that of the account, where it is known
 *
 * @public
 */
export function parsePolicy(
  text: string,
  options: { type?: PolicyType; toStore?: { partition?: string } } = {},
): ParsedPolicy {
  const { type = 'identity', toStore } = options;
  // Percent-encoding makes a text up to three times as long.
  const decoded = text.length > 3 * MAX_CHARACTERS ? text : decodePolicy(text);
  if (decoded.length > MAX_CHARACTERS) {
    const reason = `The document has ${decoded.length} characters; ${MAX_CHARACTERS} at most are read.`;
    return { errors: [{ path: '', line: 1, column: 1, reason }] };
  }
  const { value, offsets, errors } = parseLocatedJson(decoded);
  const lineAndColumn = lineFinder(decoded);
  const at = (error: PolicyError, offset: number): PolicyError => ({
    ...error,
    ...lineAndColumn(offset),
  });
  const syntax = errors
    .slice(0, MAX_ERRORS)
    .map(({ path, offset, reason }) => at({ path, reason }, offset));
  if (value === undefined) return { errors: syntax };

  const document = isPolicyDocument(value, type) ? value : undefined;
  const rules = document
    ? [
        ...checkValues(document, type),
        ...(toStore && isOfIdentity(type)
          ? checkStored(document, toStore)
          : []),
      ]
    : checkStructure(value, type);
  const located = rules
    .slice(0, MAX_ERRORS - syntax.length)
    .map(error => at(error, offsetOf(error.path, offsets)));
  const found = [...syntax, ...located];
  return found.length === 0 ? { document, errors: [] } : { errors: found };
}

/** The place of an element, or of the nearest one around it when it is missing. */
function offsetOf(path: string, offsets: Map<string, number>): number {
  let known = path;
  while (known && !offsets.has(known)) {
    known = known.slice(
      0,
      Math.max(0, known.lastIndexOf('.'), known.lastIndexOf('[')),
    );
  }
  return offsets.get(known) ?? 0;
}

/** Finds line and column of offsets, from 1. The text is searched for its lines once, when the first is asked for. */
function lineFinder(text: string) {
  let starts: number[] | undefined;
  return (offset: number): { line: number; column: number } => {
    starts ??= lineStarts(text);
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - starts[low] + 1 };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}
