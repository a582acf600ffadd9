import { InputError } from '@backstage/errors';
import {
  serviceAccountId,
  type IamServiceAccount,
  type WaveRequest,
} from '@backstage-irsa/core/model';
import {
  migratedSpec,
  notManagedByBackstage,
} from '@backstage-irsa/core/migration';
import { clonedSpec } from '@backstage-irsa/core/waves';
import { normalizeRef } from '../authorization/entityRefs';
import type { OwnSession } from '../authorization/ownSession';
import type { ReadableStore } from '../authorization/ReadableStore';
import type { Readers } from '../authorization/Readers';
import type { IrsaConfig } from '../config/types';
import { mapConcurrently } from '../lib/mapConcurrently';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import type { WaveAuthorizer } from './WaveAuthorizer';
import type { StoredItem } from './WaveRow';

/** The maximum number of items of a wave. */
const MOST_ITEMS = 1000;

/** The number of items whose permissions are checked at a time. */
const ASKED_AT_ONCE = 8;

interface WaveSelectionOptions {
  authorizer: WaveAuthorizer;
  config: IrsaConfig;
  readableStore: ReadableStore;
  readers: Readers;
  store: ServiceAccountStore;
}

/** Selects the IAM service accounts of a wave from those that the caller may read. */
export class WaveSelection {
  readonly #o: WaveSelectionOptions;

  constructor(options: WaveSelectionOptions) {
    this.#o = options;
  }

  /**
   * Returns the items in their order, each with the ownership from the permission check, or with its blockers.
   *
   * @throws InputError - if there are no items, or too many
   */
  async select(
    waveId: string,
    request: WaveRequest,
    session: OwnSession,
  ): Promise<StoredItem[]> {
    requireConsistent(request, this.#o.config);
    const accounts = await this.#accounts(request, session);
    if (accounts.length === 0) {
      throw new InputError(
        request.kind === 'migrate'
          ? 'No IAM service account that you may read uses IRSA in this selection.'
          : 'No IAM service account that you may read is in this selection.',
      );
    }
    const items = accounts.map((account, index) =>
      this.#itemOf(waveId, index + 1, { account, request }),
    );
    const caller = await this.#o.authorizer.callerOf(session);
    return mapConcurrently(
      ASKED_AT_ONCE,
      items,
      async (item): Promise<StoredItem> => {
        const { blockers, ...permit } = await this.#o.authorizer.permitChange(
          { ...item, kind: request.kind },
          caller,
        );
        const all = [...item.blockers, ...blockers];
        const isOthers = permit.ownership === undefined;
        const isBlocked = isOthers || all.length > 0;
        return {
          ...item,
          ...permit,
          // Items of other owners are never applied, and their specs can be many and long.
          ...(isOthers && { specBefore: undefined, specAfter: undefined }),
          blockers: all,
          state: isBlocked ? 'blocked' : item.state,
          reason: all[0]?.message,
        };
      },
    );
  }

  async #accounts(
    { kind, cluster, namespace, owner }: WaveRequest,
    session: OwnSession,
  ): Promise<IamServiceAccount[]> {
    const { readableStore, readers, store } = this.#o;
    const readable = await readers.readable(session);
    const recorded = owner === undefined ? undefined : normalizeRef(owner);
    if (owner !== undefined && recorded === undefined) {
      throw new InputError('`owner` is not an entity reference.');
    }
    const { rows, more } = await readableStore.migrations(
      { filter: { cluster, namespace, owner: recorded }, limit: MOST_ITEMS },
      readable,
    );
    if (more) {
      throw new InputError(
        `A wave has at most ${MOST_ITEMS} IAM service accounts. Choose a namespace or an owner.`,
      );
    }
    const chosen = rows.filter(
      row => kind === 'clone' || row.migration_stage !== 'pod-identity',
    );
    const stored = await store.getMany(chosen.map(({ id }) => id));
    const byId = new Map(stored.map(account => [account.id, account]));
    return chosen.flatMap(({ id }) => byId.get(id) ?? []);
  }

  #itemOf(
    waveId: string,
    position: number,
    { account, request }: { account: IamServiceAccount; request: WaveRequest },
  ): StoredItem {
    const { id: sourceId, namespace, name, spec } = account;
    const { cluster = account.cluster, specAfter } = this.#changeOf(
      account,
      request,
    );
    return {
      ...{ waveId, position, sourceId, cluster, namespace, name },
      serviceAccountId: serviceAccountId({ cluster, namespace, name }),
      state: 'planning',
      ...(spec && { specBefore: spec, specAfter }),
      blockers: notManagedByBackstage({ account }),
      ...{ warnings: [], steps: [], reads: 0 },
    };
  }

  #changeOf(
    { spec, owner }: IamServiceAccount,
    { kind, cluster, toCluster, mechanism }: WaveRequest,
  ): Pick<StoredItem, 'specAfter'> & { cluster?: string } {
    if (kind === 'migrate') {
      return spec ? { specAfter: migratedSpec(spec, 'pod-identity') } : {};
    }
    const [from, to] = [cluster, toCluster].map(name =>
      this.#o.config.clusters.find(each => each.name === name),
    );
    return {
      cluster: toCluster,
      ...(spec &&
        from &&
        to && { specAfter: clonedSpec(spec, owner, { from, to, mechanism }) }),
    };
  }
}

/** @throws InputError */
function requireConsistent(
  { kind, cluster, toCluster, mechanism }: WaveRequest,
  { clusters }: Pick<IrsaConfig, 'clusters'>,
): void {
  const isKnown = (wanted: string) =>
    clusters.some(({ name }) => name === wanted);
  if (!isKnown(cluster)) {
    throw new InputError(
      `\`cluster\`: ${cluster} is not in the configuration.`,
    );
  }
  if (kind === 'migrate') {
    if (toCluster === undefined && mechanism === undefined) return;
    throw new InputError(
      '`toCluster` and `mechanism` are for clones: a migration leads to EKS Pod Identity in the same cluster.',
    );
  }
  if (toCluster === undefined || !isKnown(toCluster) || toCluster === cluster) {
    throw new InputError(
      '`toCluster` must be another cluster that is configured.',
    );
  }
}
