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

/** Reads IAM service accounts from the store, as far as the caller may. */
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
   * Returns an IAM service account that the caller may read, and for which the caller has the permission.
   *
   * @throws NotFoundError - if the caller may not read it; NotAllowedError - if the caller may read it but lacks the permission.
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
    if (!account)
      throw new NotFoundError(`IAM service account ${id} not found.`);
    await asked.require(account);
    return account;
  }

  /**
   * Like `get`, but returns undefined if there is no such IAM service account that the caller may read.
   *
   * @throws NotAllowedError - if the caller has the read permission for nothing at all.
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

  /** Returns one page of the IAM service accounts that match and that the caller may read. */
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
