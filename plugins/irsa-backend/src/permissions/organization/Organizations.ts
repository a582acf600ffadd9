import { timeText } from '@backstage-irsa/core/model';
import {
  accountOrganizations,
  noOrganization,
  unreadOrganization,
  type AccountOrganization,
  type CurrentOrganization,
  type OrganizationReader,
} from '@backstage-irsa/core/organization';
import type {
  OrganizationStore,
  StoredOrganization,
} from './OrganizationStore';

/** The maximum age of a read, in milliseconds. An older one is not used. */
const MOST_AGE_MS = 24 * 60 * 60_000;

const NOT_CONFIGURED =
  'SCPs and RCPs are not read: the configuration names no account that may read the organization (irsa.organization.accountId).';

/** The organizations of accounts, for one version of the stored content. */
interface Known {
  version: string;
  of(accountId: string): AccountOrganization;
}

/** Returns the stored organization. Keeps it in memory until the stored content changes. */
export class Organizations implements OrganizationReader {
  readonly #accountId: string | undefined;
  readonly #store: OrganizationStore;
  #known?: Known;

  constructor(options: {
    /** The account whose credentials read the organization. Without it, nothing is read. */
    accountId: string | undefined;
    store: OrganizationStore;
  }) {
    this.#accountId = options.accountId;
    this.#store = options.store;
  }

  async current(): Promise<CurrentOrganization> {
    const accountId = this.#accountId;
    if (accountId === undefined) return same('not-configured', NOT_CONFIGURED);
    const stored = await this.#store.version(accountId);
    if (!stored) {
      return same('never', 'The organization was not read yet.');
    }
    const { readAt } = stored;
    if (Date.now() - Date.parse(readAt) > MOST_AGE_MS) {
      return same(
        `old ${readAt}`,
        `The organization was last read at ${timeText(
          readAt,
        )}, more than a day ago.`,
      );
    }
    const { version, of } = await this.#load(accountId, stored.version);
    return { version, of: id => ({ ...of(id), readAt }) };
  }

  async #load(accountId: string, version: string): Promise<Known> {
    if (this.#known?.version === version) return this.#known;
    const stored = await this.#store.get(accountId);
    const known = stored
      ? knownOf(accountId, stored)
      : same('never', 'The organization was not read yet.');
    this.#known = known;
    return known;
  }
}

function same(
  version: string,
  reason: string,
  missingPermission?: string,
): CurrentOrganization {
  const every = unreadOrganization(reason, missingPermission);
  return { version, of: () => every };
}

function knownOf(
  accountId: string,
  { observation, version }: StoredOrganization,
): Known {
  switch (observation.state) {
    case 'found':
      return { version, of: accountOrganizations(observation.value) };
    case 'unknown':
      return same(version, observation.reason, observation.right);
    default: {
      const own = noOrganization(accountId);
      const others = unreadOrganization(
        `Account ${accountId} (irsa.organization.accountId) is in no organization.`,
      );
      return { version, of: id => (id === accountId ? own : others) };
    }
  }
}
