import { NotFoundError } from '@backstage/errors';
import {
  type ClusterConfig,
  DOCUMENT_SIZE_RULES,
  formatServiceAccountRef,
  type IamServiceAccount,
  type Violation,
  withoutAdoption,
} from '@backstage-irsa/core/model';
import type { IrsaConfig } from '../../config/types';
import type { Observer } from '../../observe/Observer';
import type { Evaluator } from '../../permissions/evaluator/Evaluator';
import {
  checkAgainstConfig,
  recordedArns,
  recoveredSpec,
  plannedRoleUse,
} from '@backstage-irsa/core/planning';
import { mayUseNamespace } from '@backstage-irsa/core/ownership';
import type { Planner } from '../Planner';
import type { ManagedObjectStore } from '../../serviceAccounts/ManagedObjectStore';
import { nameInCluster } from '../../serviceAccounts/nameInCluster';
import type { ServiceAccountStore } from '../../serviceAccounts/ServiceAccountStore';

/**
 * The spec rules that depend on the owner, and those without which the others do not judge: about a cluster or account that is not configured, and
 * about the size of a document. Other rules apply to the next apply of any owner.
 */
const OWNER_RULES = new Set([
  'cluster-configured',
  'account-configured',
  'namespace-owner',
  'account-owner',
  'resource-owner',
  ...DOCUMENT_SIZE_RULES,
]);

interface TransferRulesOptions {
  config: IrsaConfig;
  evaluator: Evaluator;
  observer: Observer;
  managed: ManagedObjectStore;
  planner: Planner;
  store: ServiceAccountStore;
}

/** Checks what prevents a transfer to a new owner: the current namespace and resource rules, and roles that would have two owners. */
export class TransferRules {
  readonly #o: TransferRulesOptions;

  constructor(options: TransferRulesOptions) {
    this.#o = options;
  }

  /**
   * Checks the stored IAM service account. Call it under the claim of its ServiceAccount and the leases of `rolesOf`: before, its spec can change,
   * and others can join its role.
   *
   * @param together - IDs of IAM service accounts that are transferred to the same owner at the same time
   */
  async check(
    id: string,
    owner: string,
    together: ReadonlySet<string> = new Set(),
  ): Promise<Violation[]> {
    const account = await this.#o.store.get(id);
    if (!account)
      throw new NotFoundError(`IAM service account ${id} not found.`);
    return [
      ...(await this.checkOwner(account, owner)),
      ...(await this.checkSharedRoles(account, together)),
    ];
  }

  /** Returns the ARNs of the roles that are recorded for the IAM service account. */
  async rolesOf({ id }: IamServiceAccount): Promise<string[]> {
    return recordedArns('role', await this.#o.managed.objectsOf(id));
  }

  /** Checks whether the new owner may have the IAM service account. */
  async checkOwner(
    account: IamServiceAccount,
    owner: string,
  ): Promise<Violation[]> {
    const { spec } = account;
    if (!spec) return this.#withoutSpec(account, owner);
    const asked = { ...withoutAdoption(spec), owner };
    const ownership = {
      entityRef: account.entityRef ?? undefined,
      owner,
      violations: [],
    };
    const { planner } = this.#o;
    const request = await planner.ask(asked, ownership, { moves: true });
    const broken = aboutOwner(request.judgment.violations);
    const isReadToo =
      (spec.managedPolicyArns ?? []).length > 0 ||
      spec.adopt ||
      (await this.#o.managed.hasAdopted(account.id));
    if (broken.length > 0 || !isReadToo) return broken;
    const { violations, context } = await planner.prepare(request);
    // If another rule stops the plan, the resources that the policies grant were not read.
    return context ? aboutOwner(violations) : violations;
  }

  /**
   * Checks an IAM service account without a spec. A delivered but not applied one has the role from its files. A recovered one has a recorded role,
   * which is judged as it is.
   */
  async #withoutSpec(
    account: IamServiceAccount,
    owner: string,
  ): Promise<Violation[]> {
    const { cluster, namespace } = account;
    const { clusters, namespaceRules } = this.#o.config;
    const config = clusters.find(({ name }) => name === cluster);
    if (
      !config ||
      !mayUseNamespace(namespaceRules, [owner], config, namespace)
    ) {
      return [
        {
          field: 'namespace',
          rule: 'namespace-owner',
          message: `${owner} may not use namespace "${namespace}" of cluster ${cluster}. Ask an administrator for a rule in irsa.namespaceRules.`,
        },
      ];
    }
    const roleArns = await this.rolesOf(account);
    return roleArns.length === 0
      ? []
      : this.#checkRecovered(account, owner, { config, roleArns });
  }

  /** Judges the actual permissions of a recovered role, because its spec is unknown and the new owner gets these permissions. */
  async #checkRecovered(
    account: IamServiceAccount,
    owner: string,
    { config, roleArns }: { config: ClusterConfig; roleArns: string[] },
  ): Promise<Violation[]> {
    const { config: irsa, evaluator, observer, planner } = this.#o;
    const look = observer.look(config, account);
    const [serviceAccount, association] = await Promise.all([
      look.serviceAccount(),
      look.association(),
    ]);
    const link = { serviceAccount, association };
    const spec = recoveredSpec(account, config, link);
    const entityRef = account.entityRef ?? '';
    const context =
      spec &&
      (await planner.standing(
        { ...spec, entityRef },
        { entityRef, owner, violations: [] },
        look,
      ));
    if (!context || !roleArns.includes(context.desired.roleArn)) {
      return [
        {
          field: 'owner',
          rule: 'resource-owner',
          message: `No spec is recorded for ServiceAccount ${formatServiceAccountRef(
            account,
          )}, and it no longer names its role. Apply its spec first.`,
        },
      ];
    }
    const { desired, observed, own, ownership } = context;
    return [
      ...aboutOwner(checkAgainstConfig(desired.spec, irsa, owner)),
      ...(await evaluator.run('observedResources', {
        ...{ spec: desired.spec, observed },
        place: { config: irsa, cluster: config, owner, recorded: undefined },
        use: plannedRoleUse(observed, own, ownership),
      })),
    ];
  }

  /** @param together - IDs of IAM service accounts that are transferred to the same owner at the same time */
  async checkSharedRoles(
    account: IamServiceAccount,
    together: ReadonlySet<string>,
  ): Promise<Violation[]> {
    const { managed, store } = this.#o;
    const others = await managed.othersWith(
      account.id,
      await this.rolesOf(account),
    );
    const left = others.filter(other => !together.has(other));
    if (left.length === 0) return [];
    const names = (await store.getMany(left)).map(nameInCluster);
    return [
      {
        field: 'owner',
        rule: 'shared-role',
        message: `Its role is shared with ${names.join(
          ', ',
        )}, and a role has one owner. Ask an administrator to transfer them together in bulk.`,
      },
    ];
  }
}

function aboutOwner(violations: Violation[]): Violation[] {
  return violations.filter(({ rule }) => OWNER_RULES.has(rule));
}
