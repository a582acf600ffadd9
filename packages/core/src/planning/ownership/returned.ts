import type { RenderFormat } from '../../model/types';

const RETURNED = ' returned-from ';

/** The record that a ServiceAccount's objects came back from another tool, which was asked to set the managed-by tag before it let go. */
export function returnedRecord(refText: string, format: RenderFormat): string {
  return `${refText}${RETURNED}${format}`;
}

/** Whether a record is one of those. */
export function isReturnedRecord(record: string): boolean {
  return record.includes(RETURNED);
}

/** The tools that the objects came back from: marks of theirs stay, and say nothing. */
export function returnedFormats(
  recorded: ReadonlySet<string>,
): ReadonlySet<string> {
  return new Set(
    [...recorded]
      .filter(isReturnedRecord)
      .map(record => record.slice(record.indexOf(RETURNED) + RETURNED.length)),
  );
}
