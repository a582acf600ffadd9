import { parseArn } from '../../arn/arn';
import { command } from '../../model/shell';
import type { ObservedEncryption } from '../../model/observed';
import { unusableState } from '../../permissions/keys/keyState';
import type { CheckAnswer, Remediation } from '../types';
import { warn } from './answer';

/**
 * Warns if the key is in a state in which nobody can use it.
 *
 * @param subject - as for `checkKey`
 */
export function checkKeyState(
  subject: string,
  encryption: ObservedEncryption,
): CheckAnswer | undefined {
  const { keyArn } = encryption;
  const state = unusableState(encryption);
  return state === undefined
    ? undefined
    : warn(
        `${subject}, which is in the state ${state}: nobody can use it.`,
        remediationOf(keyArn, state),
        'kms-key-denies',
      );
}

/** Source: "EnableKey" and "CancelKeyDeletion", AWS KMS API Reference. A key whose deletion is canceled is disabled. */
function remediationOf(keyArn: string, state: string): Remediation {
  const { accountId = '', region = '' } = parseArn(keyArn) ?? {};
  const kms = (operation: string) =>
    command(
      ...['aws', '--profile', accountId, '--region', region, 'kms'],
      ...[operation, '--key-id', keyArn],
    );
  if (state === 'Disabled') {
    return {
      sentence: 'Ask the owner of the key to enable it.',
      commands: [kms('enable-key')],
    };
  }
  return /^Pending.*Deletion$/.test(state)
    ? {
        sentence:
          'Ask the owner of the key to cancel its deletion and enable it. Nobody can decrypt the data after the deletion.',
        commands: [kms('cancel-key-deletion'), kms('enable-key')],
      }
    : {
        sentence:
          'Ask the owner of the key to make it usable again: see "Key states of AWS KMS keys" in the AWS KMS Developer Guide.',
      };
}
