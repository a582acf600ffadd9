import type { AuditConfig } from './audit';
import type { DiscoveryConfig } from './discovery';
import type { FleetConfig } from './fleet';
import type { LimitsConfig } from './limits';
import type { ApprovalRule, RulesConfig } from '@backstage-irsa/core/model';
import type { TerraformModule } from '@backstage-irsa/core/delivery';
import type { AccountRoles } from './ownIdentities';
import type { NotificationsConfig } from './notifications';

/** The `irsa.scans` section. */
export interface ScansConfig {
  enabled: boolean;
  /** Whether this replica runs scans. If not, other replicas do. */
  here: boolean;
  /** How often each cluster and account is scanned, in milliseconds. */
  frequencyMs: number;
  /** The timeout of a scan, in milliseconds. */
  timeoutMs: number;
  /** How long deleted objects and resolved findings are kept, in days. */
  historyDays: number;
  /** The topic of events about changes in AWS; undefined if no events are used. */
  eventsTopic?: string;
}

/** The `irsa` section of the configuration, read and checked. */
export interface IrsaConfig extends RulesConfig {
  awsEndpoint?: string;
  accountRoles: AccountRoles;
  /** The groups whose members may act in place of every owner, as full references in lowercase. */
  administrators: string[];
  /** The rules that determine which plans need an approval. */
  approvals: ApprovalRule[];
  /** The groups whose members may apply without approvals for some hours, as full references in lowercase. */
  breakGlassGroups: string[];
  /** The groups whose members accept findings of high and critical severity, as full references in lowercase. */
  acceptanceGroups: string[];
  /** The origin locations (with `*` as a wildcard) of the User and Group entities that count. All entities count if absent. */
  groupSources?: string[];
  limits: LimitsConfig;
  liveProof: { enabled: boolean; maxPerMinute: number };
  scans: ScansConfig;
  discovery: DiscoveryConfig;
  /** The account whose credentials read the organization's SCPs and RCPs. They are not read if absent. */
  organizationAccountId?: string;
  /** The number of days without use after which a role counts as unused. */
  unusedAfterDays: number;
  /** The AWS accounts for tests, where findings are one severity level lower. */
  testAccounts: string[];
  notifications: NotificationsConfig;
  audit: AuditConfig;
  fleet: FleetConfig;
  /** The timeouts of one request, in milliseconds. */
  timeouts: { awsMs: number; kubernetesMs: number };
  /** The module that Terraform files use to create the policy and the role, instead of resources. */
  terraformModule?: TerraformModule;
}
