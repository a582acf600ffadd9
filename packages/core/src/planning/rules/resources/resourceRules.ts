import { matchPattern } from '@backstage-irsa/iam-policy';
import { parseEntityRef } from '@backstage/catalog-model';
import { partitionOf } from '../../../arn/partition';
import type { ClusterConfig, NamespaceRule } from '../../../model/config';
import { rulesOfNamespace } from '../../../ownership/namespaceRules';

/** Where an owner asks for AWS access. */
export interface ResourcePlace {
  rules: NamespaceRule[];
  cluster: ClusterConfig;
  namespace: string;
  /** A full entity reference in lower case. */
  owner: string;
}

/** The AWS resources that rules give to an owner in one namespace. */
export interface ResourcePatterns {
  /** As the rules write them, with the owner's name, for people. */
  patterns: string[];
  /** ARN patterns with the cluster's partition and one account each; without those that are only `*`. */
  within: string[];
  /** The accounts of which every resource is theirs, and of no other; undefined when no rule says `*`. */
  everythingIn?: ReadonlySet<string>;
}

const OWNER = '{owner}';

/** The characters that the catalog takes in names. Others, such as `*`, would mean something else in a pattern. */
const PLAIN_NAME = /^[A-Za-z0-9._-]+$/;

/**
 * The pattern with the owner's name in place of `{owner}`; undefined when the name is not one that the catalog takes.
 */
function forOwner(pattern: string, owner: string): string | undefined {
  if (!pattern.includes(OWNER)) return pattern;
  const { name } = parseEntityRef(owner);
  return PLAIN_NAME.test(name) ? pattern.replaceAll(OWNER, name) : undefined;
}

/**
 * The pattern once for each account in which it gives anything, in the cluster's partition. ARNs without an account, such as those of S3
 * buckets, stay without one.
 */
function pinned(
  pattern: string,
  partition: string,
  accounts: ReadonlySet<string>,
): string[] {
  // No ARN to parse: each part may be a wildcard.
  const [, ofPartition, service, region, account, ...resource] =
    pattern.split(':');
  if (!matchPattern(ofPartition, partition)) return [];
  const arn = (id: string) =>
    ['arn', partition, service, region, id, ...resource].join(':');
  // What belongs to AWS itself is given only by name.
  if (account === 'aws') return [pattern];
  return ['', ...accounts].filter(id => matchPattern(account, id)).map(arn);
}

/**
 * What the rules of a namespace give to its owner: resources of the cluster's account and of the accounts that the rule names, in the
 * cluster's partition.
 */
export function resourcesOf(place: ResourcePlace): ResourcePatterns {
  const { rules, cluster, namespace, owner } = place;
  const partition = partitionOf(cluster.region).id;
  const patterns = new Set<string>();
  const within = new Set<string>();
  const everythingIn = new Set<string>();
  for (const rule of rulesOfNamespace(rules, [owner], cluster, namespace)) {
    const accounts = new Set([cluster.accountId, ...(rule.accounts ?? [])]);
    for (const written of rule.resources ?? []) {
      const pattern = forOwner(written, owner);
      if (pattern === undefined) continue;
      if (pattern === '*') {
        patterns.add(pattern);
        accounts.forEach(account => everythingIn.add(account));
        continue;
      }
      const found = pinned(pattern, partition, accounts);
      if (found.length > 0) patterns.add(pattern);
      found.forEach(arn => within.add(arn));
    }
  }
  return {
    patterns: [...patterns],
    within: [...within],
    ...(everythingIn.size > 0 && { everythingIn }),
  };
}

/** A resource that leaves its account open because it ends before: `*`, `arn:aws:*`, `arn:aws:sqs:*`. */
const SHORT = /^(?:\*|arn:(?:([a-z*-]+):)?(?:\*|[a-z0-9-]+:\*))$/;

/** An ARN whose account can be told: no wildcard before it may stand for a colon and an account of its own. */
const TELLS_ACCOUNT =
  /^arn:([a-z*-]+):(?:\*|[a-z0-9-]+):(?:\*|[a-z][a-z0-9-]*)?:([^:]*):/;

/**
 * Whether a resource of a policy document lies in some accounts and in the partition, as far as it names them. What leaves its account open
 * does: policies of a role reach resources of other accounts only when those accounts let them.
 */
export function liesIn(
  resource: string,
  accounts: ReadonlySet<string>,
  partition: string,
): boolean {
  const short = SHORT.exec(resource);
  if (short) return matchPattern(short[1] ?? '*', partition);
  const [, ofPartition, account] = TELLS_ACCOUNT.exec(resource) ?? [];
  return (
    ofPartition !== undefined &&
    matchPattern(ofPartition, partition) &&
    (['', '*', 'aws'].includes(account) || accounts.has(account))
  );
}
