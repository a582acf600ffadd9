import { ServiceUnavailableError } from '@backstage/errors';
import {
  type ClusterConfig,
  formatServiceAccountRef,
  type IamServiceAccountSpec,
  OWNER_KEY,
  type ServiceAccountRef,
  serviceAccountId,
  type Violation,
  violation,
} from '@backstage-irsa/core/model';
import { mayUseNamespace } from '@backstage-irsa/core/ownership';
import {
  checkAgainstConfig,
  checkRecovery,
  recoveredRecords,
  recoveredSpec,
  reserved,
} from '@backstage-irsa/core/planning';
import { normalizeRef } from '../../authorization/entityRefs';
import type { IrsaConfig } from '../../config/types';
import type { Look } from '../../observe/Look';
import type { Observer } from '../../observe/Observer';
import type { ServiceAccountStore } from '../../serviceAccounts/ServiceAccountStore';
import type { PlanContext } from '../PlanContext';
import type { Planner } from '../Planner';
import type { EntityOrigins } from '../transfers/EntityOrigins';
import type { RecoveredRecord, UnrecordedRole } from './RecoveryStore';

/** The entity and owner that an IAM service account claims. */
interface Claim {
  entityRef: string;
  owner: string;
}

/** The result for one role and one ServiceAccount. */
export interface Examined extends Partial<Claim> {
  violations: Violation[];
  /** Absent if a rule is violated. Its `records` are empty if everything is recorded already. */
  record?: RecoveredRecord;
}

interface RecoveryRulesOptions {
  config: IrsaConfig;
  entities: EntityOrigins;
  observer: Observer;
  planner: Planner;
  store: ServiceAccountStore;
}

/**
 * Decides whether the tags of an unrecorded role are true. Reads the role, its ServiceAccount, and the catalog again, because scan data can be
 * outdated.
 */
export class RecoveryRules {
  readonly #o: RecoveryRulesOptions;

  constructor(options: RecoveryRulesOptions) {
    this.#o = options;
  }

  async examine(
    role: UnrecordedRole,
    ref: ServiceAccountRef,
  ): Promise<Examined> {
    const { config, observer } = this.#o;
    const cluster = config.clusters.find(({ name }) => name === ref.cluster);
    if (!cluster) {
      const message = `Cluster ${ref.cluster} is not in the configuration.`;
      return refused('cluster', 'unknown-cluster', message);
    }
    try {
      return await this.#examine(role, cluster, observer.look(cluster, ref));
    } catch (error) {
      if (!(error instanceof ServiceUnavailableError)) throw error;
      return refused('name', 'unreadable', error.message);
    }
  }

  async #examine(
    role: UnrecordedRole,
    cluster: ClusterConfig,
    look: Look,
  ): Promise<Examined> {
    const { planner } = this.#o;
    const { ref } = look;
    const [serviceAccount, association] = await Promise.all([
      look.serviceAccount(),
      look.association(),
    ]);
    const link = { serviceAccount, association };
    const spec = recoveredSpec(ref, cluster, link);
    if (!spec) {
      return refused(
        'name',
        'service-account-unmarked',
        `ServiceAccount ${formatServiceAccountRef(
          ref,
        )} does not exist or could not be read, or it names no role or no entity: nothing in the cluster confirms the tags of ${
          role.arn
        }.`,
      );
    }
    const claim = {
      entityRef: normalizeRef(spec.entityRef) ?? spec.entityRef,
      owner: normalizeRef(role.tags[OWNER_KEY] ?? '') ?? 'nobody',
    };
    const { entityUid, violations } = await this.#checkClaim(ref, claim);
    const asked = { ...spec, entityRef: claim.entityRef };
    const context = await planner.standing(
      asked,
      { ...claim, isAdministrator: true, violations: [] },
      look,
    );
    const all = [
      ...violations,
      ...this.#checkConfig(asked, claim.owner, context),
      ...(context ? checkRecovery(role.arn, context) : []),
    ];
    if (all.length > 0 || !context) {
      return { ...claim, violations: all };
    }
    const records = recoveredRecords(context, context.own);
    return {
      ...{ ...claim, violations: [] },
      record: { ref, ...claim, entityUid, records },
    };
  }

  /** Entity and owner are only claims of an annotation and a tag. They must agree with the catalog, the namespace rules, and existing records. */
  async #checkClaim(
    ref: ServiceAccountRef,
    { entityRef, owner }: Claim,
  ): Promise<{ entityUid?: string; violations: Violation[] }> {
    const { entities, store } = this.#o;
    const [entity, group, recorded] = await Promise.all([
      entities.of(entityRef),
      entities.of(owner),
      store.get(serviceAccountId(ref)),
    ]);
    const isOther =
      recorded?.owner &&
      (recorded.owner !== owner || recorded.entityRef !== entityRef);
    const violations = [
      ...(entity.exists
        ? []
        : [
            violation(
              'entityRef',
              'unknown-entity',
              `${entityRef}, which the annotation of the ServiceAccount names, is not in the catalog.`,
            ),
          ]),
      ...(group.exists && /^(group|user):/.test(owner)
        ? this.#checkEntityOwner(ref, owner, entity.owner)
        : [
            violation(
              'owner',
              'unknown-owner',
              `${owner}, which the tag of the role names, is not a group or user of the catalog.`,
            ),
          ]),
      ...(isOther
        ? [
            violation(
              'owner',
              'other-owner',
              `It is recorded for ${recorded.entityRef} and ${recorded.owner}; tag and annotation say ${entityRef} and ${owner}.`,
            ),
          ]
        : []),
    ];
    return { entityUid: entity.uid, violations };
  }

  /** Applies the configured rules about who may have what and where, as for a new IAM service account. */
  #checkConfig(
    { adopt: _, sessionPolicyDocument: __, ...spec }: IamServiceAccountSpec,
    owner: string,
    context: PlanContext | undefined,
  ): Violation[] {
    const { config } = this.#o;
    const { guardrails } = config;
    return [
      ...checkAgainstConfig(spec, config, owner),
      ...(context
        ? reserved({
            ...{ guardrails, config, spec, owner },
            cluster: context.desired.config,
            accountId: context.desired.accountId,
            roleName: context.desired.roleName,
            roleArn: context.desired.roleArn,
          })
        : []),
    ];
  }

  /** Refuses another owner if the owner of the entity may use the namespace, as for a new IAM service account. */
  #checkEntityOwner(
    { cluster, namespace }: ServiceAccountRef,
    owner: string,
    entityOwner: string | undefined,
  ): Violation[] {
    const { clusters, namespaceRules } = this.#o.config;
    const config = clusters.find(({ name }) => name === cluster);
    return !config ||
      entityOwner === undefined ||
      entityOwner === owner ||
      !mayUseNamespace(namespaceRules, [entityOwner], config, namespace)
      ? []
      : [
          violation(
            'owner',
            'entity-owner',
            `The role is tagged for ${owner}, and the catalog says that its entity is owned by ${entityOwner}. Correct the owner in the catalog, or transfer the ownership after the recovery.`,
          ),
        ];
  }
}

function refused(field: string, rule: string, message: string): Examined {
  return { violations: [violation(field, rule, message)] };
}
