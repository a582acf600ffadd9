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

function asStatements({
  id,
  granteePrincipal,
  retiringPrincipal,
  operations,
  contextEquals,
  contextSubset,
}: KmsGrant) {
  const pairs = Object.entries({ ...contextEquals, ...contextSubset });
  const used = {
    Effect: 'Allow',
    Principal: { AWS: granteePrincipal },
    Action: operations.map(operation => `kms:${operation}`),
    Resource: '*',
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
  if (retiringPrincipal === undefined) return [used];
  const retired = {
    Effect: 'Allow',
    Principal: { AWS: retiringPrincipal },
    Action: 'kms:RetireGrant',
    Resource: '*',
    // The sandbox's own: it keeps the statement to this grant.
    Condition: { StringEquals: { 'kms:GrantId': id } },
  };
  return [used, retired];
}
