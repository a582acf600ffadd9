import { InvalidResponseError } from './InvalidResponseError';

// The AWS and Kubernetes clients return whatever they receive, typed as their APIs promise. Readers take each field through one of these functions,
// so that types are correct and PostgreSQL can store the texts. Each function throws InvalidResponseError for any other value.

/** Kubernetes allows NUL in annotations, but PostgreSQL in no text. */
const NUL = /\0/g;
const REPLACEMENT = '\uFFFD';

/** Returns a text; undefined if the value is missing. */
export function optionalText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') {
    throw new InvalidResponseError('no string where one is expected');
  }
  return value.includes('\0') ? value.replace(NUL, REPLACEMENT) : value;
}

/** Like `optionalText`, but empty if the value is missing. */
export function textOf(value: unknown): string {
  return optionalText(value) ?? '';
}

/** Returns a number; undefined if the value is missing. */
export function optionalNumber(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number') {
    throw new InvalidResponseError('no number where one is expected');
  }
  return value;
}

/** Returns a boolean; undefined if the value is missing. */
export function optionalFlag(value: unknown): boolean | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') {
    throw new InvalidResponseError('no boolean where one is expected');
  }
  return value;
}

/** Returns a time as ISO 8601; undefined if the value is missing. */
export function optionalTime(value: Date | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) {
    throw new InvalidResponseError('no time where one is expected');
  }
  return time.toISOString();
}

/** Like `optionalTime`, but empty if the value is missing. */
export function timeOf(value: Date | undefined): string {
  return optionalTime(value) ?? '';
}

/** Returns the objects of a list; empty if the list is missing. */
export function objectsOf<T extends object>(values: T[] | undefined): T[] {
  const list: unknown = values ?? [];
  if (
    !Array.isArray(list) ||
    list.some(item => typeof item !== 'object' || item === null)
  ) {
    throw new InvalidResponseError('no list of objects where one is expected');
  }
  return list;
}

/** Returns the texts of a list; empty if the list is missing. */
export function textsOf(values: string[] | undefined): string[] {
  const list: unknown = values ?? [];
  if (!Array.isArray(list)) {
    throw new InvalidResponseError('no list where one is expected');
  }
  return list.map(textOf);
}

/** Returns labels, annotations, or tags; empty if they are missing. */
export function pairsOf(
  value: Record<string, string> | undefined,
): Record<string, string> {
  const pairs: unknown = value ?? {};
  if (typeof pairs !== 'object' || Array.isArray(pairs)) {
    throw new InvalidResponseError(
      'no names with values where they are expected',
    );
  }
  return Object.fromEntries(
    Object.entries(pairs as object).map(([key, text]) => [
      textOf(key),
      textOf(text),
    ]),
  );
}
