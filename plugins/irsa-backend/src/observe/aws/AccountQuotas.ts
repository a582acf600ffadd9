import type { ClusterConfig, ObservedQuotas } from '@backstage-irsa/core/model';
import { askQuotas } from '../quotas';
import type { AwsClients } from './AwsClients';
import { RememberedAnswers } from './RememberedAnswers';

/** How long quotas are remembered, in milliseconds. Quotas change rarely, when somebody requests an increase from AWS. */
const FRESH_MS = 3_600_000;

/** Reads the quotas of accounts from IAM, and remembers them for an hour. */
export class AccountQuotas {
  readonly #aws: AwsClients;
  readonly #answers = new RememberedAnswers<ObservedQuotas>();

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
    return this.#answers.within(FRESH_MS, accountId, () =>
      askQuotas(this.#aws.iam(accountId, region)),
    );
  }
}
