import { accountIdOf } from '../../arn/arn';
import type { AwsManagedKey, ObservedRole } from '../../model/observed';
import type { CheckAnswer } from '../types';
import { undecided, warn } from './answer';

/**
 * Answers for a resource that is encrypted with an AWS managed key. Returns undefined if the key belongs to the role's account, because it admits
 * every role of that account.
 *
 * @param what - the encrypted resource, as the start of a sentence, such as `Bucket orders`
 * @param actions - the KMS actions that the role needs for it
 */
export function checkAwsManagedKey(
  what: string,
  { arn: keyArn, ofUploader }: AwsManagedKey,
  actions: string[],
  { arn, name }: ObservedRole,
): CheckAnswer | undefined {
  const owner = accountIdOf(keyArn);
  const account = accountIdOf(arn);
  if (owner === account || actions.length === 0) return undefined;
  const remediation = {
    sentence: `Encrypt it with a customer managed key of account ${owner}, and allow role ${name} to use that key in the key policy and in a policy of the role.`,
  };
  if (!ofUploader) {
    return warn(
      `${what} is encrypted with ${keyArn}, an AWS managed key that only account ${owner} can use: role ${name} cannot call ${actions.join(
        ' or ',
      )} with it.`,
      remediation,
      'kms-key-denies',
    );
  }
  return actions.includes('kms:Decrypt')
    ? undecided(
        `${what} belongs to account ${owner}, and encrypts each object with the key aws/s3 of the account that uploads it: role ${name} can read only objects that account ${account} uploaded.`,
        remediation,
      )
    : undefined;
}
