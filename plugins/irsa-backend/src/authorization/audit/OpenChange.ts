import { randomUUID } from 'node:crypto';
import type {
  AuditorService,
  AuditorServiceEvent,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  formatServiceAccountRef,
  type AwsRequest,
  type ChangeWrite,
} from '@backstage-irsa/core/model';
import { collectRequests } from './awsRequests';
import { redact } from '@backstage-irsa/core/diagnosis';
import { databaseTrouble } from '../../lib/databaseErrors';
import { canonicalJson, canonicalDigest, documentsOf } from './documents';
import type { ChangeStore } from './ChangeStore';
import type { NameUser } from './pseudonyms';
import type { NewChange, NewWrite, Outcome, StoredChange } from './types';

/** The dependencies for recording changes. */
export interface RecordingOptions {
  auditor: AuditorService;
  logger: LoggerService;
  nameUser: NameUser;
  store: ChangeStore;
}

/** The actions that give nobody access. */
const MEDIUM = ['deliver', 'finding-accept', 'finding-reopen', 'link'];

/** A change in progress. Every write is stored before it is made, so that an interrupted process leaves it as `pending`. */
export class OpenChange {
  readonly #o: RecordingOptions;
  readonly #change: StoredChange;
  readonly #event: AuditorServiceEvent;
  readonly #writes: ChangeWrite[] = [];

  /** Stores the change and reports it to the auditor service. @throws database errors; then nothing may be written. */
  static async begin(
    options: RecordingOptions,
    asked: NewChange,
  ): Promise<OpenChange> {
    const { reason, ...rest } = asked;
    const change: StoredChange = {
      ...withoutNames(options, {
        ...rest,
        ...(reason && { reason: redact(reason) }),
      }),
      id: randomUUID(),
      startedAt: new Date().toISOString(),
    };
    await options.store.insert(change);
    const event = await options.auditor.createEvent({
      eventId: 'change-record',
      severityLevel: MEDIUM.includes(change.action) ? 'medium' : 'high',
      meta: metaOf(change),
    });
    return new OpenChange(options, { change, event });
  }

  private constructor(
    options: RecordingOptions,
    opened: { change: StoredChange; event: AuditorServiceEvent },
  ) {
    this.#o = options;
    this.#change = opened.change;
    this.#event = opened.event;
  }

  /** Makes one write, and records it before and after. @throws errors of `work`, and database errors before it. */
  async write<T>(asked: NewWrite, work: () => Promise<T>): Promise<T> {
    const position = this.#writes.length;
    const shown = withoutNames(this.#o, asked);
    const { action, target, summary } = shown;
    const documents = documentsOf(shown);
    const startedAt = new Date().toISOString();
    const stored = { action, target, summary, documents, startedAt };
    await this.#o.store.insertWrite(this.#change.id, position, stored);
    this.#writes.push({ ...stored, result: 'pending', requests: [] });
    const requests: AwsRequest[] = [];
    try {
      const answer = await collectRequests(requests, work);
      await this.#endWrite(position, outcomeOf(requests));
      return answer;
    } catch (error) {
      const outcome = outcomeOf(requests, error);
      await this.#endWrite(position, withoutNames(this.#o, outcome));
      throw error;
    }
  }

  /** Stores the result, and reports it to the auditor service. */
  async end(error?: unknown): Promise<void> {
    const digest = canonicalDigest(this.#writes);
    const outcome = withoutNames(this.#o, outcomeOf([], error));
    await this.#store(-1, { ...outcome, digest });
    const writes = this.#writes.map(({ target, requests, result }) => ({
      target: { ...target },
      result,
      requestIds: requests.map(({ requestId }) => requestId),
    }));
    const meta = { digest, writes };
    if (outcome.result === 'succeeded') await this.#event.success({ meta });
    else await this.#event.fail({ error: new Error(outcome.message), meta });
  }

  async #endWrite(position: number, outcome: Outcome): Promise<void> {
    Object.assign(this.#writes[position], outcome);
    await this.#store(position, outcome);
  }

  /** Stores a result. A database error must not hide that the write was made, so it is only logged; the result stays `pending`. */
  async #store(
    position: number,
    outcome: Outcome & { digest?: string },
  ): Promise<void> {
    const { id } = this.#change;
    try {
      await this.#o.store.insertResult(id, position, outcome);
    } catch (error) {
      this.#o.logger.error(
        `The result of change ${id} (${outcome.result}) could not be stored: ${
          databaseTrouble(error)?.message ?? 'unknown error'
        }`,
      );
    }
  }
}

/**
 * A reference of a user entity within JSON. Its last character is a letter, a digit, a hyphen or an underscore. The letter of an escaped character,
 * as in a newline, does not belong to the word that follows.
 */
const USER_REF =
  /(?<!(?<!\\|\\u[0-9a-f]{0,3})[\w:])user:[\w.-]+\/[\w-]+(?:\.[\w-]+)*/gi;

/** Replaces all users by their pseudonyms: those of the change, and those in owner tags, acceptances, and texts. */
function withoutNames<T extends object>(
  { nameUser }: Pick<RecordingOptions, 'nameUser'>,
  recorded: T,
): T {
  return JSON.parse(canonicalJson(recorded).replace(USER_REF, nameUser));
}

function outcomeOf(requests: AwsRequest[], error?: unknown): Outcome {
  const endedAt = new Date().toISOString();
  if (error === undefined) return { result: 'succeeded', requests, endedAt };
  const told = databaseTrouble(error) ?? error;
  const message = redact(isError(told) ? told.message : 'Unknown error');
  return { result: 'failed', message, requests, endedAt };
}

function metaOf({ id, serviceAccount, ...change }: StoredChange): JsonObject {
  return {
    changeId: id,
    ...JSON.parse(JSON.stringify(change)),
    ...(serviceAccount && {
      serviceAccount: formatServiceAccountRef(serviceAccount),
    }),
  };
}
