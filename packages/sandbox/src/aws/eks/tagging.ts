import { invalidParameter } from './errors';
import { tagsField } from './fields';
import type { EksInput } from './operation';

type Tags = Record<string, string>;

const TAG_LIMIT = 50;

/** Returns the tags in a request. Throws `InvalidParameterException` if EKS would reject them. */
export function newTags(input: EksInput): Tags {
  const tags = tagsField(input);
  for (const [key, value] of Object.entries(tags)) {
    if (key.length < 1 || key.length > 128 || value.length > 256) {
      throw invalidParameter(`Tag ${key} is too long, or has no key`);
    }
    if (key.toLowerCase().startsWith('aws:')) {
      throw invalidParameter(
        `Tag key ${key} begins with aws:, which is reserved`,
      );
    }
  }
  checkCount(tags);
  return tags;
}

/** Throws `InvalidParameterException` if there are more tags than a resource can have. */
export function checkCount(tags: Tags): void {
  if (Object.keys(tags).length > TAG_LIMIT) {
    throw invalidParameter(`A resource has ${TAG_LIMIT} tags at most`);
  }
}

/** Returns the condition keys for the tags of a resource. */
export function resourceTagContext(tags: Tags): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [
      `aws:ResourceTag/${key}`,
      value,
    ]),
  );
}

/**
 * Returns the condition keys for the tags that a resource is created with: they count both as request tags and as resource tags. Source: "AWS global
 * condition context keys", IAM User Guide, on `aws:ResourceTag`.
 */
export function createdTagContext(
  tags: Tags,
): Record<string, string | string[]> {
  return { ...requestTagContext(tags), ...resourceTagContext(tags) };
}

/** Returns the condition keys for the tags in a request. */
export function requestTagContext(
  tags: Tags,
): Record<string, string | string[]> {
  const keys = Object.keys(tags);
  return keys.length === 0
    ? {}
    : {
        ...Object.fromEntries(
          keys.map(key => [`aws:RequestTag/${key}`, tags[key]]),
        ),
        'aws:TagKeys': keys,
      };
}
