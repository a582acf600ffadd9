import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type {
  IamServiceAccount,
  IamServiceAccountList,
} from '@backstage-irsa/core/model';
import {
  irsaServiceAccountReadPermission,
  type IrsaServiceAccountPermission,
} from '@backstage-irsa/plugin-irsa-common';
import type { ReadableStore } from '../authorization/ReadableStore';
import type {
  ListFilter,
  ServiceAccountStore,
} from '../serviceAccounts/ServiceAccountStore';
import { cursorAfter, positionOf } from '../lib/page';
import type { Permit, Authorizer } from '../authorization/Authorizer';
import type { Readers } from '../authorization/Readers';

/** IAM service accounts as people read them, from the store. */
export class ServiceAccounts {
  readonly #authorizer: Authorizer;
  readonly #readableStore: ReadableStore;
  readonly #readers: Readers;
  readonly #store: ServiceAccountStore;

  constructor(options: {
    authorizer: Authorizer;
    readableStore: ReadableStore;
    readers: Readers;
    store: ServiceAccountStore;
  }) {
    this.#authorizer = options.authorizer;
    this.#readableStore = options.readableStore;
    this.#readers = options.readers;
    this.#store = options.store;
  }

  /**
   * One that the caller may read, and has the permission for.
   *
   * @throws NotFoundError - when it is not to be read; NotAllowedError - when it is, but not this.
   */
  async get(
    id: string,
    credentials: BackstageCredentials,
    permission: IrsaServiceAccountPermission = irsaServiceAccountReadPermission,
  ): Promise<IamServiceAccount> {
    const [asked, read] = await this.#authorizer.authorize(credentials, [
      permission,
      irsaServiceAccountReadPermission,
    ]);
    const account = await this.#find(id, read, credentials);
    if (!account) throw new NotFoundError(`No IAM service account ${id}.`);
    await asked.require(account);
    return account;
  }

  /**
   * As `get`, where it may well be none that the caller may read: then undefined.
   *
   * @throws NotAllowedError - to whom the permission to read is given for nothing at all.
   */
  async find(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<IamServiceAccount | undefined> {
    const [read] = await this.#authorizer.authorize(credentials, [
      irsaServiceAccountReadPermission,
    ]);
    return this.#find(id, read, credentials);
  }

  /** One page of those that match and that the caller may read. */
  async list(
    filter: ListFilter,
    page: { cursor?: string; limit: number },
    credentials: BackstageCredentials,
  ): Promise<IamServiceAccountList> {
    const readable = await this.#readers.readable(credentials);
    const { items, total, more } = await this.#readableStore.page(
      { filter, ...positionOf(page) },
      readable,
    );
    const last = items[items.length - 1];
    return {
      items,
      total,
      ...(more && last && { nextCursor: cursorAfter(last) }),
    };
  }

  async #find(
    id: string,
    read: Permit,
    credentials: BackstageCredentials,
  ): Promise<IamServiceAccount | undefined> {
    const account = await this.#store.get(id);
    const [readable] = account ? await read.filter([account]) : [];
    return readable && (await this.#readers.shows(readable, credentials))
      ? readable
      : undefined;
  }
}
