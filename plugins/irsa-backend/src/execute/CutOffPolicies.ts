import {
  DeleteRolePolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import type { AwsClients } from '../observe/aws/AwsClients';
import { isDenied, isNotFound } from '../observe/aws/errors';
import { CUT_OFF_POLICY } from '@backstage-irsa/core/permissions';
import { afterOthers } from './spreadWaits';

/** Writes the one inline policy of cut offs, beside whatever else changes the role at that moment. It asks nothing of a cluster, which may be what was broken into. */
export class CutOffPolicies {
  readonly #aws: AwsClients;
  readonly #boundaries: Record<string, string>;

  constructor(options: {
    aws: AwsClients;
    /** The boundary that roles must have, by account. */
    boundaries: Record<string, string>;
  }) {
    this.#aws = options.aws;
    this.#boundaries = options.boundaries;
  }

  /** A role that has lost its boundary gets it back first: without it, `iam-policy.always-boundary.json` denies every policy. */
  async put(
    roleArn: string,
    region: string,
    document: PolicyDocument,
  ): Promise<void> {
    const { iam, name, boundaryArn } = this.#roleOf(roleArn, region);
    const put = new PutRolePolicyCommand({
      RoleName: name,
      PolicyName: CUT_OFF_POLICY,
      PolicyDocument: JSON.stringify(document),
    });
    try {
      await afterOthers(() => iam.send(put));
    } catch (error) {
      if (!isDenied(error) || boundaryArn === undefined) throw error;
      const putBoundary = new PutRolePermissionsBoundaryCommand({
        RoleName: name,
        PermissionsBoundary: boundaryArn,
      });
      await afterOthers(() => iam.send(putBoundary));
      await afterOthers(() => iam.send(put));
    }
  }

  /** A policy or role that is gone already is as asked. */
  async remove(roleArn: string, region: string): Promise<void> {
    const { iam, name } = this.#roleOf(roleArn, region);
    const remove = new DeleteRolePolicyCommand({
      RoleName: name,
      PolicyName: CUT_OFF_POLICY,
    });
    try {
      await afterOthers(() => iam.send(remove));
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  #roleOf(roleArn: string, region: string) {
    const role = parseRoleArn(roleArn);
    if (!role) throw new Error(`${roleArn} is not a valid role ARN.`);
    return {
      name: role.name,
      iam: this.#aws.iam(role.accountId, region),
      boundaryArn: this.#boundaries[role.accountId],
    };
  }
}
