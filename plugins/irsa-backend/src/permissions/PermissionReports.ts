import {
  type EffectivePermissions,
  type IamServiceAccount,
  type LastAccessedReport,
  type LayerReading,
  type SimulationRequest,
  type SimulationResult,
} from '@backstage-irsa/core/model';
import type { OrganizationReader } from '@backstage-irsa/core/organization';
import { clusterNamed } from '../config/clusterNamed';
import type { IrsaConfig } from '../config/types';
import type { Evaluator } from './evaluator/Evaluator';
import type { Observer } from '../observe/Observer';
import {
  compareWithAws,
  lastAccessedReport,
  evaluablePolicies,
  policySetOf,
  organizationsOf,
  requestsForAws,
  sessionTagsOf,
} from '@backstage-irsa/core/permissions';
import { checkSimulationRequests } from '@backstage-irsa/core/planning';
import type { PermissionsStore } from './PermissionsStore';
import type { ProofStore } from '../serviceAccounts/ProofStore';
import { notVerified, unavailable, violationsError } from '../lib/errors';
import { requireOwnRole } from './ownRole';

interface Options {
  config: IrsaConfig;
  evaluator: Evaluator;
  observer: Observer;
  organizations: OrganizationReader;
  permissions: PermissionsStore;
  proofs: ProofStore;
}

/** The reading of resource policies for the list of permissions, which concerns no specific resource. */
const RESOURCES_NOT_READ: LayerReading = {
  ...{ layer: 'resource', state: 'not-read' },
  reason:
    'Resource policies are not read for this list. They can deny actions in it and, in the account of the role, allow other actions.',
};

/** Reports what a role may do, whether it can make a specific request, and which permissions it uses. */
export class PermissionReports {
  readonly #o: Options;

  constructor(options: Options) {
    this.#o = options;
  }

  /** Returns the permissions as last observed. @throws NotFoundError - before the first verification. */
  async effective(account: IamServiceAccount): Promise<EffectivePermissions> {
    const stored = await this.#o.permissions.get(account);
    if (!stored) throw notVerified(account);
    return { ...stored, layers: [...stored.layers, RESOURCES_NOT_READ] };
  }

  /**
   * Decides each request by the role's current policies. They are read again, so that a user who has just changed one sees the effect.
   *
   * @throws InputError - that names every request that breaks a rule; ConflictError - if there is no role; ServiceUnavailableError.
   */
  async simulate(
    account: IamServiceAccount,
    requests: SimulationRequest[],
    options: { useAwsSimulator: boolean },
  ): Promise<SimulationResult[]> {
    const broken = checkSimulationRequests(requests);
    if (broken.length > 0) throw violationsError(broken);
    const config = clusterNamed(this.#o.config, account.cluster);
    const observed = await this.#o.observer
      .look(config, account)
      .rolePolicies();
    const role = await requireOwnRole(
      account,
      observed,
      this.#o.permissions,
      config,
    );
    const set = policySetOf(observed);
    const named = requests.map(({ resource }) => resource);
    const [organization, resources, vpcEndpoints] = await Promise.all([
      this.#o.organizations.current(),
      this.#o.observer.resources(config, role.arn, named),
      this.#o.observer.vpcEndpoints(config),
    ]);
    const known = {
      now: new Date(),
      organizations: organizationsOf(organization.of, [role.arn, ...named]),
    };
    const asked = {
      ...{ arn: role.arn, id: role.id },
      ...sessionTagsOf(role, { ...observed, ref: account, config }),
      region: config.region,
    };
    const results = await this.#o.evaluator.run('simulations', {
      ...{ requests, set, resources, vpcEndpoints },
      role: asked,
      ...known,
    });
    if (!options.useAwsSimulator) return results;
    const { identityPolicies, permissionsBoundary } = evaluablePolicies(set);
    const policies = permissionsBoundary
      ? [...identityPolicies, permissionsBoundary]
      : identityPolicies;
    const answers = await this.#o.observer.simulateByAws(config, {
      roleArn: role.arn,
      requests: requestsForAws(requests, asked, policies, known),
      policies,
    });
    return results.map((result, index) =>
      compareWithAws(result, answers[index]),
    );
  }

  /**
   * Returns AWS's last-accessed report, generated now.
   *
   * @throws ConflictError - if there is no role; ServiceUnavailableError - if the report cannot be read, with the missing permission.
   */
  async lastAccessed(account: IamServiceAccount): Promise<LastAccessedReport> {
    const config = clusterNamed(this.#o.config, account.cluster);
    const role = await requireOwnRole(
      account,
      await this.#o.observer.look(config, account).role(),
      this.#o.permissions,
      config,
    );
    const uses = await this.#o.observer.lastAccessed(config, role.arn);
    if (uses.state === 'unknown') throw unavailable(uses.reason);
    return lastAccessedReport(uses.state === 'found' ? uses.value : [], {
      now: new Date(),
      roleCreatedAt: new Date(role.createdAt),
      proofs: await this.#o.proofs.madeFor(account.id),
      unusedAfterDays: this.#o.config.unusedAfterDays,
    });
  }
}
