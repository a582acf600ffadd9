import { parseArn } from '@backstage-irsa/core/arn';
import type { Account, KmsKey } from '../../state/account';
import type { World } from '../../state/world';
import { authorize, type Verdict } from '../access/authorize';
import { namedPolicy } from '../access/policies';
import type { OperationContext } from '../operation';
import type { Access } from '../../state/calls';
import { AwsError } from '../protocol/error';

/** Whose the key is, and the key itself. */
export interface FoundKey {
  account: Account;
  key: KmsKey;
}

/**
 * The key of an ID or an ARN; an ID alone is looked up in the caller's account. There are no aliases.
 * @throws AwsError `NotFoundException`
 */
export function requireKey(
  world: World,
  { account: own, region }: { account: Account; region: string },
  keyId: string,
): FoundKey {
  const arn = /^arn:[^:]+:kms:([^:]+):(\d{12}):key\/(.+)$/.exec(keyId);
  const account = arn ? world.accounts.get(arn[2]) : own;
  const key = account?.keys.get(arn?.[3] ?? keyId);
  const keyRegion = key && parseArn(key.arn)?.region;
  if (!account || !key || keyRegion !== (arn?.[1] ?? region)) {
    const name = arn
      ? keyId
      : `arn:${own.partition}:kms:${region}:${own.id}:key/${keyId}`;
    throw new AwsError(
      'NotFoundException',
      400,
      `Key '${name}' does not exist`,
    );
  }
  return { account, key };
}

/** Decides by the caller's policies and by the key's, without which nobody uses a key. */
export function authorizeKey(
  context: OperationContext,
  { account, key }: FoundKey,
  access: Pick<Access, 'action' | 'context'>,
): Verdict {
  return authorize(
    context,
    {
      ...access,
      resource: key.arn,
      context: {
        'kms:CallerAccount': context.caller.account.id,
        ...access.context,
      },
    },
    {
      resourceAccount: account.id,
      resourcePolicy: namedPolicy('key policy', key.policy),
    },
  );
}

/** What KMS says of a caller that may not, and S3 after it. */
export function keyRefusal(
  { caller }: OperationContext,
  action: string,
  { key }: FoundKey,
  because: string,
): string {
  return `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${key.arn} ${because}`;
}
