import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  irsaServiceAccountDeletePermission,
  irsaServiceAccountUpdatePermission,
} from '@backstage-irsa/plugin-irsa-common';
import type {
  IamServiceAccountSpec,
  MigrationBlocker,
  WaveKind,
} from '@backstage-irsa/core/model';
import { violationBlocker } from '@backstage-irsa/core/migration';
import type { Access } from '../authorization/Access';
import {
  ownedAccount,
  type RouteContext,
} from '../authorization/audit/routeContext';
import type { Memberships } from '../authorization/Memberships';
import type { OwnSession } from '../authorization/ownSession';
import type { SpecAuthorizer } from '../authorization/SpecAuthorizer';
import type { Ownership } from '../authorization/specOwnership';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import type { ItemOwnership } from './WaveRow';

/** The change to authorize, in the same way as for this IAM service account alone. */
export interface ItemQuestion {
  kind: WaveKind;
  sourceId: string;
  serviceAccountId: string;
  specAfter?: IamServiceAccountSpec;
}

/** The ownership of an item, or the reasons why the caller may not change it. */
export interface ItemPermit {
  ownership?: ItemOwnership;
  blockers: MigrationBlocker[];
}

/** The caller of one request about a wave. Do not keep it for another request: memberships can be withdrawn. */
export interface WaveCaller {
  session: OwnSession;
  groups: string[];
}

interface WaveAuthorizerOptions {
  access: Access;
  memberships: Memberships;
  serviceAccounts: RouteContext['serviceAccounts'];
  specs: SpecAuthorizer;
  store: ServiceAccountStore;
}

/** Checks for each item the permissions that the routes check for one IAM service account. A wave grants nothing else. */
export class WaveAuthorizer {
  readonly #o: WaveAuthorizerOptions;

  constructor(options: WaveAuthorizerOptions) {
    this.#o = options;
  }

  /** Reads the groups of the caller, once for all items of a request. */
  async callerOf(session: OwnSession): Promise<WaveCaller> {
    return { session, groups: await this.#o.memberships.groupsOf(session) };
  }

  /** Checks the permission to create the clone, or to change the IAM service account to migrate. */
  async permitChange(
    { kind, sourceId, specAfter }: ItemQuestion,
    caller: WaveCaller,
  ): Promise<ItemPermit> {
    if (!specAfter) return { blockers: [] };
    return asBlocker(async () =>
      kind === 'clone'
        ? this.#o.specs.authorizeApply(specAfter, caller.session, caller.groups)
        : this.#ownershipOf(sourceId, caller),
    );
  }

  /** Checks the permission to delete the clone, or to change the migrated IAM service account. A deleted clone needs no permission. */
  async permitUndo(
    { kind, sourceId, serviceAccountId }: ItemQuestion,
    caller: WaveCaller,
  ): Promise<ItemPermit> {
    const { store } = this.#o;
    if (kind === 'clone') {
      const account = await store.get(serviceAccountId);
      if (!account?.spec) return { blockers: [] };
      return asBlocker(async () => {
        const { entityRef, owner } = await ownedAccount(
          this.#o,
          serviceAccountId,
          caller.session,
          irsaServiceAccountDeletePermission,
          caller.groups,
        );
        return {
          entityRef: entityRef ?? undefined,
          owner: owner ?? undefined,
          violations: [],
        };
      });
    }
    return asBlocker(() => this.#ownershipOf(sourceId, caller));
  }

  async #ownershipOf(
    id: string,
    { session, groups }: WaveCaller,
  ): Promise<Ownership> {
    const { spec, owner } = await this.#o.serviceAccounts.get(
      id,
      session,
      irsaServiceAccountUpdatePermission,
    );
    if (!spec) return { violations: [] };
    return this.#o.access.ownership(
      { ...spec, ...(owner !== null && { owner }) },
      session,
      groups,
    );
  }
}

async function asBlocker(ask: () => Promise<Ownership>): Promise<ItemPermit> {
  try {
    const { violations, ...ownership } = await ask();
    return violations.length === 0 && ownership.owner !== undefined
      ? { ownership, blockers: [] }
      : { blockers: violations.map(violationBlocker) };
  } catch (error) {
    if (!(error instanceof NotAllowedError || error instanceof NotFoundError)) {
      throw error;
    }
    return {
      blockers: [
        {
          rule: 'not-permitted',
          message: error.message,
          remediation: 'Ask its owner to do it.',
        },
      ],
    };
  }
}
