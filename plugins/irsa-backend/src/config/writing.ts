import type { Config } from '@backstage/config';
import {
  type AccountWriting,
  WRITE_MODES,
  type WritingConfig,
} from '@backstage-irsa/core/model';

/** Reads `mode` and `freeze` of one section. `key` names it in errors. */
function readSection(
  config: Config | undefined,
  key: string,
): Partial<AccountWriting> {
  const text = config?.getOptionalString('mode');
  const mode = WRITE_MODES.find(name => name === text);
  if (text !== undefined && !mode) {
    throw new Error(
      `${key}.mode is "${text}": write one of ${WRITE_MODES.join(', ')}.`,
    );
  }
  const freeze = config?.getOptionalConfig('freeze');
  const reason = freeze?.getString('reason').trim();
  if (reason === '') throw new Error(`${key}.freeze.reason is empty.`);
  return {
    ...(mode && { mode }),
    ...(reason !== undefined && { freeze: { reason } }),
  };
}

/**
 * Reads what may be written: `irsa.mode`, `irsa.freeze`, and the overrides for accounts in `irsa.accounts`.
 *
 * @throws Error - that names the key and the rule.
 */
export function readWriting(config: Config | undefined): WritingConfig {
  const accounts: WritingConfig['accounts'] = {};
  (config?.getOptionalConfigArray('accounts') ?? []).forEach(
    (account, index) => {
      const key = `irsa.accounts[${index}]`;
      const id = account.getString('accountId');
      if (!/^\d{12}$/.test(id)) {
        throw new Error(
          `${key}.accountId is "${id}": an AWS account ID has 12 digits. Put it in quotes.`,
        );
      }
      if (accounts[id]) {
        throw new Error(
          `${key}.accountId is "${id}", which another entry already has. Write one entry.`,
        );
      }
      accounts[id] = readSection(account, key);
    },
  );
  return { mode: 'write', ...readSection(config, 'irsa'), accounts };
}
