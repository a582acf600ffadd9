import { PREFIX } from '../annotations';
import type { IamServiceAccountSpec, Violation } from '../types';
import { violation } from './violation';

/** The number of tags that this product adds to the spec's tags: managed-by, owner, entity, cluster, namespace, and service-account. */
const OWN_TAGS = 6;

// Source: "Tags for IAM resources", IAM User Guide. IAM also allows line and paragraph separators.
export const MOST_TAGS = 50;
const KEY_LENGTH = 128;
const VALUE_LENGTH = 256;
const CHARACTERS = /^[\p{L}\p{Zs}\p{N}_.:/=+\-@]*$/u;

/** The names of properties that every JavaScript object has, in lower case. An object with one of them as an own key is read wrong. */
const PROTOTYPE_NAMES = new Set(
  [...Object.getOwnPropertyNames(Object.prototype), 'prototype'].map(name =>
    name.toLowerCase(),
  ),
);

/**
 * The session tags that EKS Pod Identity sets. In policies, session tags and role tags are the same `aws:PrincipalTag`, so a role tag with one of
 * these keys would let the role pass for another ServiceAccount. Source: "Grant Pods access to AWS resources based on tags", Amazon EKS User Guide.
 */
const SESSION_TAGS: ReadonlySet<string> = new Set([
  'eks-cluster-arn',
  'eks-cluster-name',
  'kubernetes-namespace',
  'kubernetes-service-account',
  'kubernetes-pod-name',
  'kubernetes-pod-uid',
]);

const HOW = 'Use letters, digits, spaces and _.:/=+-@.';

/** Normalizes a tag key so that variants in letter case, width, and compatible Unicode characters are equal. */
export function foldedKey(text: string): string {
  return text.normalize('NFKC').toUpperCase().toLowerCase().trim();
}

function checkKey(key: string): Violation[] {
  const field = `tags.${key}`;
  if (key.length > KEY_LENGTH) {
    return [
      violation(
        field,
        'tag-key-length',
        `A tag key has ${key.length} characters; IAM allows ${KEY_LENGTH}. Choose a shorter one.`,
      ),
    ];
  }
  if (key.trim() === '' || !CHARACTERS.test(key)) {
    return [
      violation(
        field,
        'tag-key',
        key.trim() === ''
          ? `Empty tag key. ${HOW}`
          : `Invalid tag key ${JSON.stringify(key)}. ${HOW}`,
      ),
    ];
  }
  if (PROTOTYPE_NAMES.has(foldedKey(key))) {
    return [
      violation(
        field,
        'tag-key',
        `Tag key "${key}" is the name of a built-in JavaScript property. Choose another key.`,
      ),
    ];
  }
  if (SESSION_TAGS.has(foldedKey(key))) {
    return [
      violation(
        field,
        'tag-reserved',
        `Tag key "${key}" is reserved in any letter case, because EKS Pod Identity identifies ServiceAccounts by it. Choose another key.`,
      ),
    ];
  }
  const reserved = [PREFIX, 'aws:'].find(prefix =>
    foldedKey(key).startsWith(prefix),
  );
  return reserved === undefined
    ? []
    : [
        violation(
          field,
          'tag-reserved',
          `Tag key "${key}" begins with "${reserved}", which is reserved in any letter case. Choose another key.`,
        ),
      ];
}

function checkValue([key, value]: [string, string]): Violation[] {
  const field = `tags.${key}`;
  if (value.length > VALUE_LENGTH) {
    return [
      violation(
        field,
        'tag-value-length',
        `The value of tag "${key}" has ${value.length} characters; IAM allows ${VALUE_LENGTH}. Choose a shorter one.`,
      ),
    ];
  }
  return CHARACTERS.test(value)
    ? []
    : [
        violation(
          field,
          'tag-value',
          `Invalid value ${JSON.stringify(value)} of tag "${key}". ${HOW}`,
        ),
      ];
}

function checkTwins(keys: string[]): Violation[] {
  const seen = new Map<string, string>();
  return keys.flatMap(key => {
    const twin = seen.get(foldedKey(key));
    seen.set(foldedKey(key), key);
    return twin === undefined
      ? []
      : [
          violation(
            `tags.${key}`,
            'tag-unique',
            `Tags "${twin}" and "${key}" differ only in letter case, which IAM ignores. Remove one.`,
          ),
        ];
  });
}

/** Checks the spec's tags of the role, including their number together with this product's tags. */
export function checkTags({ tags = {} }: IamServiceAccountSpec): Violation[] {
  const keys = Object.keys(tags);
  const total = keys.length + OWN_TAGS;
  return [
    ...(total > MOST_TAGS
      ? [
          violation(
            'tags',
            'tag-count',
            `${keys.length} tags and the ${OWN_TAGS} tags of Backstage are ${total}; IAM allows ${MOST_TAGS}. Remove some.`,
          ),
        ]
      : []),
    ...keys.flatMap(checkKey),
    ...Object.entries(tags).flatMap(checkValue),
    ...checkTwins(keys),
  ];
}
