import { invalidParameter } from './errors';
import type { EksInput, JsonValue } from './operation';

/** Returns a text field of the body; undefined if it was not sent. Throws `InvalidParameterException` if the value is not text. */
export function textField(
  { body }: EksInput,
  name: string,
): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw invalidParameter(`${name} must be a string`);
  }
  return value;
}

/** Returns a text field of the body. Throws `InvalidParameterException` if it is missing or empty. */
export function requiredText(input: EksInput, name: string): string {
  const value = textField(input, name);
  if (!value) {
    throw invalidParameter(`${name} is required`);
  }
  return value;
}

/** Returns the `tags` in the body. Throws `InvalidParameterException` if they are not a map of texts. */
export function tagsField({ body }: EksInput): Record<string, string> {
  const tags = body.tags ?? {};
  if (!isTextMap(tags)) {
    throw invalidParameter('tags must be a map of strings');
  }
  return tags;
}

function isTextMap(value: JsonValue): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(item => typeof item === 'string')
  );
}
