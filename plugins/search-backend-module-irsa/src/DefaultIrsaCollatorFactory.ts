import { Readable } from 'node:stream';
import type { AuthService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { DocumentCollatorFactory } from '@backstage/plugin-search-common';
import {
  allItems,
  irsaServiceAccountReadPermission,
} from '@backstage-irsa/plugin-irsa-common';
import { type FleetServiceAccount } from '@backstage-irsa/core/model';
import type { IrsaService } from '@backstage-irsa/plugin-irsa-node';
import { readCollatorConfig } from './config';
import {
  findingDocument,
  roleDocument,
  serviceAccountDocument,
  type IrsaDocument,
} from './documents';

/** The services that the collator uses to read. @public */
export interface DefaultIrsaCollatorFactoryOptions {
  auth: AuthService;
  irsa: IrsaService;
}

/**
 * Creates documents of type `irsa`: IAM service accounts, and the roles and open findings that belong to one, as of the last scan. Results are shown
 * to everyone who may read that IAM service account. The search does not check a second permission, so objects that only the fleet page shows have no
 * documents.
 *
 * @public
 */
export class DefaultIrsaCollatorFactory implements DocumentCollatorFactory {
  readonly type = 'irsa';
  readonly visibilityPermission = irsaServiceAccountReadPermission;

  readonly #auth: AuthService;
  readonly #irsa: IrsaService;
  readonly #batchSize: number;

  static fromConfig(
    config: Config,
    options: DefaultIrsaCollatorFactoryOptions,
  ): DefaultIrsaCollatorFactory {
    const { batchSize } = readCollatorConfig(config);
    return new DefaultIrsaCollatorFactory(options, batchSize);
  }

  private constructor(
    options: DefaultIrsaCollatorFactoryOptions,
    batchSize: number,
  ) {
    this.#auth = options.auth;
    this.#irsa = options.irsa;
    this.#batchSize = batchSize;
  }

  /** {@inheritDoc @backstage/plugin-search-common#DocumentCollatorFactory.getCollator} */
  async getCollator(): Promise<Readable> {
    return Readable.from(this.#documents());
  }

  async *#documents(): AsyncGenerator<IrsaDocument> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const irsa = this.#irsa.as({ credentials });
    const size = this.#batchSize;
    const accounts = new Map<string, FleetServiceAccount>();
    const holders = new Map<string, FleetServiceAccount>();
    // Names and ages do not change between two pages: a row that moves within the order could be lost.
    for await (const account of allItems(
      page => irsa.listFleetServiceAccounts({ ...page, sort: 'place' }),
      size,
    )) {
      accounts.set(account.id, account);
      if (account.roleId !== null && !holders.has(account.roleId)) {
        holders.set(account.roleId, account);
      }
      yield serviceAccountDocument(account);
    }
    for await (const role of allItems(
      page => irsa.listRoles({ ...page, sort: 'name' }),
      size,
    )) {
      const holder = holders.get(role.id);
      if (holder) yield roleDocument(role, holder);
    }
    for await (const finding of allItems(
      page => irsa.listFindings({ ...page, sort: 'age' }),
      size,
    )) {
      const { id } = finding.subject;
      const account = accounts.get(id) ?? holders.get(id);
      if (account) yield findingDocument(finding, account);
    }
  }
}
