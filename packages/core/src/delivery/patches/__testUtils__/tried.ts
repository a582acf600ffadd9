import type { AnnotationChanges, FilePatch } from '../types';

export const ROLE = 'eks.amazonaws.com/role-arn';
export const ARN = 'arn:aws:iam::111122223333:role/irsa/orders';
export const ORDERS = { namespace: 'production', name: 'orders' };

/** The written annotation, with a plain key and with a quoted key. */
export const ENTRY = `${ROLE}: "${ARN}"`;
export const QUOTED = `"${ROLE}": "${ARN}"`;

/** A file with the expected insertion, or with a part of the expected refusal. */
export type Nasty = [
  what: string,
  text: string,
  outcome: { adds: string } | { refuses: RegExp },
];

export type Patch = (text: string, changes: AnnotationChanges) => FilePatch;

/** Returns the text of a patch; throws if the patch was refused. */
export function textOf(patch: FilePatch): string {
  if ('refused' in patch) throw new Error(patch.refused);
  return patch.text;
}

/** Returns the differing parts of two texts, between their common start and end. */
export function differenceOf(
  before: string,
  after: string,
): { removed: string; added: string } {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < shorter - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  return {
    removed: before.slice(head, before.length - tail),
    added: after.slice(head, after.length - tail),
  };
}

/** Sets a missing annotation. Expects one insertion, no change by a second run, and the original file after removing the annotation. */
export function expectAdded(
  patch: Patch,
  before: string,
  changes: AnnotationChanges = { [ROLE]: ARN },
): string {
  const after = textOf(patch(before, changes));
  expect(differenceOf(before, after).removed).toBe('');
  expect(textOf(patch(after, changes))).toBe(after);
  const none = Object.fromEntries(Object.keys(changes).map(key => [key, null]));
  expect(textOf(patch(after, none))).toBe(before);
  expect(textOf(patch(before, none))).toBe(before);
  return after;
}
