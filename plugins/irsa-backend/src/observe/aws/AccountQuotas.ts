import type { ClusterConfig, ObservedQuotas } from '@backstage-irsa/core/model';
import { askQuotas } from '../quotas';
import type { AwsClients } from './AwsClients';

/** How long quotas are remembered, in milliseconds. Quotas change rarely, when somebody requests an increase from AWS. */
const FRESH_MS = 3_600_000;

/** Reads the quotas of accounts from IAM, and remembers them for an hour. */
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
   * Returns the quotas of an account.
   *
   * @throws the error of IAM, such as AccessDenied.
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
