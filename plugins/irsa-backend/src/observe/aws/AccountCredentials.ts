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

/** The backend's credentials by account, kept until five minutes before they expire, as the clients of the SDK keep theirs. */
export class AccountCredentials {
  readonly #manager: AwsCredentialsManager;
  readonly #isKnown: (accountId: string) => boolean;
  readonly #kept = new Map<string, AwsCredentialIdentityProvider>();

  constructor(options: {
    manager: AwsCredentialsManager;
    /** Whether an account may be asked for now. */
    isKnown: (accountId: string) => boolean;
  }) {
    this.#manager = options.manager;
    this.#isKnown = options.isKnown;
  }

  /**
   * Those in an account. ARNs come from annotations and policies too: an account that neither the configuration nor the organization names is never
   * asked for credentials, or anyone who writes an ARN would choose whose role the backend assumes.
   */
  ofKnown(accountId: string): AwsCredentialIdentityProvider {
    return async options => {
      if (!this.#isKnown(accountId)) {
        throw new UnconfiguredAccountError(accountId);
      }
      return this.of(accountId)(options);
    };
  }

  /** The same for an account that the configuration itself names. */
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
      // It would be taken for the refusal of what the credentials are for.
      throw isDenied(error) ? new NoCredentialsError(accountId, error) : error;
    }
  }
}
