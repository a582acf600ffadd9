import { accountIdOf, parseArn } from '../../arn/arn';
import type { ReadResource } from '../resources/resourceSide';

/** Whether the account that owns a resource is unknown: neither the ARN names it, nor was it read. The account that creates a missing bucket owns it. */
export function isOwnerUnknown(
  resource: string,
  read: ReadResource | undefined,
): boolean {
  return (
    parseArn(resource)?.accountId === '' &&
    read?.policy.isMissing !== true &&
    read?.accountId === undefined
  );
}

/**
 * Returns the condition under which the policies of a principal are enough, in words; undefined if the owner of the resource is known.
 *
 * Source: "Cross-account policy evaluation logic", IAM User Guide.
 */
export function ownerCondition(
  resource: string,
  read: ReadResource | undefined,
  principalArn: string,
): string | undefined {
  return isOwnerUnknown(resource, read)
    ? `only if account ${accountIdOf(
        principalArn,
      )} owns the resource, or if its owner allows this too`
    : undefined;
}
