import type { Violation } from '../types';

/** One violation. The key of a tag can contain any character. */
const ONE = /(tags\..+?|[\w.[\]]+): (.+?) \[([a-z0-9-]+)\](?: |$)/gsy;

/** Formats violations as an error text, each with its field, message, and rule. @public */
export function formatViolations(violations: readonly Violation[]): string {
  return violations
    .map(({ field, rule, message }) => `${field}: ${message} [${rule}]`)
    .join(' ');
}

/** Parses violations from an error text. Empty if the text is about something else. @public */
export function parseViolations(text: string): Violation[] {
  const found = [...text.matchAll(ONE)];
  const length = found.reduce((sum, [whole]) => sum + whole.length, 0);
  return length === text.length
    ? found.map(([, field, message, rule]) => ({ field, rule, message }))
    : [];
}
