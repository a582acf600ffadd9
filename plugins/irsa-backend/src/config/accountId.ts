import type { Config } from '@backstage/config';
import { readFilledList } from './lists';

/** Checks an AWS account ID. `key` names the setting in the error. @throws Error */
function requireAccountId(accountId: string, key: string): string {
  if (/^\d{12}$/.test(accountId)) return accountId;
  throw new Error(
    `${key} is "${accountId}": an AWS account ID has 12 digits. Put it in quotes.`,
  );
}

/** Reads `accountId` of a section. `key` names the section in the error. @throws Error */
export function readAccountId(config: Config, key: string): string {
  return requireAccountId(config.getString('accountId'), `${key}.accountId`);
}

/** Reads `accounts` of a rule: the accounts to which it is limited. `key` names the rule in the error. @throws Error */
export function readAccountIds(
  config: Config,
  key: string,
): string[] | undefined {
  return readFilledList(config, 'accounts', key)?.map((accountId, index) =>
    requireAccountId(accountId, `${key}.accounts[${index}]`),
  );
}
