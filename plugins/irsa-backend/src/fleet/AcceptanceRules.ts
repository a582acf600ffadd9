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

  /** Checks that the caller may accept or reopen the finding. @throws NotAllowedError - with the text of `refusal`. */
  async require(
    finding: Finding,
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<void> {
    const refusal = await this.refusal(finding, credentials);
    if (refusal !== undefined) throw new NotAllowedError(refusal);
  }

  /**
   * Returns why the caller may not accept or reopen the finding; undefined if they may. Owners, and members of `irsa.findings.acceptanceGroups`,
   * decide about low and medium severity. Only members of these groups decide about high and critical severity, including severity that applies only
   * once pods use the access. A user who requested the access cannot decide then.
   */
  async refusal(
    finding: Finding,
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<string | undefined> {
    const { acceptanceGroups } = this.#o.config;
    const groups = await this.#o.memberships.groupsOf(credentials);
    const isIn = (refs: string[]) => refs.some(ref => groups.includes(ref));
    const { severityInUse } = finding;
    if (!RISKY.has(severityInUse)) {
      const owners = finding.owners.flatMap(ref => normalizeRef(ref) ?? []);
      return isIn(owners) || isIn(acceptanceGroups)
        ? undefined
        : `Only owners of the affected resource and members of irsa.findings.acceptanceGroups can accept this finding. Ask ${
            finding.owners.join(' or ') || 'an administrator'
          }.`;
    }
    if (!isIn(acceptanceGroups)) {
      return `Only members of irsa.findings.acceptanceGroups can accept findings of ${severityInUse} severity: ${
        acceptanceGroups.join(', ') || 'no group is configured'
      }.`;
    }
    const { userEntityRef } = credentials.principal;
    return (await this.#hasRequested(finding, userEntityRef))
      ? `You requested this access yourself. Ask another member of irsa.findings.acceptanceGroups to accept findings of ${severityInUse} severity.`
      : undefined;
  }

  /** Whether the caller requested the access: two people must agree to a high risk. */
  async #hasRequested(
    { subject, entityRef }: Finding,
    requester: string,
  ): Promise<boolean> {
    const { arn, cluster, namespace, name, kind } = subject;
    const isServiceAccount =
      kind === 'service-account' &&
      cluster !== undefined &&
      namespace !== undefined;
    return this.#o.changes.hasRequested(requester, {
      ...(entityRef !== null && { entityRef }),
      ...(kind === 'role' && arn !== undefined && { roleArn: arn }),
      ...(isServiceAccount && {
        serviceAccountId: serviceAccountId({
          ...{ cluster, namespace },
          name: name.slice(name.indexOf('/') + 1),
        }),
      }),
    });
  }
}
