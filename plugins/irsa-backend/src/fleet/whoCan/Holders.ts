import { accountIdOf } from '@backstage-irsa/core/arn';
import type { LayerReading } from '@backstage-irsa/core/model';
import {
  permissionSetOf,
  underResourceControls,
  type DecidingRole,
} from '@backstage-irsa/core/permissions';
import type { Visibility } from '../../authorization/visibility';
import { digestOf } from '../../database/digest';
import { LimitedCache } from '../../lib/LimitedCache';
import type {
  HolderPlace,
  HolderStore,
  ListedPrincipal,
} from '../store/HolderStore';
import type { AccessDecisions, Decisions } from './AccessDecisions';
import { assumeQuestion, findAssumers, type TrustingRole } from './assumers';
import type { ClusterUsers } from './ClusterUsers';
import { byTrust, ofPrincipal, ofRow, otherRole, roleOf } from './holderOf';
import { byKind, type Holder } from './holderPage';
import type { PodCallers } from './PodCallers';
import { remembered } from './remembered';

/** The maximum number of cached holders, for all answers together. */
const MOST_HOLDERS = 100_000;

/** The place to search in, and what the caller may read. */
export interface Where extends HolderPlace {
  visibility: Visibility;
}

/** The holders in the order of `byKind`, the limitations of the result, and the unread SCPs and RCPs about who can assume a role. */
export interface FoundHolders {
  holders: Holder[];
  limitations: string[];
  unreadControls: LayerReading[];
}

interface Options {
  decisions: AccessDecisions;
  pods: PodCallers;
  store: HolderStore;
  users: ClusterUsers;
}

/** Finds who can use the roles and users that can do something, and by which path. */
export class Holders {
  readonly #o: Options;
  readonly #found = new LimitedCache<Promise<FoundHolders>>(MOST_HOLDERS);
  readonly #digests = new WeakMap<Decisions, string>();

  constructor(options: Options) {
    this.#o = options;
  }

  /** Returns the holders, cached until the next scan. Questions with the same decisions (such as about objects of one bucket) share the result. */
  async of(
    { decisions, direct }: { decisions: Decisions; direct: Holder[] },
    where: Where,
    generation: string,
  ): Promise<FoundHolders> {
    const organization = await this.#o.decisions.organizationVersion();
    const asked = [direct, where, generation, organization];
    return remembered(
      this.#found,
      JSON.stringify([this.#digest(decisions), ...asked]),
      async () => {
        const found = await this.#find(decisions, where, generation);
        return {
          ...found,
          holders: [...found.holders, ...direct].sort(byKind),
        };
      },
      ({ holders }) => holders.length,
    );
  }

  #digest(decisions: Decisions): string {
    const known = this.#digests.get(decisions);
    if (known !== undefined) return known;
    const digest = digestOf(
      [...decisions].map(([id, { decision }]) => [id, decision]),
    );
    this.#digests.set(decisions, digest);
    return digest;
  }

  async #find(
    decisions: Decisions,
    { visibility, ...place }: Where,
    generation: string,
  ): Promise<FoundHolders> {
    const { store, users } = this.#o;
    const ids = [...decisions.keys()];
    const rows = await store.list({ roleIds: ids, ...place }, visibility);
    const roles = new Map(rows.map(row => [row.roleId, roleOf(row)]));
    const own = rows.map(row => ofRow(row, roles.get(row.roleId)!));
    // Permission conditions cannot describe the other holders, so only callers who may read the whole fleet see them.
    if (visibility !== 'all') {
      return {
        holders: own,
        limitations: [
          'Users, people, AWS services, other accounts, and pods that have it by assuming a further role are shown only to users who may read the whole fleet.',
        ],
        unreadControls: [],
      };
    }
    const principals =
      place.cluster === undefined
        ? await store.principals(ids, place.account)
        : [];
    const { trusting, unreadControls } = await this.#underControls(
      await this.#trusting(roles, principals),
    );
    const people = await users.find(rows, roles, { decisions, generation });
    const assumers = await findAssumers(
      trusting,
      { decisions, accounts: await store.accounts(), generation },
      this.#o,
    );
    return {
      holders: [
        ...own,
        ...principals.flatMap(ofPrincipal),
        ...trusting.flatMap(({ role, trusted }) =>
          byTrust(role, assumers.others(role.id, trusted)),
        ),
        ...people.holders,
        ...assumers.holders,
      ],
      limitations: [...people.limitations, ...assumers.limitations],
      unreadControls: [...unreadControls, ...assumers.unreadControls],
    };
  }

  /** Limits the trusted principals to those that the RCPs of the role's account allow. Evaluates the RCPs once for each account. */
  async #underControls(all: TrustingRole[]): Promise<{
    trusting: TrustingRole[];
    unreadControls: LayerReading[];
  }> {
    const trusting: TrustingRole[] = [];
    const unreadControls: LayerReading[] = [];
    const byAccount = Map.groupBy(all, ({ role }) => accountIdOf(role.arn));
    for (const [accountId, roles] of byAccount) {
      const { policies, reading } = await this.#o.decisions.resourceControls(
        assumeQuestion(roles[0].role.arn),
        accountId,
      );
      if (reading?.state === 'not-read') unreadControls.push(reading);
      trusting.push(
        ...roles.map(({ role, trusted }) => ({
          role,
          trusted: underResourceControls(trusted, role.arn, policies),
        })),
      );
    }
    return { trusting, unreadControls };
  }

  /** Returns the roles whose trust policies allow principals other than pods. */
  async #trusting(
    roles: Map<string, DecidingRole>,
    principals: ListedPrincipal[],
  ): Promise<TrustingRole[]> {
    const trusted = await this.#o.store.trusted([...roles.keys()]);
    return [
      ...[...trusted].map(([id, by]) => ({
        role: roles.get(id)!,
        trusted: by,
      })),
      ...principals
        .filter(
          ({ arn, trusted: by }) =>
            by.length > 0 && permissionSetOf(arn) === undefined,
        )
        .map(one => ({ role: otherRole(one), trusted: one.trusted })),
    ];
  }
}
