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
    sentence: `Encrypt it with a customer managed key of account ${owner}, and let role ${name} use that: its policy and a policy of the role have to allow it.`,
  };
  if (!ofUploader) {
    return warn(
      `${what} is encrypted with ${keyArn}, which AWS manages and which lets in account ${owner} alone: role ${name} may not ${actions.join(
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
