import type { Account, KmsKey } from '../../state/account';
import type { JsonOperation } from '../json/operation';
import { keyAccess, keyOf } from './access';

/** Returns the metadata of a key. All keys are symmetric. */
export function keyMetadata(account: Account, key: KmsKey) {
  return {
    AWSAccountId: account.id,
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: key.createdAt.getTime() / 1000,
    Enabled: key.unusable === undefined,
    Description: key.description ?? '',
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: key.unusable ?? 'Enabled',
    Origin: 'AWS_KMS',
    KeyManager: key.isAwsManaged ? 'AWS' : 'CUSTOMER',
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
  };
}

export const describeKey: JsonOperation = {
  name: 'DescribeKey',
  write: false,
  access: (input, context) => keyAccess('DescribeKey', input, context),
  run: (input, context) => {
    const { account, key } = keyOf(input, context);
    return { KeyMetadata: keyMetadata(account, key) };
  },
};
