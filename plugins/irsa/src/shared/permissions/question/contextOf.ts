import type { SimulationRequest } from '@backstage-irsa/core/model';

/** A context key and its value or values, as the user typed them. */
export interface ContextRow {
  key: string;
  /** The value. Commas separate several values. */
  value: string;
}

/** Returns the context of a request. Skips rows without a key. Undefined if no rows remain. */
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
