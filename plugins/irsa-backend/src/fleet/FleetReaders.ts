import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { irsaGovernanceReadPermission } from '@backstage-irsa/plugin-irsa-common';
import type { Memberships } from '../authorization/Memberships';
import { limitedTo } from '../authorization/readerGroups';
import type { FleetConfig } from '../config/fleet';
import type { Visibility } from '../authorization/visibility';
import type { Authorizer } from '../authorization/Authorizer';
import { allInOrder } from '../lib/allInOrder';
import { SingleFlight } from '../lib/SingleFlight';

interface FleetReadersOptions {
  config: FleetConfig;
  memberships: Pick<Memberships, 'recentGroupsOf'>;
  authorizer: Pick<Authorizer, 'requireBasic' | 'visibility'>;
}

/** Decides which rows of the fleet a caller may read. */
export class FleetReaders {
  readonly #o: FleetReadersOptions;
  readonly #deciding = new SingleFlight<Visibility>();

  constructor(options: FleetReadersOptions) {
    this.#o = options;
  }

  /**
   * Returns the rows that the caller's permissions allow. If reader groups are configured, a user outside of these groups reads only rows of their
   * own groups, because Backstage's default policy grants every permission to everyone. Other plugins, such as a search index, are limited by the
   * permissions alone. Concurrent requests of one caller share the decision: it takes up to four requests to other plugins, and a page sends many
   * requests at once.
   *
   * @throws NotAllowedError - without the permission to open the fleet.
   */
  visibility(credentials: BackstageCredentials): Promise<Visibility> {
    return this.#deciding.ask(JSON.stringify(credentials.principal), () =>
      this.#decide(credentials),
    );
  }

  async #decide(credentials: BackstageCredentials): Promise<Visibility> {
    const { config, memberships, authorizer } = this.#o;
    const [, permitted, groups] = await allInOrder([
      authorizer.requireBasic(credentials, irsaGovernanceReadPermission),
      authorizer.visibility(credentials),
      limitedTo(config, memberships, credentials),
    ]);
    if (!groups) return permitted;
    const own = { field: 'owners' as const, anyOf: groups };
    return permitted === 'all'
      ? { criteria: own }
      : { criteria: { allOf: [permitted.criteria, own] } };
  }
}
