import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  irsaAdoptPermission,
  irsaServiceAccountCreatePermission,
  irsaServiceAccountUpdatePermission,
  type IrsaServiceAccountPermission,
} from '@backstage-irsa/plugin-irsa-common';
import {
  type IamServiceAccountSpec,
  serviceAccountId,
} from '@backstage-irsa/core/model';
import { requireReadable } from '@backstage-irsa/core/planning';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import type { Access } from './Access';
import type { Ownership } from './specOwnership';
import type { Authorizer } from './Authorizer';
import type { Resources } from './Resources';

interface SpecAuthorizerOptions {
  access: Access;
  authorizer: Authorizer;
  resources: Resources;
  store: ServiceAccountStore;
}

/** Authorizes specs: for the owner that is recorded, and for the one that they lead to. */
export class SpecAuthorizer {
  readonly #o: SpecAuthorizerOptions;

  constructor(options: SpecAuthorizerOptions) {
    this.#o = options;
  }

  /**
   * Returns the ownership of a spec after the caller's permissions are checked.
   *
   * @throws NotAllowedError; InputError - when the spec is too large to read.
   */
  async authorizeSpec(
    spec: IamServiceAccountSpec,
    credentials: BackstageCredentials,
    permissions: IrsaServiceAccountPermission[],
  ): Promise<Ownership> {
    const { access, authorizer, resources, store } = this.#o;
    const granted = await authorizer.authorize(credentials, permissions);
    requireReadable(spec);
    const ownership = await access.ownership(spec, credentials);
    // Without an owner the spec violates a rule, which says more than a refusal, and nothing is read or written for it.
    if (ownership.owner === undefined) return ownership;
    const recorded = await store.get(serviceAccountId(spec));
    const target = resources.target(spec, ownership);
    for (const permit of granted) {
      permit.requireFor(target);
      if (recorded?.owner) await permit.require(recorded);
    }
    return ownership;
  }

  /** As `authorizeSpec`, to deliver: with the permission to create or to update. */
  async authorizeDelivery(
    spec: IamServiceAccountSpec,
    credentials: BackstageCredentials,
  ): Promise<Ownership> {
    const permission = await this.#changePermission(spec);
    return this.authorizeSpec(spec, credentials, [permission]);
  }

  /** As `authorizeSpec`, to apply: with the permission to create or to update, and to adopt where the spec does. */
  async authorizeApply(
    spec: IamServiceAccountSpec,
    credentials: BackstageCredentials,
  ): Promise<Ownership> {
    return this.authorizeSpec(spec, credentials, [
      await this.#changePermission(spec),
      ...(spec.adopt ? [irsaAdoptPermission] : []),
    ]);
  }

  async #changePermission(spec: IamServiceAccountSpec) {
    const recorded = await this.#o.store.get(serviceAccountId(spec));
    return recorded?.owner
      ? irsaServiceAccountUpdatePermission
      : irsaServiceAccountCreatePermission;
  }
}
