import type {
  Finding,
  FleetRole,
  FleetServiceAccount,
  FleetWorkload,
  LiveProof,
  NodeRole,
} from '@backstage-irsa/core/model';
import type { NodeRoleAssessment } from '@backstage-irsa/core/nodeRoles';
import { SEVERITIES, severityOf } from '@backstage-irsa/core/findings';
import { fromList } from '../../database/lists';
import type {
  FindingDetail,
  FindingRow,
  NodeRoleRow,
  RoleRow,
  WorkloadRow,
} from './inventory/rows';
import {
  ownersOf,
  type Row as ServiceAccountRow,
} from '../../serviceAccounts/ServiceAccountRow';
import type { StoredProof } from '@backstage-irsa/core/status';
import type { OpenFindings } from './counts';

/** The values that the list query computes in addition to the columns of a row. */
interface Computed {
  ours?: number;
  checked_at?: string;
}

function liveProofOf({
  mechanism,
  proof,
}: ServiceAccountRow): LiveProof | null {
  if (proof === null || mechanism !== 'irsa') return null;
  const stored: StoredProof = JSON.parse(proof);
  return stored.liveProof;
}

export function serviceAccountOf(
  row: ServiceAccountRow & Computed,
  known: {
    accountId: string;
    open: OpenFindings;
    isCutOff: boolean;
    isPending: boolean;
  },
): FleetServiceAccount {
  const { count, worst: highestSeverity } = known.open;
  return {
    id: row.id,
    cluster: row.cluster,
    namespace: row.namespace,
    name: row.name,
    mechanism: row.mechanism,
    roleArn: row.role_arn,
    roleId: row.role_row_id,
    accountId: known.accountId,
    entityRef: row.catalog_entity_ref ?? row.entity_ref,
    // A recorded owner overrides a link.
    ...(row.linked_entity_ref !== null &&
      row.owner === null && { linkedTo: row.linked_entity_ref }),
    ...(row.proposed_entity !== null && {
      proposedEntity: JSON.parse(row.proposed_entity),
    }),
    owners: ownersOf(row),
    status: row.status ?? 'unknown',
    liveProof: liveProofOf(row),
    checkedAt: row.checked_at || null,
    ...(known.isCutOff && { isCutOff: true }),
    ...(known.isPending && { isPending: true }),
    pods: row.pods,
    findings: count,
    ...(highestSeverity && { highestSeverity }),
    managedByBackstage: Number(row.ours) === 1,
  };
}

export function workloadOf(row: WorkloadRow): FleetWorkload {
  return {
    id: row.id,
    cluster: row.cluster,
    namespace: row.namespace,
    name: row.name,
    serviceAccount: row.service_account,
    serviceAccountId: row.service_account_id,
    pods: row.pods,
    identitySource: row.identity_source,
    reason: row.reason,
    hostNetwork: Boolean(row.host_network),
    entityRef: row.entity_ref,
    owners: fromList(row.owners),
  };
}

/** Converts a row into a finding. An expired acceptance is ignored. `now` is ISO 8601. */
export function findingOf(row: FindingRow, now: string): Finding {
  const { subjectArn, ...detail }: FindingDetail = JSON.parse(row.detail);
  const isAccepted = row.accepted_until !== null && row.accepted_until > now;
  const open = isAccepted ? 'accepted' : 'open';
  return {
    ...detail,
    id: row.id,
    check: row.check_id,
    severity: severityOf(row.severity) ?? SEVERITIES[0],
    message: row.message,
    subject: {
      kind: row.subject_kind,
      id: row.subject_id,
      name: row.subject_name,
      ...(row.cluster !== null && { cluster: row.cluster }),
      ...(row.namespace !== null && { namespace: row.namespace }),
      ...(row.account_id !== null && { accountId: row.account_id }),
      ...(subjectArn !== undefined && { arn: subjectArn }),
    },
    entityRef: row.entity_ref,
    owners: fromList(row.owners),
    state: row.resolved_at === null ? open : 'resolved',
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    ...(row.resolved_at !== null && { resolvedAt: row.resolved_at }),
    ...(isAccepted && {
      acceptance: {
        by: row.accepted_by ?? '',
        reason: row.accepted_reason ?? '',
        at: row.accepted_at ?? '',
        until: row.accepted_until ?? '',
      },
    }),
  };
}

const UNUSED = { yes: true, no: false, unknown: null } as const;

export function roleOf(row: RoleRow, open?: OpenFindings): FleetRole {
  return {
    id: row.id,
    arn: row.arn,
    name: row.name,
    accountId: row.account_id,
    use: row.use,
    serviceAccounts: row.service_accounts,
    clusters: fromList(row.clusters),
    lastUsedAt: row.last_used_at,
    unused: UNUSED[row.unused],
    boundaryArn: row.boundary_arn,
    risk: severityOf(row.risk) ?? null,
    findings: open?.count ?? 0,
    entityRef: row.entity_ref,
    owners: fromList(row.owners),
    createdAt: row.created_at,
    ...(row.managed_by !== null && { managedBy: JSON.parse(row.managed_by) }),
  };
}

export function nodeRoleOf(row: NodeRoleRow, open?: OpenFindings): NodeRole {
  const assessment: NodeRoleAssessment = JSON.parse(row.detail);
  return {
    id: row.id,
    arn: row.arn,
    name: row.name,
    accountId: row.account_id,
    cluster: row.cluster,
    nodeGroups: assessment.nodeGroups,
    excess: assessment.policies.flatMap(({ needed, name }) =>
      needed ? [] : [name],
    ),
    ...(assessment.policiesReason !== undefined && {
      policiesReason: assessment.policiesReason,
    }),
    hopLimit: assessment.hopLimit,
    ...(assessment.optionalTokens && { optionalTokens: true }),
    reach: assessment.reach,
    dependentWorkloadCount: row.dependent_workload_count,
    findings: open?.count ?? 0,
  };
}
