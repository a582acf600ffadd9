import { accountIdOf } from '@backstage-irsa/core/arn';
import type { LayerReading } from '@backstage-irsa/core/model';
import {
  permissionSetOf,
  underResourceControls,
  type DecidingRole,
} from '@backstage-irsa/core/permissions';
import { digestOf } from '../../database/digest';
import { LimitedCache } from '../../lib/LimitedCache';
import type { VpcEndpointStore } from '../../permissions/VpcEndpointStore';
import type {
  HolderStore,
  ListedPrincipal,
  RoleHolderRow,
  Where,
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

const RESTRICTED =
  'Users, people, AWS services, other accounts, and pods that have it by assuming a role that you may not see are shown only to users who may read the whole fleet.';

/** The holders in the order of `byKind`, the limitations of the result, and the unread SCPs and RCPs about who can assume a role. */
export interface FoundHolders {
  holders: Holder[];
  limitations: string[];
  unreadControls: LayerReading[];
}

/** The decisions about principals, and what decides in addition about who can use these principals. */
interface DecidedHolders {
  decisions: Decisions;
  /** The holders that the resource policy allows by itself. */
  direct: Holder[];
  /** The clusters whose VPC endpoints can deny their pods the call. */
  restricted: Set<string>;
}

/** The principals whose decisions are known. */
interface Placed {
  /** The ServiceAccounts and listed roles at the place. */
  rows: RoleHolderRow[];
  /** The other roles, and the users, at the place. */
  principals: ListedPrincipal[];
  /** The listed roles anywhere, by ID. */
  roles: Map<string, DecidingRole>;
  /** The other roles, and the users, anywhere. */
  allPrincipals: ListedPrincipal[];
}

interface Options {
  decisions: AccessDecisions;
  pods: PodCallers;
  store: HolderStore;
  users: ClusterUsers;
  vpcEndpoints: Pick<VpcEndpointStore, 'version'>;
}

/** Finds who can use the roles and users that can do something, and by which path. */
export class Holders {
  readonly #o: Options;
  readonly #found = new LimitedCache<Promise<FoundHolders>>(MOST_HOLDERS);
  readonly #digests = new WeakMap<Decisions, string>();

  constructor(options: Options) {
    this.#o = options;
  }

  /** Returns the holders, cached until the next scan, or until SCPs, RCPs, or VPC endpoints change. Questions with the same decisions (such as about objects of one bucket) share the result. */
  async of(
    { decisions, direct, restricted }: DecidedHolders,
    where: Where,
    generation: string,
  ): Promise<FoundHolders> {
    const versions = [
      await this.#o.decisions.organizationVersion(),
      await this.#o.vpcEndpoints.version(),
    ];
    const asked = [direct, [...restricted].sort(), where, generation, versions];
    return remembered(
      this.#found,
      JSON.stringify([this.#digest(decisions), ...asked]),
      async () => {
        const found = await this.#find(decisions, {
          ...{ where, generation, restricted },
        });
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
      [...decisions].map(([id, { decision, isLeftToOwner = false }]) => [
        ...[id, decision, isLeftToOwner],
      ]),
    );
    this.#digests.set(decisions, digest);
    return digest;
  }

  async #find(
    decisions: Decisions,
    around: { where: Where; generation: string; restricted: Set<string> },
  ): Promise<FoundHolders> {
    const { store, users } = this.#o;
    const { where, generation } = around;
    const { rows, principals, roles, allPrincipals } = await this.#placed(
      [...decisions.keys()],
      where,
    );
    const trusting = await this.#underControls(
      await this.#trusting(roles, allPrincipals),
    );
    const assumers = await findAssumers(
      trusting,
      { ...around, decisions, accounts: await store.accounts() },
      this.#o,
    );
    const own = rows.map(row => ofRow(row, roleOf(row)));
    if (where.visibility !== 'all') {
      return {
        holders: [...own, ...assumers.holders],
        limitations: [RESTRICTED, ...assumers.limitations],
        unreadControls: assumers.unreadControls,
      };
    }
    const people = await users.find(rows, roles, { decisions, generation });
    const here = new Set([
      ...rows.map(({ roleId }) => roleId),
      ...principals.map(({ id }) => id),
    ]);
    const entered = trusting.filter(({ role }) => here.has(role.id));
    return {
      holders: [
        ...own,
        ...principals.flatMap(ofPrincipal),
        ...entered.flatMap(({ role, trusted }) =>
          byTrust(role, assumers.others(role.id, trusted)),
        ),
        ...people.holders,
        ...assumers.holders,
      ],
      limitations: [...people.limitations, ...assumers.limitations],
      unreadControls: [
        ...entered.flatMap(({ unread }) => unread ?? []),
        ...assumers.unreadControls,
      ],
    };
  }

  /**
   * Returns the ServiceAccounts, roles, and users at the place that the caller may read, and the roles and other principals anywhere: principals at
   * the place can assume those.
   */
  async #placed(
    roleIds: string[],
    { visibility, cluster, account }: Where,
  ): Promise<Placed> {
    const { store } = this.#o;
    const rows = await store.list({ roleIds, cluster, account }, visibility);
    const isNarrow = cluster !== undefined || account !== undefined;
    const anywhere = isNarrow
      ? await store.list({ roleIds }, visibility)
      : rows;
    // Permission conditions cannot describe the other holders, so only callers who may read the whole fleet see them.
    const allPrincipals =
      visibility === 'all' ? await store.principals(roleIds, undefined) : [];
    return {
      rows,
      principals: isNarrow
        ? allPrincipals.filter(
            ({ arn }) => cluster === undefined && accountIdOf(arn) === account,
          )
        : allPrincipals,
      roles: new Map(anywhere.map(row => [row.roleId, roleOf(row)])),
      allPrincipals,
    };
  }

  /** Limits the trusted principals to those that the RCPs of the role's account allow. Evaluates the RCPs once for each account. */
  async #underControls(
    all: Pick<TrustingRole, 'role' | 'trusted'>[],
  ): Promise<TrustingRole[]> {
    const trusting: TrustingRole[] = [];
    const controlsOf = await this.#o.decisions.resourceControls();
    const byAccount = Map.groupBy(all, ({ role }) => accountIdOf(role.arn));
    for (const [accountId, roles] of byAccount) {
      const { policies, reading } = controlsOf(
        assumeQuestion(roles[0].role.arn),
        accountId,
      );
      trusting.push(
        ...roles.map(({ role, trusted }) => ({
          role,
          trusted: underResourceControls(trusted, role.arn, policies),
          ...(reading?.state === 'not-read' && { unread: reading }),
        })),
      );
    }
    return trusting;
  }

  /** Returns the roles whose trust policies allow principals other than pods. */
  async #trusting(
    roles: Map<string, DecidingRole>,
    principals: ListedPrincipal[],
  ): Promise<Pick<TrustingRole, 'role' | 'trusted'>[]> {
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
