import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import {
  doesIdentityRequireRefresh,
  isIdentityExpired,
  memoizeIdentityProvider,
} from '@smithy/core';
import {
  isDenied,
  NoCredentialsError,
  UnconfiguredAccountError,
} from './errors';

/** The backend's credentials by account. They are kept until five minutes before they expire, like the credentials of SDK clients. */
export class AccountCredentials {
  readonly #manager: AwsCredentialsManager;
  readonly #isKnown: (accountId: string) => boolean;
  readonly #kept = new Map<string, AwsCredentialIdentityProvider>();

  constructor(options: {
    manager: AwsCredentialsManager;
    /** Whether the backend may currently request credentials for an account. */
    isKnown: (accountId: string) => boolean;
  }) {
    this.#manager = options.manager;
    this.#isKnown = options.isKnown;
  }

  /**
   * Returns credentials for a known account. ARNs also come from annotations and policies. Without this check, anyone who writes an ARN could choose
   * which role the backend assumes, so credentials are requested only for accounts that the configuration or the organization names.
   */
  ofKnown(accountId: string): AwsCredentialIdentityProvider {
    return async options => {
      if (!this.#isKnown(accountId)) {
        throw new UnconfiguredAccountError(accountId);
      }
      return this.of(accountId)(options);
    };
  }

  /** Returns credentials for an account that the configuration itself names. */
  of(accountId: string): AwsCredentialIdentityProvider {
    const known = this.#kept.get(accountId);
    if (known) return known;
    const ask: AwsCredentialIdentityProvider = options =>
      this.#ask(accountId, options);
    const made =
      memoizeIdentityProvider(
        ask,
        isIdentityExpired,
        doesIdentityRequireRefresh,
      ) ?? ask;
    this.#kept.set(accountId, made);
    return made;
  }

  async #ask(accountId: string, options?: Record<string, unknown>) {
    const { sdkCredentialProvider } = await this.#manager.getCredentialProvider(
      { accountId },
    );
    try {
      return await sdkCredentialProvider(options);
    } catch (error) {
      // Otherwise callers would mistake the error for a refusal of the call that needs the credentials.
      throw isDenied(error) ? new NoCredentialsError(accountId, error) : error;
    }
  }
}
