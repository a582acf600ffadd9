import { parseRoleArn } from '@backstage-irsa/core/arn';
import type { AccountQuotas } from '../../../observe/aws/AccountQuotas';
import type { AwsClients } from '../../../observe/aws/AwsClients';
import {
  type ClusterConfig,
  type RoleFacts,
  absent,
  found,
  valueOf,
  type Observation,
  type ObservedCluster,
  type ObservedOidcProvider,
  type ObservedQuotas,
  type ObservedRole,
  type ObservedRolePolicies,
} from '@backstage-irsa/core/model';
import { readAssumedRole } from '../../../observe/assumedRoles';
import { withoutUse } from '../../../observe/IamReader';
import { IamReaders } from '../../../observe/IamReaders';
import { readAws } from '../../../observe/read';
import { readRolePolicies, type RoleName } from '../../../observe/roles';
import { yieldTurn } from '../../../lib/yieldTurn';
import { LastVerified } from '../LastVerified';
import { allPolicies } from '../../../observe/allPolicies';
import { ObservationCache } from '../ObservationCache';
import { clusterProvider } from './clusterProvider';
import { roleRowId } from '../accounts/roleRow';
import { roleFactsOf } from '../accounts/roleFactsOf';
import { accountScope, clusterScope } from '../scopes';
import type { Reading } from '../../store/inventory/ObservationStore';
import type { AskingScan, ScanStores } from '../types';
import { isBehind, isBetter } from './newerReading';

/** The maximum number of roles that one scan reads for the first time beyond account scans: with policies, some hundred calls. */
const MOST = 50;

/** A role of an IAM service account, with the time of that ServiceAccount's last verification outside of scans. */
export interface WantedRole extends RoleName {
  /** ISO 8601. */
  verifiedAt?: string;
}

/** The policies of a role. `mark` identifies their content in digests. */
export interface KnownPolicies {
  policies: ObservedRolePolicies;
  mark: unknown;
  /** ISO 8601. */
  readAt: string;
}

const keyOf = ({ accountId, name }: RoleName) =>
  `${accountId}/${name.toLowerCase()}`;

/** Looks up what account scans know, for one cluster scan. Reads what they do not know one by one, in turns. */
export class AccountLookup {
  readonly #aws: AwsClients;
  readonly #iam: IamReaders;
  readonly #quotas: AccountQuotas;
  readonly #stores: ScanStores;
  readonly #config: ClusterConfig;
  readonly #at: string;
  readonly #scan: AskingScan;
  /** The loaded roles, by {@link keyOf}. */
  readonly #roles = new Map<string, KnownPolicies>();
  readonly #assumed = new Map<string, Reading<ObservedRole>>();
  /** When the last completed scan of each account began. ISO 8601. */
  readonly #scanned = new Map<string, string>();
  readonly #others = new Map<string, Reading<ObservedOidcProvider>>();
  readonly #quotasOf = new Map<string, Observation<ObservedQuotas>>();

  constructor(
    options: {
      aws: AwsClients;
      quotas: AccountQuotas;
      stores: ScanStores;
      config: ClusterConfig;
      at: string;
    } & AskingScan,
  ) {
    this.#aws = options.aws;
    this.#iam = new IamReaders(options);
    this.#quotas = options.quotas;
    this.#stores = options.stores;
    this.#config = options.config;
    this.#at = options.at;
    const { signal, isPartial, isRequested } = options;
    this.#scan = { signal, isPartial, isRequested };
  }

  /**
   * Loads the roles, and for each account the quotas and the OIDC provider of the cluster. `verifiedAt` is the time of the last verification in the
   * cluster (ISO 8601).
   */
  async learn(
    roles: WantedRole[],
    cluster: Observation<ObservedCluster>,
    verifiedAt: string | undefined,
  ): Promise<void> {
    const accounts = new Set([
      this.#config.accountId,
      ...roles.map(({ accountId }) => accountId),
    ]);
    for (const accountId of accounts) {
      await this.#learnAccount(accountId, cluster, verifiedAt);
    }
    await yieldTurn();
    const wanted = new Map(roles.map(role => [keyOf(role), role]));
    await this.#learnStored(wanted);
    const verified = new LastVerified();
    roles.forEach(role => verified.note(keyOf(role), role.verifiedAt));
    await this.#learnOthers(wanted, verified);
  }

