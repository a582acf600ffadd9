import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import type { Response } from 'express';
import { tableFile, type TableFormat } from './tableFile';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const;

/** Sends rows as a file while they are read. `columns` are the CSV columns. */
export async function sendTable(
  res: Response,
  rows: Readable,
  {
    name,
    format,
    columns,
  }: { name: string; format: TableFormat; columns: string[] },
): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  res.setHeader('Content-Type', TYPES[format]);
  res.setHeader(
    'Content-Disposition',
    `attachment; filename="irsa-${name}-${day}.${format}"`,
  );
  await pipeline(tableFile(rows, format, columns), res);
}
