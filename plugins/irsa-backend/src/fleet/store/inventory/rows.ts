import type {
  CheckResult,
  IdentitySource,
  RoleUse,
  Severity,
  SubjectKind,
} from '@backstage-irsa/core/model';

/** The columns of all rows that scans find. */
export interface ScannedRow {
  scope: string;
  digest: string;
  entity_ref: string | null;
  /** Entity references, with `|` before, between, and after them. */
  owners: string;
  first_seen_at: string;
  scanned_at: string;
  deleted_at: string | null;
}

/** A cluster or account. */
export interface ScopeRow {
  id: string;
  kind: 'cluster' | 'account';
  name: string;
  account_id: string;
  region: string | null;
  attempted_at: string | null;
  completed_at: string | null;
  written_at: string | null;
  changes_read_at: string | null;
  scanning_until: number;
  /** The ID of the running scan. */
  holder: string | null;
  due_at: number;
  /** Whether the last completed scan of a cluster read its EKS Pod Identity associations. SQLite returns 0 or 1. */
  associations_read: boolean | number | null;
  stale_since: string | null;
  reason: string | null;
  missing_right: string | null;
  /** Whether the Kubernetes API did not accept the backend's identity (401). SQLite returns 0 or 1. */
  credentials_rejected: boolean | number;
  duration_ms: number | null;
  aws_calls: number | null;
  kubernetes_calls: number | null;
  counts: string;
  facts: string | null;
}

export interface RoleRow extends ScannedRow {
  id: string;
  arn: string;
  name: string;
  account_id: string;
  use: RoleUse;
  service_accounts: number;
  clusters: string;
  last_used_at: string | null;
  last_used_region: string | null;
  unused: 'yes' | 'no' | 'unknown';
  boundary_arn: string | null;
  risk: number;
  policy_set: string;
  /** TrustedPrincipal[] as JSON. */
  trusted: string;
  created_at: string;
  /** When a change by Backstage was last stored. Scans do not write this column. ISO 8601. */
  changed_at?: string | null;
  /** The other tool whose tags say that it manages the role. */
  managing_tool: string | null;
  /** The tool and the evidence for it, as JSON. */
  managed_by: string | null;
  facts: string;
}

/** A user, or a role that neither a ServiceAccount nor a node has. */
export interface PrincipalRow extends ScannedRow {
  id: string;
  kind: 'user' | 'role';
  arn: string;
  name: string;
  account_id: string;
  policy_set: string;
  /** TrustedPrincipal[] as JSON. */
  trusted: string;
  /** PrincipalDetail as JSON. */
  detail: string;
}

export interface ProviderRow extends ScannedRow {
  id: string;
  arn: string;
  account_id: string;
  issuer: string;
  facts: string;
}

export interface WorkloadRow extends ScannedRow {
  id: string;
  cluster: string;
  namespace: string;
  name: string;
  service_account: string;
  service_account_id: string | null;
  pods: number;
  identity_source: IdentitySource;
  reason: string;
  host_network: boolean;
  node_role_ids: string;
}

export interface NodeRoleRow extends ScannedRow {
  id: string;
  cluster: string;
  arn: string;
  name: string;
  account_id: string;
  dependent_workload_count: number;
  detail: string;
}

/** The parts of a finding that are stored as JSON and read only with the finding. */
export interface FindingDetail {
  evidence: CheckResult['evidence'];
  title: string;
  severityReasons: string[];
  severityInUse: Severity;
  facts?: { label: string; value: string }[];
  remediation: string | null;
  commands?: string[];
  fault?: string;
  docs?: string;
  subjectArn?: string;
}

export interface FindingRow {
  id: string;
  scope: string;
  check_id: string;
  severity: number;
  severity_in_use: number;
  subject_kind: SubjectKind;
  subject_id: string;
  subject_name: string;
  cluster: string | null;
  namespace: string | null;
  account_id: string | null;
  message: string;
  detail: string;
  digest: string;
  entity_ref: string | null;
  owners: string;
  first_seen_at: string;
  last_seen_at: string;
  resolved_at: string | null;
  accepted_by: string | null;
  accepted_reason: string | null;
  accepted_at: string | null;
  accepted_until: string | null;
  /** All that the finding covers, as a JSON array; null if it cannot grow. */
  extent: string | null;
  /** What it covered when it was accepted. */
  accepted_extent: string | null;
  notified: 'open' | 'accepted' | 'resolved' | 'retired' | null;
}

/** A period in which a row was in a state. Trends are counted from these rows. */
export interface StateRow {
  seq: number;
  kind: 'service-account' | 'workload' | 'role';
  row_id: string;
  state: string;
  from_at: string;
  until_at: string | null;
}

/** The places that permission rules check: one or more for each row of another table. */
export interface PlaceRow {
  kind: SubjectKind;
  row_id: string;
  scope: string;
  cluster: string;
  namespace: string;
  name: string;
  account_id: string;
  entity_ref: string | null;
  owners: string;
}
