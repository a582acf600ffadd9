import { decodePolicy } from './decode';
import { isOfIdentity } from './elements';
import { parseLocatedJson } from './json';
import { checkStructure, isPolicyDocument, MAX_ERRORS } from './structure';
import { checkStored } from './stored';
import type { PolicyDocument, PolicyError, PolicyType } from './types';
import { checkValues } from './values';

// IAM's operations accept at most 131,072 characters (IAM API Reference, "CreatePolicy", PolicyDocument). The longest AWS managed policy,
// AWSSupportServiceRolePolicy, has about 152,000.
const MAX_CHARACTERS = 163_840;

/**
 * The result of `parsePolicy`.
 *
 * @public
 */
export interface ParsedPolicy {
  /** Present only if there are no errors. */
  document?: PolicyDocument;
  errors: PolicyError[];
}

/**
 * Parses a policy document, percent-encoded or not, and reports up to 100 errors with their positions. Never throws.
 *
 * @param options - `type` is the kind of policy, by default `identity`. With `toStore`, the document is also checked against the rules by which IAM
 * refuses to store permissions policies and session policies; `partition` is the partition of the account, such as `aws`, if known
 *
 * @public
 */
export function parsePolicy(
  text: string,
  options: { type?: PolicyType; toStore?: { partition?: string } } = {},
): ParsedPolicy {
  const { type = 'identity', toStore } = options;
  // Percent-encoding makes a text up to 3 times as long.
  const decoded = text.length > 3 * MAX_CHARACTERS ? text : decodePolicy(text);
  if (decoded.length > MAX_CHARACTERS) {
    const reason = `The document has ${decoded.length} characters. The maximum is ${MAX_CHARACTERS}.`;
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

/** Returns the offset of an element. If the element is missing, returns the offset of its nearest existing parent. */
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

/** Returns a function that converts offsets to lines and columns, both from 1. Its first call finds all line starts of the text. */
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
