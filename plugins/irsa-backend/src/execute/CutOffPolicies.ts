import {
  DeleteRolePolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { ConflictError } from '@backstage/errors';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import type { AwsClients } from '../observe/aws/AwsClients';
import { isDenied, isLimitExceeded } from '../observe/aws/errors';
import { CUT_OFF_POLICY } from '@backstage-irsa/core/permissions';
import { ignoreNotFound } from './ignoreNotFound';
import { afterBoundary, afterOthers } from './spreadWaits';

/**
 * Writes and removes the inline policy that cuts off a role, even while something else changes the role. Makes no calls to a cluster, because the
 * cluster may be compromised.
 */
export class CutOffPolicies {
  readonly #aws: AwsClients;
  readonly #boundaries: Record<string, string>;

  constructor(options: {
    aws: AwsClients;
    /** The permissions boundary that roles must have, by account. */
    boundaries: Record<string, string>;
  }) {
    this.#aws = options.aws;
    this.#boundaries = options.boundaries;
  }

  /**
   * Writes the policy. If the role has lost its boundary, restores it first: without it, `iam-policy.always-boundary.json` denies every policy.
   *
   * @throws ConflictError - if the other inline policies leave no room for it
   */
  async put(
    roleArn: string,
    region: string,
    document: PolicyDocument,
  ): Promise<void> {
    const { iam, name, partition, boundaryArn } = this.#roleOf(roleArn, region);
    const put = new PutRolePolicyCommand({
      RoleName: name,
      PolicyName: CUT_OFF_POLICY,
      PolicyDocument: JSON.stringify(document),
    });
    try {
      await afterOthers(() => iam.send(put));
    } catch (error) {
      if (isLimitExceeded(error)) {
        throw new ConflictError(
          `Inline policy ${CUT_OFF_POLICY} of role ${roleArn} was not written: the role would exceed the size limit for inline policies. Delete or shorten one, or deny everything with a managed policy: aws iam attach-role-policy --role-name ${name} --policy-arn arn:${partition}:iam::aws:policy/AWSDenyAll`,
        );
      }
      if (!isDenied(error) || boundaryArn === undefined) throw error;
      const putBoundary = new PutRolePermissionsBoundaryCommand({
        RoleName: name,
        PermissionsBoundary: boundaryArn,
      });
      await afterOthers(() => iam.send(putBoundary));
      await afterBoundary(() => iam.send(put));
    }
  }

  /** Removes the policy. A policy or role that no longer exists counts as removed. */
  async remove(roleArn: string, region: string): Promise<void> {
    const { iam, name } = this.#roleOf(roleArn, region);
    const remove = new DeleteRolePolicyCommand({
      RoleName: name,
      PolicyName: CUT_OFF_POLICY,
    });
    await ignoreNotFound(() => afterOthers(() => iam.send(remove)));
  }

  #roleOf(roleArn: string, region: string) {
    const role = parseRoleArn(roleArn);
    if (!role) throw new Error(`${roleArn} is not a valid role ARN.`);
    return {
      name: role.name,
      partition: role.partition,
      iam: this.#aws.iam(role.accountId, region),
      boundaryArn: this.#boundaries[role.accountId],
    };
  }
}
