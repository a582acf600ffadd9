import { InvalidResponseError } from './InvalidResponseError';

// The clients of AWS and of Kubernetes hand on whatever they are sent, under the types that their APIs promise. Readers take each field by one of
// these, so that behind them types hold, and texts go into PostgreSQL. Each throws InvalidResponseError for something else.

/** Kubernetes takes NUL in an annotation, and PostgreSQL in no text. */
const NUL = /\0/g;
const REPLACEMENT = '\uFFFD';

/** A text; undefined where there is none. */
export function optionalText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') {
    throw new InvalidResponseError('no text where one belongs');
  }
  return value.includes('\0') ? value.replace(NUL, REPLACEMENT) : value;
}

/** As `optionalText`, empty where there is none. */
export function textOf(value: unknown): string {
  return optionalText(value) ?? '';
}

/** A number; undefined where there is none. */
export function optionalNumber(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number') {
    throw new InvalidResponseError('no number where one belongs');
  }
  return value;
}

/** Yes or no; undefined where there is neither. */
export function optionalFlag(value: unknown): boolean | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') {
    throw new InvalidResponseError('no yes or no where one belongs');
  }
  return value;
}

/** A time as ISO 8601; undefined where there is none. */
export function optionalTime(value: Date | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) {
    throw new InvalidResponseError('no time where one belongs');
  }
  return time.toISOString();
}

/** As `optionalTime`, empty where there is none. */
export function timeOf(value: Date | undefined): string {
  return optionalTime(value) ?? '';
}

/** The objects of a list; none where there is no list. */
export function objectsOf<T extends object>(values: T[] | undefined): T[] {
  const list: unknown = values ?? [];
  if (
    !Array.isArray(list) ||
    list.some(item => typeof item !== 'object' || item === null)
  ) {
    throw new InvalidResponseError('no list of objects where one belongs');
  }
  return list;
}

/** The texts of a list; none where there is no list. */
export function textsOf(values: string[] | undefined): string[] {
  const list: unknown = values ?? [];
  if (!Array.isArray(list)) {
    throw new InvalidResponseError('no list where one belongs');
  }
  return list.map(textOf);
}

/** Labels, annotations or tags. */
export function pairsOf(
  value: Record<string, string> | undefined,
): Record<string, string> {
  const pairs: unknown = value ?? {};
  if (typeof pairs !== 'object' || Array.isArray(pairs)) {
    throw new InvalidResponseError('no names with values where they belong');
  }
  return Object.fromEntries(
    Object.entries(pairs as object).map(([key, text]) => [
      textOf(key),
      textOf(text),
    ]),
  );
}
