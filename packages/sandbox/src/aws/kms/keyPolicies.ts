import { parseArn } from '@backstage-irsa/core/arn';
import {
  joinDocuments,
  type PolicyDocument,
  type Statement,
} from '@backstage-irsa/iam-policy';
import type { Account, KmsGrant, KmsKey } from '../../state/account';
import type { World } from '../../state/world';
import { readPolicy } from '../access/policies';

/** A key and the account that owns it. */
export interface FoundKey {
  account: Account;
  key: KmsKey;
}

/** Returns the key with this ARN; undefined if there is none. */
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
 * Returns the statements that decide about the retirement of grants. Key policies and IAM policies do not: only principals that a grant names can
 * retire it.
 *
 * Source: "Retiring and revoking grants", AWS KMS Developer Guide.
 */
export function grantsOnly(key: KmsKey): string {
  return JSON.stringify(grantsOf(key));
}

/**
 * Returns the key policy with the key's grants. KMS treats a grant like a statement of the key policy for the grantee. Constraints of the grant are
 * conditions on the encryption context.
 *
 * Source: "Grants in AWS KMS" and "Troubleshooting AWS KMS permissions", AWS KMS Developer Guide.
 */
export function policyWithGrants(key: KmsKey): string {
  const { policy, grants = [] } = key;
  return grants.length === 0
    ? policy
    : JSON.stringify(joinDocuments([readPolicy(policy), grantsOf(key)]));
}

/** Returns the grants of a key in a document of the version without policy variables: in grants, text that looks like one is literal. */
function grantsOf({ grants = [] }: KmsKey): PolicyDocument {
  return { Version: '2008-10-17', Statement: grants.flatMap(asStatements) };
}

/** The operations without an encryption context. */
const WITHOUT_CONTEXT = ['DescribeKey', 'RetireGrant'];

function asStatements({
  id,
  granteePrincipal,
  retiringPrincipal,
  operations,
  contextEquals,
  contextSubset,
  sourceArn,
}: KmsGrant): Statement[] {
  const pairs = Object.entries({ ...contextEquals, ...contextSubset });
  const allow = (names: string[]): Statement => ({
    Effect: 'Allow',
    Principal: { AWS: granteePrincipal },
    Action: names.map(name => `kms:${name}`),
    Resource: '*',
    // The resource on behalf of which a service calls. No principal can send it.
    ...(sourceArn !== undefined && {
      Condition: { StringEquals: { 'aws:SourceArn': sourceArn } },
    }),
  });
  // "AWS KMS applies the grant constraints only to operations that support an encryption context" ("GrantConstraints", AWS KMS API Reference).
  const free = operations.filter(name => WITHOUT_CONTEXT.includes(name));
  const used = {
    ...allow(operations),
    ...(pairs.length > 0 && {
      Condition: {
        StringEquals: {
          ...(sourceArn !== undefined && { 'aws:SourceArn': sourceArn }),
          ...Object.fromEntries(
            pairs.map(([name, value]) => [
              `kms:EncryptionContext:${name}`,
              value,
            ]),
          ),
        },
        ...(contextEquals && {
          // "The key in each key-value pair is not case sensitive, but the value is" (the same page).
          'ForAllValues:StringEqualsIgnoreCase': {
            'kms:EncryptionContextKeys': Object.keys(contextEquals),
          },
        }),
      },
    }),
  };
  const statements = free.length > 0 ? [used, allow(free)] : [used];
  if (retiringPrincipal === undefined) return statements;
  const retired: Statement = {
    Effect: 'Allow',
    Principal: { AWS: retiringPrincipal },
    Action: 'kms:RetireGrant',
    Resource: '*',
    // Not a statement of AWS: the condition restricts the statement to this grant.
    Condition: { StringEquals: { 'kms:GrantId': id } },
  };
  return [...statements, retired];
}
