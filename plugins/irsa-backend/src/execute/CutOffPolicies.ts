import {
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { parseRoleArn } from '@backstage-irsa/plugin-irsa-common';
import type { AwsClients } from '../aws/AwsClients';
import { isNotFound } from '../aws/errors';
import { CUT_OFF_POLICY } from '../serviceAccounts/cutOffs/cutOffPolicy';

/** Writes the one inline policy of cut offs. It asks nothing of a cluster, which may be what was broken into. */
export class CutOffPolicies {
  readonly #aws: AwsClients;

  constructor(options: { aws: AwsClients }) {
    this.#aws = options.aws;
  }

  async put(
    roleArn: string,
    region: string,
    document: PolicyDocument,
  ): Promise<void> {
    const { iam, name } = this.#roleOf(roleArn, region);
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: name,
        PolicyName: CUT_OFF_POLICY,
        PolicyDocument: JSON.stringify(document),
      }),
    );
  }

  /** A policy or role that is gone already is as asked. */
  async remove(roleArn: string, region: string): Promise<void> {
    const { iam, name } = this.#roleOf(roleArn, region);
    try {
      await iam.send(
        new DeleteRolePolicyCommand({
          RoleName: name,
          PolicyName: CUT_OFF_POLICY,
        }),
      );
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  #roleOf(roleArn: string, region: string) {
    const role = parseRoleArn(roleArn);
    if (!role) throw new Error(`${roleArn} is not a valid role ARN.`);
    return { name: role.name, iam: this.#aws.iam(role.accountId, region) };
  }
}
