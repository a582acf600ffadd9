import { invalidParameter } from './errors';
import type { EksInput, JsonValue } from './operation';

/** A text of the body; undefined when it was not sent. Throws `InvalidParameterException` for what is no text. */
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

/** Throws `InvalidParameterException` when it was not sent. */
export function requiredText(input: EksInput, name: string): string {
  const value = textField(input, name);
  if (!value) {
    throw invalidParameter(`${name} is required`);
  }
  return value;
}

/** The `tags` of the body. Throws `InvalidParameterException` for what is none. */
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
