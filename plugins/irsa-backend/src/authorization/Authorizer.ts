import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
  type ConditionTransformer,
  type PermissionRuleset,
} from '@backstage/plugin-permission-node';
import {
  irsaServiceAccountReadPermission,
  type IrsaServiceAccountPermission,
} from '@backstage-irsa/plugin-irsa-common';
import { type IamServiceAccount } from '@backstage-irsa/core/model';
import type {
  IrsaServiceAccountFilter,
  IrsaServiceAccountResource,
} from './permissionRules/resource';
import { SingleFlight } from '../lib/SingleFlight';
import type { Visibility } from './visibility';
import type { Resources } from './Resources';

/** A permission of the caller, for all IAM service accounts or for those that meet conditions. */
export interface Permit {
  /** Returns the IAM service accounts that the permission covers. */
  filter(accounts: IamServiceAccount[]): Promise<IamServiceAccount[]>;
  /**
   * Checks that the permission covers the IAM service account.
   *
   * @throws NotAllowedError
   */
  require(account: IamServiceAccount): Promise<void>;
  /**
   * Checks that the permission covers the target of a spec.
   *
   * @throws NotAllowedError
   */
  requireFor(target: IrsaServiceAccountResource): void;
}

/**
 * Asks the permission policy, and applies the conditions of its decisions. Concurrent requests of one caller share a decision, because a page sends
 * many requests at once.
 */
export class Authorizer {
  readonly #permissions: PermissionsService;
  readonly #deciding = new SingleFlight<PolicyDecision[]>();
  readonly #resources: Resources;
  readonly #fits: (
    decision: PolicyDecision,
    resource: IrsaServiceAccountResource,
  ) => boolean;
  readonly #toFilter: ConditionTransformer<IrsaServiceAccountFilter>;

  constructor(options: {
    permissions: PermissionsService;
    resources: Resources;
    ruleset: PermissionRuleset<
      IrsaServiceAccountResource,
      IrsaServiceAccountFilter
    >;
  }) {
    this.#permissions = options.permissions;
    this.#resources = options.resources;
    this.#fits = createConditionAuthorizer(options.ruleset);
    this.#toFilter = createConditionTransformer(options.ruleset);
  }

  /**
   * Returns one permit for each permission, in the same order. Reads no data, so a caller who is denied outright learns nothing.
   *
   * @throws NotAllowedError - that names the first permission that the policy denies outright.
   */
  async authorize(
    credentials: BackstageCredentials,
    permissions: IrsaServiceAccountPermission[],
  ): Promise<Permit[]> {
    const decisions = await this.#decide(credentials, permissions);
    return permissions.map((permission, index) => {
      const decision = decisions[index];
      if (decision.result === AuthorizeResult.DENY) {
        throw notGiven(permission.name);
      }
      return this.#permit(permission, decision);
    });
  }

  /**
   * Checks that the permission covers at least some IAM service accounts. For requests that do not concern a particular one.
   *
   * @throws NotAllowedError
   */
  async requireAny(
    credentials: BackstageCredentials,
    permission: IrsaServiceAccountPermission,
  ): Promise<void> {
    await this.authorize(credentials, [permission]);
  }

  /** Whether the caller has a permission without a resource. */
  async has(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<boolean> {
    const key = JSON.stringify([credentials.principal, permission.name]);
    const [{ result }] = await this.#deciding.ask(key, () =>
      this.#permissions.authorize([{ permission }], { credentials }),
    );
    return result === AuthorizeResult.ALLOW;
  }

  /**
   * Checks that the caller has a permission without a resource.
   *
   * @throws NotAllowedError
   */
  async requireBasic(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<void> {
    if (await this.has(credentials, permission)) return;
    throw notGiven(permission.name);
  }

  /**
   * Returns which rows of the fleet the caller may see, based on the permission to read IAM service accounts.
   *
   * @throws NotAllowedError - if the policy denies it outright.
   */
  async visibility(credentials: BackstageCredentials): Promise<Visibility> {
    const permission = irsaServiceAccountReadPermission;
    const [decision] = await this.#decide(credentials, [permission]);
    if (decision.result === AuthorizeResult.DENY) {
      throw notGiven(permission.name);
    }
    return decision.result === AuthorizeResult.CONDITIONAL
      ? { criteria: this.#toFilter(decision.conditions) }
      : 'all';
  }

  #decide(
    credentials: BackstageCredentials,
    permissions: IrsaServiceAccountPermission[],
  ): Promise<PolicyDecision[]> {
    const names = permissions.map(({ name }) => name);
    return this.#deciding.ask(
      JSON.stringify([credentials.principal, names]),
      () =>
        this.#permissions.authorizeConditional(
          permissions.map(permission => ({ permission })),
          { credentials },
        ),
    );
  }

  #permit(
    permission: IrsaServiceAccountPermission,
    decision: PolicyDecision,
  ): Permit {
    const requireFor = (target: IrsaServiceAccountResource) => {
      if (!this.#fits(decision, target)) {
        throw new NotAllowedError(
          `You do not have the permission ${permission.name} for ${target.cluster}/${target.namespace}/${target.name}. Ask an administrator.`,
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

function notGiven(name: string): NotAllowedError {
  return new NotAllowedError(
    `You do not have the permission ${name}. Ask an administrator.`,
  );
}
