import type { RequestContext } from '@backstage-irsa/iam-policy';
import type { SessionTag } from '../../state/world';
import type { Caller } from '../access/caller';
import { AwsError } from '../protocol/error';
import { list, structure, text } from '../protocol/fields';

/** The fields with which a caller tags the new session. */
export const sessionTagFields = {
  Tags: list(
    structure({
      Key: text({ min: 1, max: 128 }),
      Value: text({ min: 0, max: 256 }),
    }),
    { max: 50 },
  ),
  TransitiveTagKeys: list(text({ min: 1, max: 128 }), { max: 50 }),
};

interface TagWish {
  Tags: { Key: string; Value: string }[];
  TransitiveTagKeys: string[];
}

/**
 * Returns the tags of a new session: the transitive tags of the caller's session, which cannot be overridden, and the requested tags (IAM User Guide,
 * "Chaining roles with session tags"). Throws `InvalidParameterValue`.
 */
export function newSessionTags(wish: TagWish, caller: Caller): SessionTag[] {
  const inherited =
    caller.kind === 'session'
      ? caller.session.tags.filter(({ transitive }) => transitive)
      : [];
  const asked = wish.Tags.map(({ Key }) => Key.toLowerCase());
  if (new Set(asked).size < asked.length) {
    throw invalidValue(
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  }
  if (inherited.some(({ key }) => asked.includes(key.toLowerCase()))) {
    throw invalidValue(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  const transitive = wish.TransitiveTagKeys.map(key => key.toLowerCase());
  if (!transitive.every(key => asked.includes(key))) {
    throw invalidValue(
      'The specified transitive tag key must be included in the requested tags.',
    );
  }
  return [
    ...inherited,
    ...wish.Tags.map(({ Key, Value }) => ({
      key: Key,
      value: Value,
      transitive: transitive.includes(Key.toLowerCase()),
    })),
  ];
}

function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValue', 400, message);
}

/** Returns the condition keys for the tags of a requested session. */
export function sessionTagContext(tags: SessionTag[]): RequestContext {
  if (tags.length === 0) {
    return {};
  }
  const transitive = tags.filter(tag => tag.transitive);
  return {
    ...Object.fromEntries(
      tags.map(({ key, value }) => [`aws:RequestTag/${key}`, value]),
    ),
    'aws:TagKeys': tags.map(({ key }) => key),
    ...(transitive.length > 0 && {
      'sts:TransitiveTagKeys': transitive.map(({ key }) => key),
    }),
  };
}

/** Returns the actions that the caller's policies and the trust policy must allow for a session with these tags. */
export function actionsFor(tags: SessionTag[]): AssumeAction[] {
  return tags.length === 0
    ? ['sts:AssumeRole']
    : ['sts:AssumeRole', 'sts:TagSession'];
}

/** The actions that are needed to assume a role. */
export type AssumeAction = 'sts:AssumeRole' | 'sts:TagSession';
