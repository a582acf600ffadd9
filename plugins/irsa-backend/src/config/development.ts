import type { Config } from '@backstage/config';
import type { JsonValue } from '@backstage/types';

/** The AWS accounts of the sandbox, which are example accounts in AWS's documentation. */
const SANDBOX_ACCOUNTS = ['111122223333', '444455556666'];

/** The configuration sections that name accounts. */
const SECTIONS = ['irsa', 'aws.accounts', 'aws.mainAccount'];

const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/;

function refuse(key: string, problem: string): never {
  throw new Error(
    `${key} ${problem}, which is for development only. Change it, or set irsa.development to true if no real AWS account is configured.`,
  );
}

/** Finds a sandbox account in a value. Returns its key and the account. */
function findSandboxAccount(
  key: string,
  value: JsonValue | undefined,
): { key: string; accountId: string } | undefined {
  const known = (text: string) =>
    SANDBOX_ACCOUNTS.find(accountId => text.includes(accountId));
  if (typeof value === 'string' || typeof value === 'number') {
    const accountId = known(String(value));
    return accountId === undefined ? undefined : { key, accountId };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, part] of Object.entries(value)) {
    const at = Array.isArray(value) ? `${key}[${name}]` : `${key}.${name}`;
    const named = known(name);
    const found =
      named === undefined
        ? findSandboxAccount(at, part)
        : { key: at, accountId: named };
    if (found) return found;
  }
  return undefined;
}

function checkEndpoint(root: Config): void {
  const endpoint = root.getOptionalString('irsa.aws.endpoint');
  if (endpoint === undefined) return;
  const { protocol, hostname } = new URL(endpoint);
  if (protocol !== 'https:' || LOOPBACK.test(hostname)) {
    refuse('irsa.aws.endpoint', `is "${endpoint}"`);
  }
}

/** Whether `irsa.development` is on, which allows the sandbox and guest sign-in. */
export function isDevelopment(root: Config): boolean {
  return root.getOptionalBoolean('irsa.development') ?? false;
}

/**
 * Refuses the sandbox's endpoint and accounts, and guest sign-in, unless `irsa.development` is on. Detects the sandbox by its account IDs, and by an
 * endpoint without TLS or on this machine, but not by the rest of its example configuration.
 *
 * @throws Error - that names the setting.
 */
export function refuseDevelopmentSettings(root: Config): void {
  if (isDevelopment(root)) return;
  if (root.has('auth.providers.guest')) {
    refuse('auth.providers.guest', 'lets everyone sign in');
  }
  checkEndpoint(root);
  for (const section of SECTIONS) {
    const found = findSandboxAccount(
      section,
      root.getOptional<JsonValue>(section),
    );
    if (found) {
      refuse(found.key, `names the sandbox's AWS account ${found.accountId}`);
    }
  }
}
