import type { Violation } from '../../model/types';
import { valueOf } from '../../model/observation';
import { inlinePolicyRecord } from '../ownership/records';
import { sameDocument } from '../sameDocument';
import type { OwnershipContext } from './ownershipContext';

/** Refuses a document that would overwrite an inline policy of the same name that others wrote. */
export function checkInlinePolicy({
  desired,
  observed,
  ownership,
}: OwnershipContext): Violation[] {
  const { inlinePolicy, policyName, roleArn } = desired;
  const present = (valueOf(observed.inlinePolicies) ?? []).find(
    ({ name }) => name === policyName,
  );
  if (!inlinePolicy || !present) return [];
  const record = inlinePolicyRecord(roleArn, policyName);
  return ownership.holders.some(({ object }) => object === record) ||
    sameDocument(present.document.document, inlinePolicy)
    ? []
    : [
        {
          field: 'policyDocument',
          rule: 'inline-policy-exists',
          message: `Role ${roleArn} has inline policy ${policyName}, which Backstage did not write for ServiceAccount ${desired.refText} and does not overwrite. Use the same document, or ask an administrator to delete that policy or to give it another name.`,
        },
      ];
}
