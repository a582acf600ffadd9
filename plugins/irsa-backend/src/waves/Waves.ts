import { randomUUID } from 'node:crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  irsaServiceAccountReadPermission,
  irsaWavePermission,
} from '@backstage-irsa/plugin-irsa-common';
import type {
  Wave,
  WaveItem,
  WaveItemList,
  WaveItemState,
  WaveList,
  WaveRequest,
} from '@backstage-irsa/core/model';
import {
  NO_ITEMS,
  stateAfter,
  type WaveCommand,
} from '@backstage-irsa/core/waves';
import type { Authorizer } from '../authorization/Authorizer';
import type { Memberships } from '../authorization/Memberships';
import {
  requireOwnSession,
  type OwnSession,
} from '../authorization/ownSession';
import { mapConcurrently } from '../lib/mapConcurrently';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import { itemChange, undoChange } from './itemChanges';
import type { WaveAuthorizer } from './WaveAuthorizer';
import {
  isChanged,
  summaryOf,
  toWave,
  toWaveItem,
  type StoredItem,
  type WaveRow,
} from './WaveRow';
import type { WaveRunner } from './WaveRunner';
import type { WaveSelection } from './WaveSelection';
import type { WaveStore } from './WaveStore';

/** The number of items whose permissions are checked at a time. */
const ASKED_AT_ONCE = 8;

interface WavesOptions {
  authorizer: Authorizer;
  items: WaveAuthorizer;
  memberships: Memberships;
  runner: WaveRunner;
  selection: WaveSelection;
  store: ServiceAccountStore;
  waves: WaveStore;
}

/** Lets users plan, start, pause, resume, and undo waves. A wave is visible to its creator and to administrators. */
export class Waves {
  readonly #o: WavesOptions;
  /** The users who are creating a wave in this process. Creating one needs many reads. */
  readonly #creators = new Set<string>();

  constructor(options: WavesOptions) {
    this.#o = options;
  }

  /**
   * Selects items, and starts planning them. Writes nothing outside the database.
   *
   * @throws NotAllowedError; InputError; ConflictError - if the caller has too many waves
   */
  async create(request: WaveRequest, session: OwnSession): Promise<Wave> {
    await this.#require(session);
    const createdBy = session.principal.userEntityRef;
    if (this.#creators.has(createdBy)) {
      throw new ConflictError(
        'Another one of your waves is being created. Wait for it, then create this one.',
      );
    }
    this.#creators.add(createdBy);
    try {
      return await this.#create(request, session);
    } finally {
      this.#creators.delete(createdBy);
    }
  }

  async #create(request: WaveRequest, session: OwnSession): Promise<Wave> {
    const createdBy = session.principal.userEntityRef;
    const id = randomUUID();
    const items = await this.#o.selection.select(id, request, session);
    const row: WaveRow = {
      ...{ id, kind: request.kind, cluster: request.cluster },
      to_cluster: request.toCluster ?? null,
      mechanism: request.mechanism ?? null,
      namespace: request.namespace ?? null,
      owner: request.owner ?? null,
      reason: request.reason ?? null,
      change_number: request.changeNumber ?? null,
      created_by: createdBy,
      created_at: new Date().toISOString(),
      ...{ state: 'planning', state_reason: null, undoing: false },
      ...{ commanded_by: null, commanded_at: null },
      summary: JSON.stringify(summaryOf(request.kind, items, [])),
    };
    if (!(await this.#o.waves.makeRoom(createdBy))) {
      throw new ConflictError(
        'You have 10 waves that have not ended. Wait for one, or resume or undo one that is paused.',
      );
    }
    await this.#o.waves.create(row, items);
    this.#o.runner.begin();
    return this.#toWave(row);
  }

