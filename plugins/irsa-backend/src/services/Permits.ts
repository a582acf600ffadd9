import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  type PermissionRuleset,
} from '@backstage/plugin-permission-node';
import type {
  IamServiceAccount,
  IrsaServiceAccountPermission,
} from '@backstage-irsa/plugin-irsa-common';
import type { IrsaServiceAccountResource } from '../permissionRules/resource';
import type { Resources } from './Resources';

/** A permission that a caller has: for all IAM service accounts, or for those that meet conditions. */
export interface Permit {
  /** Those that it is given for. */
  filter(accounts: IamServiceAccount[]): Promise<IamServiceAccount[]>;
  /**
   * Refuses when it is not given for this one.
   *
   * @throws NotAllowedError
   */
  require(account: IamServiceAccount): Promise<void>;
  /**
   * Refuses when it is not given for what a spec asks for.
   *
   * @throws NotAllowedError
   */
  requireFor(target: IrsaServiceAccountResource): void;
}

/** Asks the permission policy, and applies the conditions it answers with. */
export class Permits {
  readonly #permissions: PermissionsService;
  readonly #resources: Resources;
  readonly #fits: (
    decision: PolicyDecision,
    resource: IrsaServiceAccountResource,
  ) => boolean;

  static create(options: {
    permissions: PermissionsService;
    resources: Resources;
    ruleset: PermissionRuleset<IrsaServiceAccountResource>;
  }): Permits {
    return new Permits(options);
  }

  private constructor(options: {
    permissions: PermissionsService;
    resources: Resources;
    ruleset: PermissionRuleset<IrsaServiceAccountResource>;
  }) {
    this.#permissions = options.permissions;
    this.#resources = options.resources;
    this.#fits = createConditionAuthorizer(options.ruleset);
  }

  /**
   * One permit for each permission, in their order. Nothing is looked up yet: who is refused outright learns nothing.
   *
   * @throws NotAllowedError - that names the first permission that is given for nothing at all.
   */
  async of(
    credentials: BackstageCredentials,
    permissions: IrsaServiceAccountPermission[],
  ): Promise<Permit[]> {
    const decisions = await this.#permissions.authorizeConditional(
      permissions.map(permission => ({ permission })),
      { credentials },
    );
    return permissions.map((permission, index) => {
      const decision = decisions[index];
      if (decision.result === AuthorizeResult.DENY) {
        throw new NotAllowedError(
          `The permission ${permission.name} is not given to you.`,
        );
      }
      return this.#permit(permission, decision);
    });
  }

  /**
   * Refuses who has the permission for nothing at all: for what is about no IAM service account in particular.
   *
   * @throws NotAllowedError
   */
  async requireAny(
    credentials: BackstageCredentials,
    permission: IrsaServiceAccountPermission,
  ): Promise<void> {
    await this.of(credentials, [permission]);
  }

  #permit(
    permission: IrsaServiceAccountPermission,
    decision: PolicyDecision,
  ): Permit {
    const requireFor = (target: IrsaServiceAccountResource) => {
      if (!this.#fits(decision, target)) {
        throw new NotAllowedError(
          `The permission ${permission.name} is not given to you for ${target.cluster}/${target.namespace}/${target.name}.`,
        );
      }
    };
    if (decision.result === AuthorizeResult.ALLOW) {
      return {
        filter: async accounts => accounts,
        require: async () => {},
        requireFor,
      };
    }
    return {
      filter: async accounts => {
        const resources = await this.#resources.of(accounts);
        return accounts.filter((_, at) => this.#fits(decision, resources[at]));
      },
      require: async account => {
        const [resource] = await this.#resources.of([account]);
        requireFor(resource);
      },
      requireFor,
    };
  }
}
