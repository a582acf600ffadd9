import { AwsError } from '../protocol/error';

/** The members of a request. */
export type JsonInput = ReadonlyMap<string, unknown>;

/** Returns a text member; undefined if it was not sent or is not a text. */
export function optionalText(
  input: JsonInput,
  name: string,
): string | undefined {
  const value = input.get(name);
  return typeof value === 'string' ? value : undefined;
}

/** Returns a text member. Throws `ValidationException` if there is none. */
export function requiredText(input: JsonInput, name: string): string {
  const value = optionalText(input, name);
  if (value !== undefined) return value;
  throw missing(name);
}

/** Returns the text values of an object, such as the attributes of a queue. Other values are left out. */
export function textMap(input: JsonInput, name: string): Map<string, string> {
  return new Map(
    Object.entries(Object(input.get(name) ?? {})).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

/** Returns the texts of a list. Other items are left out. */
export function textList(input: JsonInput, name: string): string[] {
  const value = input.get(name);
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : [];
}

/** Returns the members of an object. Throws `ValidationException` if there is none. */
export function requiredObject(
  input: JsonInput,
  name: string,
): Map<string, unknown> {
  const value = input.get(name);
  if (typeof value === 'object' && value !== null) {
    return new Map(Object.entries(value));
  }
  throw missing(name);
}

function missing(name: string): AwsError {
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  return new AwsError(
    'ValidationException',
    400,
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}
