import { matchPattern } from '@backstage-irsa/iam-policy';
import { parseEntityRef } from '@backstage/catalog-model';
import { partitionOf } from '../../../arn/partition';
import type { ClusterConfig, NamespaceRule } from '../../../model/config';
import { rulesOfNamespace } from '../../../ownership/namespaceRules';

/** The place for which an owner requests AWS access, with the rules that apply. */
export interface ResourcePlace {
  rules: NamespaceRule[];
  cluster: ClusterConfig;
  namespace: string;
  /** The owner, as a full entity reference in lower case. */
  owner: string;
}

/** The AWS resources that rules give to an owner in one namespace. */
export interface ResourcePatterns {
  /** The patterns as the rules write them, with the owner's name, for messages. */
  patterns: string[];
  /** ARN patterns with the cluster's partition and at most one account each, without patterns that are only `*`. */
  within: string[];
  /** The accounts in which the owner may use every resource; undefined if no rule says `*`. */
  everythingIn?: ReadonlySet<string>;
}

const OWNER = '{owner}';

/** The characters that the catalog allows in names. Others, such as `*`, would change the meaning of a pattern. */
const PLAIN_NAME = /^[A-Za-z0-9._-]+$/;

/** Returns the pattern with the owner's name in place of `{owner}`; undefined if the name contains characters that the catalog does not allow. */
function forOwner(pattern: string, owner: string): string | undefined {
  if (!pattern.includes(OWNER)) return pattern;
  const { name } = parseEntityRef(owner);
  return PLAIN_NAME.test(name) ? pattern.replaceAll(OWNER, name) : undefined;
}

/**
 * Returns the pattern for each account that it matches, in the cluster's partition. ARNs without an account, such as those of S3 buckets, keep none.
 */
function pinned(
  pattern: string,
  partition: string,
  accounts: ReadonlySet<string>,
): string[] {
  // Do not parse this as an ARN: each part can be a wildcard.
  const [, ofPartition, service, region, account, ...resource] =
    pattern.split(':');
  if (!matchPattern(ofPartition, partition)) return [];
  const arn = (id: string) =>
    ['arn', partition, service, region, id, ...resource].join(':');
  // Resources that AWS itself owns are only given by a pattern with the account `aws`.
  if (account === 'aws') return [pattern];
  return ['', ...accounts].filter(id => matchPattern(account, id)).map(arn);
}

/** Returns the resources that a namespace's rules give to its owner: in the cluster's partition, in its account and the accounts of each rule. */
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

/** Matches a resource that names no account because it ends before: `*`, `arn:aws:*`, `arn:aws:sqs:*`. */
const SHORT = /^(?:\*|arn:(?:([a-z*-]+):)?(?:\*|[a-z0-9-]+:\*))$/;

/** Matches an ARN with a definite account: no wildcard before it can stand for a colon and an account. */
const TELLS_ACCOUNT =
  /^arn:([a-z*-]+):(?:\*|[a-z0-9-]+):(?:\*|[a-z][a-z0-9-]*)?:([^:]*):/;

/**
 * Checks whether a resource of a policy document is in the given accounts and the partition, as far as it names them. True for a resource that names
 * no account: policies of a role reach resources of other accounts only if those accounts allow it.
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
