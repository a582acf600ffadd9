import type { ClusterConfig, ObservedQuotas } from '@backstage-irsa/core/model';
import { askQuotas } from '../quotas';
import type { AwsClients } from './AwsClients';

/** Quotas are raised by a request to AWS, now and then: what IAM said counts for this long, in milliseconds. */
const FRESH_MS = 3_600_000;

/** Asks IAM for the quotas of accounts, and remembers the answer for an hour. */
export class AccountQuotas {
  readonly #aws: AwsClients;
  readonly #answers = new Map<
    string,
    { at: number; answer: Promise<ObservedQuotas> }
  >();

  constructor(options: { aws: AwsClients }) {
    this.#aws = options.aws;
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
    const answer = askQuotas(this.#aws.iam(accountId, region));
    this.#answers.set(accountId, { at: Date.now(), answer });
    answer.catch(() => this.#answers.delete(accountId));
    return answer;
  }
}
