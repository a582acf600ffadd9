import type { Config } from '@backstage/config';

/** Reads `accountId` of a section. `key` names the section in the error. @throws Error */
export function readAccountId(config: Config, key: string): string {
  const accountId = config.getString('accountId');
  if (/^\d{12}$/.test(accountId)) return accountId;
  throw new Error(
    `${key}.accountId is "${accountId}": an AWS account ID has 12 digits. Put it in quotes.`,
  );
}
