import { parseArn } from '@backstage-irsa/core/arn';
import type { Account, KmsKey } from '../../state/account';
import type { World } from '../../state/world';
import { AwsError } from '../protocol/error';
import { awsManagedKey, isAwsAlias } from './awsManagedKeys';
import type { FoundKey } from './keyPolicies';

/**
 * Returns the key with this ID, alias, or ARN of either. Without an ARN, the key is searched in the account and region of `own`. Creates an AWS
 * managed key if it does not exist yet.
 * @throws AwsError `NotFoundException`
 */
export function requireKey(
  world: World,
  own: { account: Account; region: string },
  keyId: string,
): FoundKey {
  const arn = parseArn(keyId);
  const name = arn ? arn.resource : keyId;
  const account = arn ? world.accounts.get(arn.accountId) : own.account;
  const region = arn?.region ?? own.region;
  const key = account && keyNamed(account, { name, region, at: world.now() });
  if (account && key) return { account, key };
  throw new AwsError(
    'NotFoundException',
    400,
    name.startsWith('alias/')
      ? `Alias ${arnOfName(own, keyId)} is not found.`
      : `Key '${arnOfName(own, keyId)}' does not exist`,
  );
}

function keyNamed(
  account: Account,
  { name, region, at }: { name: string; region: string; at: Date },
): KmsKey | undefined {
  const id = name.replace(/^key\//, '');
  const found = [...account.keys.values()].find(
    key =>
      parseArn(key.arn)?.region === region &&
      (key.id === id || key.aliases?.includes(name)),
  );
  return (
    found ??
    (isAwsAlias(name)
      ? awsManagedKey(account, { alias: name, region, at })
      : undefined)
  );
}

function arnOfName(
  { account, region }: { account: Account; region: string },
  name: string,
): string {
  if (name.startsWith('arn:')) return name;
  const resource = name.startsWith('alias/') ? name : `key/${name}`;
  return `arn:${account.partition}:kms:${region}:${account.id}:${resource}`;
}
