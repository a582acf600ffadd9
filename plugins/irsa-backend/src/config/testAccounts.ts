import type { Config } from '@backstage/config';

const ENVIRONMENTS = ['production', 'test'];

/**
 * Reads the AWS accounts whose `environment` in `irsa.accounts` is `test`.
 *
 * @throws Error - that names the key and the rule.
 */
export function readTestAccounts(config: Config | undefined): string[] {
  const accounts = config?.getOptionalConfigArray('accounts') ?? [];
  return accounts.flatMap((account, index) => {
    const environment = account.getOptionalString('environment');
    if (environment !== undefined && !ENVIRONMENTS.includes(environment)) {
      throw new Error(
        `irsa.accounts[${index}].environment is "${environment}": write one of ${ENVIRONMENTS.join(
          ', ',
        )}.`,
      );
    }
    return environment === 'test' ? [account.getString('accountId')] : [];
  });
}