  /** Loads roles that other roles can assume. */
  async loadAssumedRoles(
    arns: Iterable<string>,
    verified: LastVerified,
  ): Promise<void> {
    const all = [...new Set(arns)];
    const scanned = all.filter(arn =>
      this.#scanned.has(parseRoleArn(arn)?.accountId ?? ''),
    );
    for await (const rows of this.#stores.roles.byId(scanned.map(roleRowId))) {
      for (const { facts } of rows) {
        this.#assumed.set(facts.role.arn, {
          answer: found(facts.role),
          readAt: this.#readAtOf(facts.role.arn),
        });
      }
    }
    const unknown = all.filter(arn =>
      isBehind(this.#assumed.get(arn), verified.of(arn)),
    );
    const readings = await ObservationCache.take<ObservedRole>({
      store: this.#stores.readings,
      scope: clusterScope(this.#config.name),
      kind: 'assumed-role',
      keys: unknown,
      read: arn => readAssumedRole(this.#aws, this.#config, arn),
      most: MOST,
      verified,
      at: this.#at,
      ...this.#scan,
    });
    for (const arn of unknown) {
      const reading = readings.reading(arn);
      if (isBetter(reading, this.#assumed.get(arn))) {
        this.#assumed.set(arn, reading);
      }
    }
  }

  /** Returns a loaded role with its policies. */
  role(name: RoleName): KnownPolicies {
    const known = this.#roles.get(keyOf(name));
    if (!known) throw new Error(`Role ${keyOf(name)} was not learned.`);
    return known;
  }

  /** Like `role`, but by ARN. A role with the same name under another path is a different role. */
  roleOf(arn: string): KnownPolicies {
    const name = parseRoleArn(arn);
    const known = name && this.role(name);
    const role = known && valueOf(known.policies.role);
    return known && (!role || role.arn === arn)
      ? known
      : {
          policies: allPolicies(absent()),
          mark: null,
          readAt: known?.readAt ?? this.#at,
        };
  }

  /** Like `roleOf`, but as facts; unknown unless the role and its lists of policies were read. */
  factsOf(arn: string): Observation<RoleFacts> {
    const { policies } = this.roleOf(arn);
    const facts = roleFactsOf(policies);
    if (facts) return found(facts);
    const { role, attachedPolicies, inlinePolicies } = policies;
    const unread = [role, attachedPolicies, inlinePolicies].find(
      ({ state }) => state === 'unknown',
    );
    return unread?.state === 'unknown' ? unread : absent();
  }

  /** Returns a role that `loadAssumedRoles` loaded. */
  assumed(arn: string): Reading<ObservedRole> {
    return this.#assumed.get(arn) ?? { answer: absent(), readAt: this.#at };
  }

  /** Returns the OIDC provider of the cluster in an account. */
  provider(accountId: string): Reading<ObservedOidcProvider> {
    return (
      this.#others.get(accountId) ?? { answer: absent(), readAt: this.#at }
    );
  }

  /** Returns the quotas of an account. */
  quotas(accountId: string): Observation<ObservedQuotas> {
    return this.#quotasOf.get(accountId) ?? absent();
  }

  async #learnAccount(
    accountId: string,
    cluster: Observation<ObservedCluster>,
    verifiedAt: string | undefined,
  ): Promise<void> {
    const scope = await this.#stores.scopes.get(accountScope(accountId));
    if (scope?.completed_at) this.#scanned.set(accountId, scope.completed_at);
    const provider = await clusterProvider({
      ...{ accountId, cluster, scope, verifiedAt, at: this.#at },
      ...{ providers: this.#stores.providers, iam: this.#iam.of(accountId) },
    });
    this.#others.set(accountId, provider);
    this.#quotasOf.set(
      accountId,
      await readAws('iam:GetAccountSummary', () =>
        this.#quotas.of(accountId, this.#config),
      ),
    );
  }

  /** Loads the wanted roles that account scans found. */
  async #learnStored(wanted: Map<string, RoleName>): Promise<void> {
    const ids = new Map<string, string>();
    for (const accountId of this.#scanned.keys()) {
      const names = await this.#stores.roles.idsByName(accountId);
      for (const [key, role] of wanted) {
        if (role.accountId !== accountId) continue;
        const id = names.get(role.name.toLowerCase());
        if (id) ids.set(id, key);
      }
    }
    for await (const rows of this.#stores.roles.byId([...ids.keys()])) {
      for (const { id, facts, mark } of rows) {
        const { role, attachedPolicies, inlinePolicies, permissionsBoundary } =
          facts;
        this.#roles.set(ids.get(id) ?? '', {
          policies: {
            role: found(role),
            attachedPolicies: found(attachedPolicies),
            inlinePolicies: found(inlinePolicies),
            permissionsBoundary,
          },
          mark,
          readAt: this.#readAtOf(role.arn),
        });
      }
    }
  }

  /** Reads the wanted roles that account scans did not find, or that a verification has seen in a newer state. */
  async #learnOthers(
    wanted: Map<string, RoleName>,
    verified: LastVerified,
  ): Promise<void> {
    const unknown = [...wanted.keys()].filter(key =>
      isBehind(this.#roles.get(key), verified.of(key)),
    );
    const readings = await ObservationCache.take<ObservedRolePolicies>({
      store: this.#stores.readings,
      scope: clusterScope(this.#config.name),
      kind: 'role',
      keys: unknown,
      read: async key => {
        const { accountId, name } = wanted.get(key) as RoleName;
        const iam = this.#iam.of(accountId);
        // Most roles that the account scan did not find do not exist, so they have no policies to read.
        const role = withoutUse(await iam.role(name));
        if (role.state === 'unknown') return role;
        return found(
          role.state === 'absent'
            ? allPolicies(role)
            : await readRolePolicies(iam, name, role),
        );
      },
      most: MOST,
      verified,
      at: this.#at,
      ...this.#scan,
    });
    for (const key of unknown) {
      const { answer, readAt } = readings.reading(key);
      if (!isBetter({ answer, readAt }, this.#roles.get(key))) continue;
      const policies =
        answer.state === 'found' ? answer.value : allPolicies(answer);
      this.#roles.set(key, { policies, mark: policies, readAt });
    }
  }

  #readAtOf(arn: string): string {
    return this.#scanned.get(parseRoleArn(arn)?.accountId ?? '') ?? this.#at;
  }
}
