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
import type { OwnSession } from '../authorization/ownSession';
import type { SpecAuthorizer } from '../authorization/SpecAuthorizer';
import type { Ownership } from '../authorization/specOwnership';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import type { ItemOwnership } from './WaveRow';

/** What is to be permitted: as for this one IAM service account alone. */
export interface ItemQuestion {
  kind: WaveKind;
  sourceId: string;
  serviceAccountId: string;
  specAfter?: IamServiceAccountSpec;
}

/** Whose an item is, or why the caller may not change it. */
export interface ItemPermit {
  ownership?: ItemOwnership;
  blockers: MigrationBlocker[];
}

interface WaveAuthorizerOptions {
  access: Access;
  serviceAccounts: RouteContext['serviceAccounts'];
  specs: SpecAuthorizer;
  store: ServiceAccountStore;
}

/** Asks for each item what the routes ask for one: a wave permits nothing beside. */
export class WaveAuthorizer {
  readonly #o: WaveAuthorizerOptions;

  constructor(options: WaveAuthorizerOptions) {
    this.#o = options;
  }

  /** To create the clone, or to change the one that is migrated. */
  async permitChange(
    { kind, sourceId, specAfter }: ItemQuestion,
    session: OwnSession,
  ): Promise<ItemPermit> {
    if (!specAfter) return { blockers: [] };
    return asBlocker(async () =>
      kind === 'clone'
        ? this.#o.specs.authorizeApply(specAfter, session)
        : this.#ownershipOf(sourceId, session),
    );
  }

  /** To delete the clone, or to change the one that was migrated. What is gone needs no permission. */
  async permitUndo(
    { kind, sourceId, serviceAccountId }: ItemQuestion,
    session: OwnSession,
  ): Promise<ItemPermit> {
    const { store } = this.#o;
    if (kind === 'clone') {
      const account = await store.get(serviceAccountId);
      if (!account?.spec) return { blockers: [] };
      return asBlocker(async () => {
        const { entityRef, owner } = await ownedAccount(
          this.#o,
          serviceAccountId,
          session,
          irsaServiceAccountDeletePermission,
        );
        return {
          entityRef: entityRef ?? undefined,
          owner: owner ?? undefined,
          violations: [],
        };
      });
    }
    return asBlocker(() => this.#ownershipOf(sourceId, session));
  }

  async #ownershipOf(id: string, session: OwnSession): Promise<Ownership> {
    const { spec, owner } = await this.#o.serviceAccounts.get(
      id,
      session,
      irsaServiceAccountUpdatePermission,
    );
    if (!spec) return { violations: [] };
    return this.#o.access.ownership(
      { ...spec, ...(owner !== null && { owner }) },
      session,
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
          remediation: 'Let its owner do it.',
        },
      ],
    };
  }
}
