import type { EvaluationRequest } from '@backstage-irsa/iam-policy';
import { accountIdOf } from '../../arn/arn';
import type { AwsManagedKey } from '../../model/observed';
import type { KeyDecision } from './keyDecisionTypes';
import { refusedKey } from './refusedKey';

/**
 * Decides whether a call can use the AWS managed key of a service. The key's policy admits only the key's account and cannot be changed.
 *
 * Source: "AWS managed keys", AWS KMS Developer Guide; "Using SSE-KMS encryption for cross-account operations", Amazon S3 User Guide; "Access AWS
 * Secrets Manager secrets from a different account", AWS Secrets Manager User Guide.
 */
export function awsManagedKeyDecision(
  { principal, resource, resourceAccount }: EvaluationRequest,
  actions: string[],
  { arn: keyArn, ofUploader }: AwsManagedKey,
): KeyDecision | undefined {
  const caller = accountIdOf(principal.arn);
  const keyOwner = accountIdOf(keyArn);
  const owner = ofUploader
    ? resourceAccount ?? (accountIdOf(resource) || keyOwner)
    : keyOwner;
  if (owner === caller) return undefined;
  if (ofUploader) {
    return actions.includes('kms:Decrypt')
      ? {
          state: 'unread',
          reason: `S3 encrypts each object with the key aws/s3 of the account that uploads it. Account ${caller} can read only objects that it uploaded.`,
          condition: `only objects that account ${caller} uploaded`,
        }
      : undefined;
  }
  return refusedKey(
    keyArn,
    actions[0],
    `AWS manages the key of the resource, and only account ${owner} can use it: other accounts need a resource with a customer managed key.`,
  );
}
