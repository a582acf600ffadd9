import { invalidParameter } from './errors';
import { tagsField } from './fields';
import type { EksInput } from './operation';

type Tags = Record<string, string>;

const TAG_LIMIT = 50;

/** The tags of a request. Throws `InvalidParameterException` for those that EKS does not take. */
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

/** Throws `InvalidParameterException` for more tags than a resource can have. */
export function checkCount(tags: Tags): void {
  if (Object.keys(tags).length > TAG_LIMIT) {
    throw invalidParameter(`A resource has ${TAG_LIMIT} tags at most`);
  }
}

/** Condition keys of the tags on a resource. */
export function resourceTagContext(tags: Tags): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [
      `aws:ResourceTag/${key}`,
      value,
    ]),
  );
}

/**
 * Condition keys of the tags that a resource is created with: those of the request, which are those of the resource too. Source: "AWS global
 * condition context keys", IAM User Guide, on `aws:ResourceTag`.
 */
export function createdTagContext(
  tags: Tags,
): Record<string, string | string[]> {
  return { ...requestTagContext(tags), ...resourceTagContext(tags) };
}

/** Condition keys of the tags that a request brings. */
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
