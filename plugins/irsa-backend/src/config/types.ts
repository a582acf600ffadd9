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
  /** Whether this replica scans; else others do. */
  here: boolean;
  /** How often each cluster and account is scanned, in milliseconds. */
  frequencyMs: number;
  /** After which a scan is given up, in milliseconds. */
  timeoutMs: number;
  /** For how long what is gone or resolved is kept. */
  historyDays: number;
  /** The topic on which events tell what has changed in AWS; undefined when nothing does. */
  eventsTopic?: string;
}

/** The `irsa` section of the configuration, read and checked. */
export interface IrsaConfig extends RulesConfig {
  awsEndpoint?: string;
  accountRoles: AccountRoles;
  /** Groups whose members may act in the place of every owner; full references in lower case. */
  administrators: string[];
  /** Which plans wait for an approval. */
  approvals: ApprovalRule[];
  /** Groups whose members may apply without approvals for some hours; full references in lower case. */
  breakGlassGroups: string[];
  /** Groups whose members accept findings of high and critical severity; full references in lower case. */
  acceptanceGroups: string[];
  /** Origin locations, with `*`, of the User and Group entities that count; all when absent. */
  groupSources?: string[];
  limits: LimitsConfig;
  liveProof: { enabled: boolean; maxPerMinute: number };
  scans: ScansConfig;
  discovery: DiscoveryConfig;
  /** The account whose credentials read the organization's SCPs and RCPs; nothing reads them without it. */
  organizationAccountId?: string;
  /** After how many days without use a role counts as unused. */
  unusedAfterDays: number;
  /** AWS accounts for tests: what is wrong there is a level less severe. */
  testAccounts: string[];
  notifications: NotificationsConfig;
  audit: AuditConfig;
  fleet: FleetConfig;
  /** In milliseconds, for one request. */
  timeouts: { awsMs: number; kubernetesMs: number };
  /** What Terraform files make policy and role with, instead of resources. */
  terraformModule?: TerraformModule;
}
