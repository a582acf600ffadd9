import { parseArn } from '@backstage-irsa/core/arn';
import type { Account, KmsGrant, KmsKey } from '../../state/account';
import type { World } from '../../state/world';
import { readPolicy } from '../access/policies';

/** Whose the key is, and the key itself. */
export interface FoundKey {
  account: Account;
  key: KmsKey;
}

/** The key of an ARN of a key. */
export function findKey(world: World, arn: string): FoundKey | undefined {
  const [, region, accountId, id] =
    /^arn:[^:]+:kms:([^:]+):(\d{12}):key\/(.+)$/.exec(arn) ?? [];
  const account = world.accounts.get(accountId);
  const key = account?.keys.get(id);
  return account && key && parseArn(key.arn)?.region === region
    ? { account, key }
    : undefined;
}

/**
 * The key policy and what the key's grants add: KMS counts a grant as if the key policy had a statement for its grantee, with conditions on the
 * encryption context where it has constraints.
 *
 * Source: "Grants in AWS KMS" and "Troubleshooting AWS KMS permissions", AWS KMS Developer Guide.
 */
export function policyWithGrants({ policy, grants = [] }: KmsKey): string {
  if (grants.length === 0) return policy;
  const document = readPolicy(policy);
  return JSON.stringify({
    ...document,
    Statement: [
      ...[document.Statement].flat(),
      ...grants.flatMap(asStatements),
    ],
  });
}

/** Operations that take no encryption context. */
const WITHOUT_CONTEXT = ['DescribeKey', 'RetireGrant'];

function asStatements({
  id,
  granteePrincipal,
  retiringPrincipal,
  operations,
  contextEquals,
  contextSubset,
}: KmsGrant) {
  const pairs = Object.entries({ ...contextEquals, ...contextSubset });
  const allow = (names: string[]) => ({
    Effect: 'Allow',
    Principal: { AWS: granteePrincipal },
    Action: names.map(name => `kms:${name}`),
    Resource: '*',
  });
  // "AWS KMS applies the grant constraints only to operations that support an encryption context" ("GrantConstraints", AWS KMS API Reference).
  const free = operations.filter(name => WITHOUT_CONTEXT.includes(name));
  const used = {
    ...allow(operations),
    ...(pairs.length > 0 && {
      Condition: {
        StringEquals: Object.fromEntries(
          pairs.map(([name, value]) => [
            `kms:EncryptionContext:${name}`,
            value,
          ]),
        ),
        ...(contextEquals && {
          'ForAllValues:StringEquals': {
            'kms:EncryptionContextKeys': Object.keys(contextEquals),
          },
        }),
      },
    }),
  };
  const statements = free.length > 0 ? [used, allow(free)] : [used];
  if (retiringPrincipal === undefined) return statements;
  const retired = {
    Effect: 'Allow',
    Principal: { AWS: retiringPrincipal },
    Action: 'kms:RetireGrant',
    Resource: '*',
    // The sandbox's own: it keeps the statement to this grant.
    Condition: { StringEquals: { 'kms:GrantId': id } },
  };
  return [...statements, retired];
}
