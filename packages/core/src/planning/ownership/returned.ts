import type { RenderFormat } from '../../model/types';

const RETURNED = ' returned-from ';

/** Returns the record that objects came back from another tool, which was asked to set the managed-by tag before it released them. */
export function returnedRecord(refText: string, format: RenderFormat): string {
  return `${refText}${RETURNED}${format}`;
}

/** Checks whether a record says that objects came back from another tool. */
export function isReturnedRecord(record: string): boolean {
  return record.includes(RETURNED);
}

/** Returns the tools from which the objects came back. Their remaining marks are ignored. */
export function returnedFormats(
  recorded: ReadonlySet<string>,
): ReadonlySet<string> {
  return new Set(
    [...recorded]
      .filter(isReturnedRecord)
      .map(record => record.slice(record.indexOf(RETURNED) + RETURNED.length)),
  );
}
