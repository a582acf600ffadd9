import { InputError } from '@backstage/errors';

/** The position of a change in the list, which starts with the newest. */
export interface ChangePosition {
  startedAt: string;
  id: string;
}

const TEXT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z) ([\w-]{1,36})$/;

export function cursorAfter({ startedAt, id }: ChangePosition): string {
  return Buffer.from(`${startedAt} ${id}`).toString('base64url');
}

/** @throws InputError */
export function readCursor(cursor: string): ChangePosition {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, startedAt, id] = TEXT.exec(text) ?? [];
  if (id === undefined) {
    throw new InputError(
      'Invalid `cursor`. Use `nextCursor` from the previous page.',
    );
  }
  return { startedAt, id };
}
