import { Readable } from 'node:stream';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { irsaAuditReadPermission } from '@backstage-irsa/plugin-irsa-common';
import {
  type ChangeDetails,
  type ChangeList,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';
import type { Memberships } from '../Memberships';
import type { AuditConfig } from '../../config/audit';
import type { Authorizer } from '../Authorizer';
import type { AccessReview } from './AccessReview';
import type { ChangeFilter, ChangePage, ChangeReader } from './ChangeReader';
import { cursorAfter, readCursor } from './cursor';
import type { NameUser } from './pseudonyms';

interface ChangesOptions {
  config: Pick<AuditConfig, 'readerGroups'>;
  memberships: Pick<Memberships, 'groupsOf'>;
  nameUser: NameUser;
  authorizer: Authorizer;
  reader: ChangeReader;
  review: AccessReview;
}

/** The number of rows that are read at once for an export. */
const ROWS_AT_ONCE = 50;

/** Reads recorded changes and the access review, for auditors. */
export class Changes {
  readonly #o: ChangesOptions;

  constructor(options: ChangesOptions) {
    this.#o = options;
  }

  /** Lists the changes that match a filter. @throws NotAllowedError; InputError - for an invalid cursor. */
  async list(
    filter: ChangeFilter,
    page: { cursor?: string; limit: number },
    credentials: BackstageCredentials,
  ): Promise<ChangeList> {
    await this.#requireAuditor(credentials);
    return this.#page(filter, page);
  }

  /** Returns one change with its documents. @throws NotAllowedError; NotFoundError */
  async get(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<ChangeDetails> {
    await this.#requireAuditor(credentials);
    const change = await this.#o.reader.get(id);
    if (!change) throw new NotFoundError(`Change ${id} not found.`);
    return change;
  }

  /**
   * Lists the changes of an IAM service account that the caller may read, without documents. Contains only changes made for its recorded owner,
   * because a later owner must not see the changes of an earlier one.
   */
  async ofServiceAccount(
    { id, owner }: IamServiceAccount,
    page: { cursor?: string; limit: number },
  ): Promise<ChangeList> {
    if (owner === null) return { items: [], total: 0 };
    const filter = { serviceAccountId: id, owner: this.#o.nameUser(owner) };
    return this.#page(filter, page);
  }

  /** Exports the changes that match a filter, with their writes. @throws NotAllowedError */
  async export(
    filter: ChangeFilter,
    credentials: BackstageCredentials,
  ): Promise<Readable> {
    await this.#requireAuditor(credentials);
    return Readable.from(this.#rows(filter));
  }

  /** Exports the access review. @throws NotAllowedError */
  async accessReview(credentials: BackstageCredentials): Promise<Readable> {
    await this.#requireAuditor(credentials);
    return Readable.from(this.#o.review.rows());
  }

  /**
   * Checks the permission and the membership in a configured group. The permission alone is not enough, because Backstage's default policy allows
   * everything to everybody.
   */
  async #requireAuditor(credentials: BackstageCredentials): Promise<void> {
    await this.#o.authorizer.requireBasic(credentials, irsaAuditReadPermission);
    const { readerGroups } = this.#o.config;
    const groups = await this.#o.memberships.groupsOf(credentials);
    if (readerGroups.some(ref => groups.includes(ref))) return;
    throw new NotAllowedError(
      `Only members of irsa.audit.readerGroups can read recorded changes: ${
        readerGroups.join(', ') || 'no group is configured'
      }.`,
    );
  }

  async #page(
    filter: ChangeFilter,
    { cursor, limit }: { cursor?: string; limit: number },
  ): Promise<ChangeList> {
    const after = cursor === undefined ? undefined : readCursor(cursor);
    const { items, total, more } = await this.#o.reader.page(filter, {
      after,
      limit,
    });
    const last = items[items.length - 1];
    return {
      items,
      total,
      ...(more && last && { nextCursor: cursorAfter(last) }),
    };
  }

  async *#rows(filter: ChangeFilter): AsyncGenerator<object> {
    const page: ChangePage = { limit: ROWS_AT_ONCE };
    for (;;) {
      const { items, more } = await this.#o.reader.page(filter, page);
      for (const change of await this.#o.reader.withWrites(items)) {
        const requests = change.writes.flatMap(write => write.requests);
        yield {
          ...change,
          requestIds: requests.map(({ requestId }) => requestId),
        };
      }
      if (!more) return;
      page.after = items[items.length - 1];
    }
  }
}
