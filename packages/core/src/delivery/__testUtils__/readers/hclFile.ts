import { parseToObject } from 'hcl2-parser';
import type { Parsed } from './files';

/** The text that was read last: a schema and a reader look at each file, and the parser takes longer than all else. */
let last: { text: string; value: Parsed } | undefined;

/** What HashiCorp's own parser reads in HCL; throws where it refuses. */
export function parseHcl(text: string): Parsed {
  if (last?.text === text) return last.value;
  const [value, error] = parseToObject(text);
  if (value === null || error !== null) throw new Error(`No HCL: ${text}`);
  last = { text, value };
  return value;
}

/** The argument of `jsonencode(…)`, which the parser hands on as code: parsed as the value that it is. */
export function decoded(code: string): Parsed {
  const argument = /^\$\{jsonencode\(([^]*)\)\}$/.exec(code)?.[1];
  if (argument === undefined) throw new Error(`No jsonencode: ${code}`);
  return parseHcl(`value = ${argument}\n`).value;
}

/** The name behind a reference such as `${aws_iam_role.orders.arn}`; undefined for a value. */
export function referenceOf(
  value: string,
): { kind: string; label: string; attribute?: string } | undefined {
  const [, kind, label, attribute] =
    /^\$\{(\w+)\.([\w-]+)(?:\.(\w+))?\}$/.exec(value) ?? [];
  return kind === undefined ? undefined : { kind, label, attribute };
}
