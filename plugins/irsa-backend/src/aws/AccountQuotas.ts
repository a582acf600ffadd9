import { GetAccountSummaryCommand } from '@aws-sdk/client-iam';
import type { ClusterConfig } from '../config/types';
import type { ObservedQuotas } from '../observe/types';
import type { AwsClients } from './AwsClients';

/** Quotas are raised by a request to AWS, now and then: what IAM said counts for this long, in milliseconds. */
const FRESH_MS = 3_600_000;

/** What IAM allows at most where it names no quota. Source: "IAM and AWS STS quotas", IAM User Guide. */
const DEFAULTS: ObservedQuotas = {
  trustPolicySize: 2048,
  attachedPolicies: 10,
};

/** Asks IAM for the quotas of accounts, and remembers the answer for an hour. */
export class AccountQuotas {
  readonly #aws: AwsClients;
  readonly #answers = new Map<
    string,
    { at: number; answer: Promise<ObservedQuotas> }
  >();

  static create(options: { aws: AwsClients }): AccountQuotas {
    return new AccountQuotas(options.aws);
  }

  private constructor(aws: AwsClients) {
    this.#aws = aws;
  }

  /**
   * The quotas of an account.
   *
   * @throws what IAM answers, such as AccessDenied.
   */
  of(
    accountId: string,
    { region }: Pick<ClusterConfig, 'region'>,
  ): Promise<ObservedQuotas> {
    const remembered = this.#answers.get(accountId);
    if (remembered && Date.now() - remembered.at < FRESH_MS) {
      return remembered.answer;
    }
    const answer = this.#ask(accountId, region);
    this.#answers.set(accountId, { at: Date.now(), answer });
    answer.catch(() => this.#answers.delete(accountId));
    return answer;
  }

  async #ask(accountId: string, region: string): Promise<ObservedQuotas> {
    const { SummaryMap = {} } = await this.#aws
      .iam(accountId, region)
      .send(new GetAccountSummaryCommand({}));
    return {
      trustPolicySize:
        SummaryMap.AssumeRolePolicySizeQuota ?? DEFAULTS.trustPolicySize,
      attachedPolicies:
        SummaryMap.AttachedPoliciesPerRoleQuota ?? DEFAULTS.attachedPolicies,
    };
  }
}
