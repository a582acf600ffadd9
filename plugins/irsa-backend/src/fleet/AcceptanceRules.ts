import type {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { type Finding, serviceAccountId } from '@backstage-irsa/core/model';
import type { ChangeReader } from '../authorization/audit/ChangeReader';
import { normalizeRef } from '../authorization/entityRefs';
import type { Memberships } from '../authorization/Memberships';
import type { IrsaConfig } from '../config/types';

const RISKY: ReadonlySet<Finding['severity']> = new Set(['high', 'critical']);

interface AcceptanceRulesOptions {
  config: Pick<IrsaConfig, 'acceptanceGroups'>;
  memberships: Pick<Memberships, 'groupsOf'>;
  changes: Pick<ChangeReader, 'hasRequested'>;
}

/**
 * Checks who may accept a finding as a risk or reopen it. These rules apply in addition to Backstage's permission policy, and also if Backstage's
 * permission system is off.
 */
export class AcceptanceRules {
  readonly #o: AcceptanceRulesOptions;

  constructor(options: AcceptanceRulesOptions) {
    this.#o = options;
  }

  /**
   * Checks that the caller may accept or reopen the finding. Owners, and members of `irsa.findings.acceptanceGroups`, decide about low and medium
   * severity. Only members of these groups decide about high and critical severity, including severity that applies only once pods use the access. A
   * user who requested the access cannot decide then.
   *
   * @throws NotAllowedError
   */
  async require(
    finding: Finding,
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<void> {
    const { acceptanceGroups } = this.#o.config;
    const groups = await this.#o.memberships.groupsOf(credentials);
    const isIn = (refs: string[]) => refs.some(ref => groups.includes(ref));
    const { severityInUse } = finding;
    if (!RISKY.has(severityInUse)) {
      const owners = finding.owners.flatMap(ref => normalizeRef(ref) ?? []);
      if (isIn(owners) || isIn(acceptanceGroups)) return;
      throw new NotAllowedError(
        `Only owners of the affected resource and members of irsa.findings.acceptanceGroups can accept this finding. Ask ${
          finding.owners.join(' or ') || 'an administrator'
        }.`,
      );
    }
    if (!isIn(acceptanceGroups)) {
      throw new NotAllowedError(
        `Only members of irsa.findings.acceptanceGroups can accept findings of ${severityInUse} severity: ${
          acceptanceGroups.join(', ') || 'no group is configured'
        }.`,
      );
    }
    await this.#requireOther(finding, credentials.principal.userEntityRef);
  }

  /** Checks that the caller did not request the access: two people must agree to a high risk. */
  async #requireOther(
    { severityInUse: severity, subject, entityRef }: Finding,
    requester: string,
  ): Promise<void> {
    const { arn, cluster, namespace, name, kind } = subject;
    const isServiceAccount =
      kind === 'service-account' &&
      cluster !== undefined &&
      namespace !== undefined;
    const asked = await this.#o.changes.hasRequested(requester, {
      ...(entityRef !== null && { entityRef }),
      ...(kind === 'role' && arn !== undefined && { roleArn: arn }),
      ...(isServiceAccount && {
        serviceAccountId: serviceAccountId({
          ...{ cluster, namespace },
          name: name.slice(name.indexOf('/') + 1),
        }),
      }),
    });
    if (asked) {
      throw new NotAllowedError(
        `You requested this access yourself. Ask another member of irsa.findings.acceptanceGroups to accept findings of ${severity} severity.`,
      );
    }
  }
}
