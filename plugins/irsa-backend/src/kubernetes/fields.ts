import { UnusableAnswerError } from './errors';

/** Kubernetes takes NUL in an annotation, and PostgreSQL in no text. */
const NUL = /\0/g;
const REPLACEMENT = '\uFFFD';

/**
 * A text of an answer; undefined where there is none. The client takes its types from the API, not from what the cluster answers.
 *
 * @throws UnusableAnswerError - when it is something else.
 */
export function optionalText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') {
    throw new UnusableAnswerError('no text where one belongs');
  }
  return value.replace(NUL, REPLACEMENT);
}

/** As `optionalText`, empty where there is none. */
export function textOf(value: unknown): string {
  return optionalText(value) ?? '';
}

/**
 * The objects of a list; none where there is no list.
 *
 * @throws UnusableAnswerError - when it is no list, or one of something else.
 */
export function objectsOf<T extends object>(values: T[] | undefined): T[] {
  const list: unknown = values ?? [];
  if (
    !Array.isArray(list) ||
    list.some(item => typeof item !== 'object' || item === null)
  ) {
    throw new UnusableAnswerError('no list of objects where one belongs');
  }
  return list;
}

/** The texts of a list. @throws UnusableAnswerError */
export function textsOf(values: string[] | undefined): string[] {
  const list: unknown = values ?? [];
  if (!Array.isArray(list)) {
    throw new UnusableAnswerError('no list where one belongs');
  }
  return list.map(textOf);
}

/** Labels or annotations. @throws UnusableAnswerError */
export function pairsOf(
  value: Record<string, string> | undefined,
): Record<string, string> {
  const pairs: unknown = value ?? {};
  if (typeof pairs !== 'object' || Array.isArray(pairs)) {
    throw new UnusableAnswerError('no names with values where they belong');
  }
  return Object.fromEntries(
    Object.entries(pairs as object).map(([key, text]) => [
      textOf(key),
      textOf(text),
    ]),
  );
}

/** A time as ISO 8601; empty where there is none. @throws UnusableAnswerError */
export function timeOf(value: Date | undefined): string {
  if (value === undefined || value === null) return '';
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) {
    throw new UnusableAnswerError('no time where one belongs');
  }
  return time.toISOString();
}
