import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  irsaAdoptPermission,
  irsaServiceAccountCreatePermission,
  irsaServiceAccountReadPermission,
  irsaServiceAccountUpdatePermission,
  type IrsaServiceAccountPermission,
} from '@backstage-irsa/plugin-irsa-common';
import {
  type IamServiceAccount,
  type IamServiceAccountSpec,
  serviceAccountId,
} from '@backstage-irsa/core/model';
import { requireReadable } from '@backstage-irsa/core/planning';
import { nameInCluster } from '../serviceAccounts/nameInCluster';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import type { Access } from './Access';
import type { Ownership } from './specOwnership';
import type { Authorizer } from './Authorizer';
import type { Readers } from './Readers';
import type { Resources } from './Resources';

interface SpecAuthorizerOptions {
  access: Access;
  authorizer: Authorizer;
  readers: Readers;
  resources: Resources;
  store: ServiceAccountStore;
}

/** Authorizes specs, for both the recorded owner and the resulting owner. */
export class SpecAuthorizer {
  readonly #o: SpecAuthorizerOptions;

  constructor(options: SpecAuthorizerOptions) {
    this.#o = options;
  }

  /**
   * Checks the permissions of the caller, and returns the ownership of the spec.
   *
   * @param groups - as for `Access.ownership`
   * @throws NotAllowedError; InputError - if the spec is too large to read.
   */
  async authorizeSpec(
    spec: IamServiceAccountSpec,
    credentials: BackstageCredentials,
    permissions: IrsaServiceAccountPermission[],
    groups?: string[],
  ): Promise<Ownership> {
    const { authorizer, resources, store } = this.#o;
    const granted = await authorizer.authorize(credentials, permissions);
    requireReadable(spec);
    const recorded = await store.get(serviceAccountId(spec));
    const ownership = await this.#ownershipOf(spec, recorded, {
      credentials,
      groups,
    });
    // Without an owner, the spec violates a rule, which is more informative than a refusal. Nothing is read or written for it.
    if (ownership.owner === undefined) return ownership;
    const target = resources.target(spec, ownership);
    for (const permit of granted) {
      permit.requireFor(target);
      if (recorded?.owner && !ownership.isUntold)
        await permit.require(recorded);
    }
    return ownership;
  }

  /** Like `authorizeSpec`, but for a delivery: requires the permission to create or to update. */
  async authorizeDelivery(
    spec: IamServiceAccountSpec,
    credentials: BackstageCredentials,
  ): Promise<Ownership> {
    const permission = await this.#changePermission(spec);
    return this.authorizeSpec(spec, credentials, [permission]);
  }

  /** Like `authorizeSpec`, but for an apply: requires the permission to create or to update, and to adopt if the spec adopts. */
  async authorizeApply(
    spec: IamServiceAccountSpec,
    credentials: BackstageCredentials,
    groups?: string[],
  ): Promise<Ownership> {
    const permissions = [
      await this.#changePermission(spec),
      ...(spec.adopt ? [irsaAdoptPermission] : []),
    ];
    return this.authorizeSpec(spec, credentials, permissions, groups);
  }

  /**
   * Determines the ownership. Does not disclose the recorded owner to a caller who may not read the IAM service account, nor that it exists to one
   * who may not use its namespace either.
   */
  async #ownershipOf(
    spec: IamServiceAccountSpec,
    recorded: IamServiceAccount | undefined,
    caller: { credentials: BackstageCredentials; groups?: string[] },
  ): Promise<Ownership> {
    const { credentials, groups } = caller;
    const { access } = this.#o;
    try {
      return await access.ownership(spec, credentials, groups);
    } catch (error) {
      if (!(error instanceof NotAllowedError) || !recorded?.owner) throw error;
      if (await this.#mayRead(recorded, credentials)) throw error;
      const ownership = await access.newOwnership(spec, credentials, groups);
      const { owner } = ownership;
      if (owner === undefined || !access.mayUse([owner], spec)) {
        return { ...ownership, isUntold: true };
      }
      throw new NotAllowedError(
        `ServiceAccount ${nameInCluster(
          recorded,
        )} belongs to another owner. Choose another name.`,
      );
    }
  }

  async #mayRead(
    account: IamServiceAccount,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const { authorizer, readers } = this.#o;
    const [read] = await authorizer.authorize(credentials, [
      irsaServiceAccountReadPermission,
    ]);
    const [given] = await read.filter([account]);
    return given !== undefined && (await readers.shows(given, credentials));
  }

  async #changePermission(spec: IamServiceAccountSpec) {
    const recorded = await this.#o.store.get(serviceAccountId(spec));
    return recorded?.owner
      ? irsaServiceAccountUpdatePermission
      : irsaServiceAccountCreatePermission;
  }
}
