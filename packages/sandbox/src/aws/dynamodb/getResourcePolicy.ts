import { createHash } from 'node:crypto';
import { shownPolicy } from '../access/policyPrincipals';
import type { JsonOperation } from '../json/operation';
import { AwsError } from '../protocol/error';
import { requireTable, tableAccess, tableArn } from './tables';

/** Returns the revision ID of a policy, which differs between policies. */
export function revisionOf(policy: string): string {
  return createHash('md5').update(policy).digest('hex');
}

export const getResourcePolicy: JsonOperation = {
  name: 'GetResourcePolicy',
  write: false,
  access: (input, context) =>
    tableAccess('GetResourcePolicy', tableArn(input, context, 'ResourceArn')),
  run: (input, context) => {
    const arn = tableArn(input, context, 'ResourceArn');
    const { policy } = requireTable(context, arn);
    if (policy === undefined) {
      throw new AwsError(
        'PolicyNotFoundException',
        400,
        `Resource-based policy not found for the provided ResourceArn: ${arn}`,
      );
    }
    return {
      Policy: shownPolicy(context.world, policy),
      RevisionId: revisionOf(policy),
    };
  },
};
