import { parseToObject } from 'hcl2-parser';
import type { Parsed } from './files';

/** The last parsed text. A schema and a reader process each file, and parsing takes most of the time. */
let last: { text: string; value: Parsed } | undefined;

/** Parses HCL with HashiCorp's own parser; throws if it rejects the text. */
export function parseHcl(text: string): Parsed {
  if (last?.text === text) return last.value;
  const [value, error] = parseToObject(text);
  if (value === null || error !== null) throw new Error(`No HCL: ${text}`);
  last = { text, value };
  return value;
}

/** Parses the argument of `jsonencode(…)` as a value. The parser returns it as code. */
export function decoded(code: string): Parsed {
  const argument = /^\$\{jsonencode\(([^]*)\)\}$/.exec(code)?.[1];
  if (argument === undefined) throw new Error(`No jsonencode: ${code}`);
  return parseHcl(`value = ${argument}\n`).value;
}

/** Parses a reference such as `${aws_iam_role.orders.arn}`; undefined for a value. */
export function referenceOf(
  value: string,
): { kind: string; label: string; attribute?: string } | undefined {
  const [, kind, label, attribute] =
    /^\$\{(\w+)\.([\w-]+)(?:\.(\w+))?\}$/.exec(value) ?? [];
  return kind === undefined ? undefined : { kind, label, attribute };
}
