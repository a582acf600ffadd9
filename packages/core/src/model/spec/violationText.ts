import type { Violation } from '../types';

const ONE = /([\w.[\]]+): (.+?) \[([a-z0-9-]+)\](?: |$)/gsy;

/** Broken rules as the text of an error: each with its field, what is wrong, and its rule. @public */
export function formatViolations(violations: readonly Violation[]): string {
  return violations
    .map(({ field, rule, message }) => `${field}: ${message} [${rule}]`)
    .join(' ');
}

/** The broken rules that the text of an error names; none of a text about something else. @public */
export function parseViolations(text: string): Violation[] {
  const found = [...text.matchAll(ONE)];
  const length = found.reduce((sum, [whole]) => sum + whole.length, 0);
  return length === text.length
    ? found.map(([, field, message, rule]) => ({ field, rule, message }))
    : [];
}
