import type { Tag } from '../../state/account';
import type { XmlObject } from '../protocol/xml';
import { enforceQuota, QUOTAS } from './quotas';
import { invalidInput } from './errors';

/** Tags as they come on the wire. */
export interface WireTag {
  Key: string;
  Value: string;
}

/** New tags of an entity. Throws `InvalidInput` for a key given twice, in whatever case, and for one of AWS's own. */
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

/** The tags with others added; one with the same key (in whatever case) is replaced. */
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

/** The tags without those keys. */
export function withoutTags(tags: Tag[], keys: string[]): Tag[] {
  const removed = new Set(keys.map(key => key.toLowerCase()));
  return tags.filter(({ key }) => !removed.has(key.toLowerCase()));
}

export function tagsXml(tags: Tag[]): XmlObject[] {
  return tags.map(({ key, value }) => ({ Key: key, Value: value }));
}

/** Condition keys of tags that stand on a resource. */
export function tagContext(
  prefix: 'aws:ResourceTag' | 'iam:ResourceTag' | 'aws:RequestTag',
  tags: Tag[],
): Record<string, string> {
  return Object.fromEntries(
    tags.map(({ key, value }) => [`${prefix}/${key}`, value]),
  );
}

/**
 * Condition keys of the tags that an entity is created with: those of the request, which are those of the resource too. Source: "AWS global condition
 * context keys", IAM User Guide, on `aws:ResourceTag`: it is also there "in requests that create a resource with an attached tag".
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

/** Condition keys of tags that a request brings. */
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
