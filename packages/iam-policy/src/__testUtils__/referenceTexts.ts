import type { RequestContext } from '../evaluate/types';

/** The values of policy variables; null if `${…}` is plain text. */
export type Variables = RequestContext | null;

export function listOf<T>(value: T | T[] | undefined): T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** "AWS automatically completes the ARN by adding wildcard characters (*) to all missing fields". */
export function completed(text: string): string {
  if (!text.startsWith('arn:')) return text;
  const fields = text.split(':');
  while (fields.length < 6) fields.push('*');
  return fields.join(':');
}

/** Checks whether a pattern matches a text. "There is no equal or like value" for a variable without a value. */
export function matchesText(
  pattern: string,
  text: string,
  variables: Variables,
): boolean {
  return globOf(pattern, variables)?.test(text) ?? false;
}

/** Converts a pattern to a regular expression. Undefined if a variable has no value. */
export function globOf(
  pattern: string,
  variables: Variables,
): RegExp | undefined {
  let source = '';
  for (const part of pattern.split(/(\$\{[^}]*\}|[*?])/)) {
    if (part === '*') source += '.*';
    else if (part === '?') source += '.';
    else {
      const text = replaced(part, variables);
      if (text === undefined) return undefined;
      source += escaped(text);
    }
  }
  return new RegExp(`^${source}$`, 's');
}

/** Replaces the variables of a text without wildcards. Undefined if a variable has no value. */
export function plainText(
  text: string,
  variables: Variables,
): string | undefined {
  const parts = text.split(/(\$\{[^}]*\})/);
  const values = parts.map(part => replaced(part, variables));
  return values.includes(undefined) ? undefined : values.join('');
}

function replaced(part: string, variables: Variables): string | undefined {
  const found = /^\$\{([^,}]*)(?:, *'([^']*)')?\}$/.exec(part);
  if (!found || variables === null) return part;
  // "Predefined policy variables that have fixed values".
  if (['*', '?', '$'].includes(found[1])) return found[1];
  const values = valuesOf(variables, found[1]);
  return values.length === 1 ? values[0] : found[2];
}

/** "Condition key names are not case-sensitive." */
export function valuesOf(context: RequestContext, key: string): string[] {
  const found = Object.entries(context).find(
    ([name]) => name.toLowerCase() === key.toLowerCase(),
  );
  return found ? listOf(found[1]) : [];
}

function escaped(text: string): string {
  return text.replace(/[.+^${}()|[\]\\*?]/g, '\\$&');
}
