import type { AnnotationChanges, FilePatch } from '../types';

export const ROLE = 'eks.amazonaws.com/role-arn';
export const ARN = 'arn:aws:iam::111122223333:role/irsa/orders';
export const ORDERS = { namespace: 'production', name: 'orders' };

/** The annotation as it is written, with a plain key and with one in quotes. */
export const ENTRY = `${ROLE}: "${ARN}"`;
export const QUOTED = `"${ROLE}": "${ARN}"`;

/** A file, and the text that is inserted into it, or a part of the refusal. */
export type Nasty = [
  what: string,
  text: string,
  outcome: { adds: string } | { refuses: RegExp },
];

export type Patch = (text: string, changes: AnnotationChanges) => FilePatch;

/** The text of a patch that is not refused. */
export function textOf(patch: FilePatch): string {
  if ('refused' in patch) throw new Error(patch.refused);
  return patch.text;
}

/** What one text has and the other has not, between what they have in common. */
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

/** Sets an annotation that a file has not: one text is inserted, a second run inserts none, and removing it restores the file. */
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
