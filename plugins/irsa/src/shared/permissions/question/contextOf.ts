import type { SimulationRequest } from '@backstage-irsa/core/model';

/** A context key and its value or values, as typed. */
export interface ContextRow {
  key: string;
  /** Several values are separated by commas. */
  value: string;
}

/** The context of a request. Rows without a key are left out; undefined when none is left. */
export function contextOf(
  rows: readonly ContextRow[],
): SimulationRequest['context'] {
  const given = rows
    .map(({ key, value }) => ({ key: key.trim(), values: valuesOf(value) }))
    .filter(({ key }) => key !== '');
  if (given.length === 0) return undefined;
  return Object.fromEntries(
    given.map(({ key, values }) => [
      key,
      values.length === 1 ? values[0] : values,
    ]),
  );
}

function valuesOf(text: string): string[] {
  return text.split(',').map(value => value.trim());
}
