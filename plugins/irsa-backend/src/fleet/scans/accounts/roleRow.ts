import { parseRoleArn } from '@backstage-irsa/core/arn';
import { rankOf, rowId, type RoleSubject } from '@backstage-irsa/core/findings';
import type { Severity } from '@backstage-irsa/core/model';
import { trustedPrincipals } from '@backstage-irsa/core/permissions';
import { otherTool } from '@backstage-irsa/core/planning';
import { toList } from '../../../database/lists';
import type { RoleRow } from '../../store/inventory/rows';
import type { NewRow } from '../../store/inventory/ScannedRows';

/** Returns the row ID of a role. */
export function roleRowId(arn: string): string {
  return rowId('role', arn);
}

/** Returns the row of a role. */
export function rowOfRole(
  { id, accountId, facts, holders, ...subject }: RoleSubject,
  made: {
    /** The hash of its policy set. */
    policySet: string;
    /** The facts as they are stored. */
    written: string;
    digest: string;
    risk: Severity | undefined;
  },
): NewRow<RoleRow> {
  const { role } = facts;
  const managedBy = otherTool(role.tags);
  return {
    id,
    arn: role.arn,
    name: role.name,
    account_id: parseRoleArn(role.arn)?.accountId ?? accountId,
    use: subject.use,
    service_accounts: holders.length,
    clusters: toList(
      [...new Set(holders.map(({ cluster }) => cluster))].sort(),
    ),
    last_used_at: facts.lastUsedAt ?? null,
    last_used_region: facts.lastUsedRegion ?? null,
    unused: subject.unused,
    boundary_arn: role.permissionsBoundaryArn ?? null,
    risk: made.risk === undefined ? -1 : rankOf(made.risk),
    policy_set: made.policySet,
    trusted: JSON.stringify(trustedPrincipals(role.trust.text)),
    created_at: role.createdAt,
    managing_tool: managedBy?.tool ?? null,
    managed_by: managedBy ? JSON.stringify(managedBy) : null,
    facts: made.written,
    entity_ref: subject.entityRef,
    owners: toList(subject.owners),
    digest: made.digest,
  };
}