  /** @throws NotAllowedError */
  async list(session: OwnSession): Promise<WaveList> {
    await this.#require(session);
    const isAdministrator = await this.#o.memberships.isAdministrator(session);
    const rows = await this.#o.waves.list(
      isAdministrator ? undefined : session.principal.userEntityRef,
    );
    return { items: await Promise.all(rows.map(row => this.#toWave(row))) };
  }

  /** @throws NotAllowedError; NotFoundError - also if somebody else created it */
  async get(id: string, session: OwnSession): Promise<Wave> {
    return this.#toWave(await this.#find(id, session));
  }

  /** Returns one page of the items that the caller may read. @throws as `get` */
  async items(
    id: string,
    query: { state?: WaveItemState; cursor?: string; limit: number },
    session: OwnSession,
  ): Promise<WaveItemList> {
    await this.#find(id, session);
    const { state, cursor = '0', limit } = query;
    const { items, total, more } = await this.#o.waves.page(id, {
      ...{ state, limit, after: Number(cursor) },
    });
    const last = items[items.length - 1];
    return {
      items: (await this.#readable(items, session)).map(toWaveItem),
      total,
      ...(more && last && { nextCursor: String(last.position) }),
    };
  }

  /** Returns a wave with all items that the caller may read. @throws as `get` */
  async report(
    id: string,
    session: OwnSession,
  ): Promise<{ wave: Wave; items: WaveItem[] }> {
    const wave = await this.get(id, session);
    const items = await this.#readable(await this.#o.waves.items(id), session);
    return { wave, items: items.map(toWaveItem) };
  }

  /**
   * Starts, pauses, resumes, or undoes a wave. All commands but a pause check the permissions for each item again, and exclude the refused items.
   *
   * @throws NotAllowedError; NotFoundError; ConflictError - if the state of the wave does not allow the command
   */
  async command(
    id: string,
    command: WaveCommand,
    session: OwnSession,
  ): Promise<Wave> {
    requireOwnSession(session);
    const { runner, waves } = this.#o;
    const wave = await this.#find(id, session);
    const counts = await waves.counts(id);
    const undoing = Boolean(wave.undoing);
    const state = stateAfter(command, { state: wave.state, undoing, counts });
    if (state === undefined) throw notNow(command, wave);
    const at = new Date().toISOString();
    if (state !== 'paused') {
      await this.#permit(wave, { undoes: state === 'undoing', at }, session);
    }
    const moved = await waves.move(id, wave.state, {
      ...{ state, state_reason: null },
      ...(state === 'paused'
        ? { undoing: wave.state === 'undoing' }
        : {
            undoing: state === 'undoing',
            commanded_by: session.principal.userEntityRef,
            commanded_at: at,
          }),
    });
    if (!moved) throw notNow(command, wave);
    runner.begin();
    return this.get(id, session);
  }

  /** Checks the permissions for each item that is about to change. */
  async #permit(
    wave: WaveRow,
    { undoes, at }: { undoes: boolean; at: string },
    session: OwnSession,
  ): Promise<void> {
    const { items: authorizer, waves } = this.#o;
    const { id, kind } = wave;
    const states: WaveItemState[] =
      wave.state === 'ready'
        ? ['pending']
        : ['failed', 'running', 'blocked', 'pending'];
    const asked = undoes
      ? // A running item can write before the undo reaches it.
        (await waves.items(id)).filter(
          item => isChanged(item) || item.state === 'running',
        )
      : await waves.items(id, states);
    const caller = await authorizer.callerOf(session);
    await mapConcurrently(ASKED_AT_ONCE, asked, async item => {
      const question = { ...item, kind };
      const permit = undoes
        ? await authorizer.permitUndo(question, caller)
        : await authorizer.permitChange(question, caller);
      await waves.setItem(
        item,
        undoes ? undoChange(permit, at) : itemChange(item, permit),
      );
    });
  }

  /**
   * Returns the items that the caller may read, based on the records of either IAM service account. If both are deleted, only names remain to show.
   */
  async #readable(
    items: StoredItem[],
    session: OwnSession,
  ): Promise<StoredItem[]> {
    const { authorizer, store } = this.#o;
    const [permit] = await authorizer.authorize(session, [
      irsaServiceAccountReadPermission,
    ]);
    const accounts = await store.getMany(
      items.flatMap(({ sourceId, serviceAccountId }) => [
        sourceId,
        serviceAccountId,
      ]),
    );
    const known = new Set(accounts.map(({ id }) => id));
    const given = new Set((await permit.filter(accounts)).map(({ id }) => id));
    return items.filter(({ sourceId, serviceAccountId }) =>
      known.has(sourceId)
        ? given.has(sourceId)
        : !known.has(serviceAccountId) || given.has(serviceAccountId),
    );
  }

  async #find(id: string, session: OwnSession): Promise<WaveRow> {
    await this.#require(session);
    const row = await this.#o.waves.get(id);
    const isOwn = row?.created_by === session.principal.userEntityRef;
    if (
      row &&
      (isOwn || (await this.#o.memberships.isAdministrator(session)))
    ) {
      return row;
    }
    throw new NotFoundError(`Wave ${id} not found.`);
  }

  #require(session: OwnSession): Promise<void> {
    return this.#o.authorizer.requireBasic(session, irsaWavePermission);
  }

  async #toWave(row: WaveRow): Promise<Wave> {
    return toWave(row, {
      ...NO_ITEMS,
      ...(await this.#o.waves.counts(row.id)),
    });
  }
}

function notNow(command: WaveCommand, { state }: WaveRow): ConflictError {
  const why =
    command === 'start' && state === 'ready'
      ? ', and every item is blocked'
      : '';
  return new ConflictError(
    `The wave is ${state}${why}: it cannot ${command} now.`,
  );
}
