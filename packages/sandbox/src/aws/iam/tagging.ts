import type { Tag } from '../../state/account';
import type { XmlObject } from '../protocol/xml';
import { enforceQuota, QUOTAS } from './quotas';
import { invalidInput } from './errors';

/** A tag as it is sent on the wire. */
export interface WireTag {
  Key: string;
  Value: string;
}

/**
 * Returns the new tags of an entity. Throws `InvalidInput` for a key that occurs twice (regardless of case) and for a key that is reserved for AWS.
 */
export function newTags(wire: WireTag[]): Tag[] {
  const seen = new Set<string>();
  for (const { Key } of wire) {
    if (seen.has(Key.toLowerCase())) {
      throw invalidInput(
        'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      );
    }
    if (/^aws:/i.test(Key)) {
      throw invalidInput(
        `The tag key ${Key} is reserved: keys that begin with aws: are for AWS.`,
      );
    }
    seen.add(Key.toLowerCase());
  }
  return wire.map(({ Key, Value }) => ({ key: Key, value: Value }));
}

/** Returns the tags with new tags added. A new tag replaces a tag with the same key, regardless of case. */
export function withTags(
  tags: Tag[],
  wire: WireTag[],
  quotaName: string,
): Tag[] {
  const added = newTags(wire);
  const keys = new Set(added.map(({ key }) => key.toLowerCase()));
  const merged = [
    ...tags.filter(({ key }) => !keys.has(key.toLowerCase())),
    ...added,
  ];
  enforceQuota(quotaName, merged.length, QUOTAS.TagsPerEntityQuota);
  return merged;
}

/** Returns the tags without the given keys, regardless of case. */
export function withoutTags(tags: Tag[], keys: string[]): Tag[] {
  const removed = new Set(keys.map(key => key.toLowerCase()));
  return tags.filter(({ key }) => !removed.has(key.toLowerCase()));
}

export function tagsXml(tags: Tag[]): XmlObject[] {
  return tags.map(({ key, value }) => ({ Key: key, Value: value }));
}

/** Returns the condition keys for the tags of a resource or request. */
export function tagContext(
  prefix: 'aws:ResourceTag' | 'iam:ResourceTag' | 'aws:RequestTag',
  tags: Tag[],
): Record<string, string> {
  return Object.fromEntries(
    tags.map(({ key, value }) => [`${prefix}/${key}`, value]),
  );
}

/**
 * Returns the condition keys for the tags that an entity is created with: they count both as request tags and as resource tags. Source: "AWS global
 * condition context keys", IAM User Guide: `aws:ResourceTag` is also set "in requests that create a resource with an attached tag".
 */
export function createdTagContext(
  wire: WireTag[],
): Record<string, string | string[]> {
  const tags = wire.map(({ Key, Value }) => ({ key: Key, value: Value }));
  return {
    ...requestTagContext(wire),
    ...tagContext('aws:ResourceTag', tags),
    ...tagContext('iam:ResourceTag', tags),
  };
}

/** Returns the condition keys for the tags in a request. */
export function requestTagContext(
  wire: WireTag[],
): Record<string, string | string[]> {
  if (wire.length === 0) {
    return {};
  }
  return {
    ...Object.fromEntries(
      wire.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value]),
    ),
    'aws:TagKeys': wire.map(({ Key }) => Key),
  };
}
