import type { Knex } from 'knex';
import { toList } from '../store/inventory/lists';
import type { FindingRow, ScopeRow } from '../store/inventory/rows';

/** The scope of seeded rows. */
export const SEEDED_SCOPE = 'cluster:prod-eu';

const SEEN_AT = '2026-12-01T10:00:00.000Z';

/** A cluster whose first sweep has ended. */
export async function seedScope(
  knex: Knex,
  change: Partial<ScopeRow> = {},
): Promise<void> {
  const row: Partial<ScopeRow> = {
    id: SEEDED_SCOPE,
    kind: 'cluster',
    name: 'prod-eu',
    account_id: '111122223333',
    completed_at: SEEN_AT,
    ...change,
  };
  await knex('inventory_scopes').insert(row);
}

/** A finding as a sweep stores it: open, high, and of `group:default/payments`. */
export async function seedFinding(
  knex: Knex,
  change: Partial<FindingRow> = {},
): Promise<void> {
  const row: Partial<FindingRow> = {
    id: 'f1',
    scope: SEEDED_SCOPE,
    check_id: 'trust-scope',
    severity: 2,
    subject_kind: 'service-account',
    subject_id: 'sa1',
    subject_name: 'shop/orders',
    cluster: 'prod-eu',
    namespace: 'shop',
    message: 'Every ServiceAccount may assume it.',
    detail: JSON.stringify({
      evidence: 'proved',
      title: 'Trust is too wide',
      remediation: null,
    }),
    digest: 'd',
    entity_ref: 'component:default/orders',
    owners: toList(['group:default/payments']),
    first_seen_at: SEEN_AT,
    last_seen_at: SEEN_AT,
    ...change,
  };
  await knex('findings').insert(row);
}

/** An IAM service account as a sweep stores it: verified, and of `group:default/payments`. */
export async function seedServiceAccount(
  knex: Knex,
  change: Record<string, unknown> = {},
): Promise<void> {
  await knex('service_accounts').insert({
    id: 'sa1',
    cluster: 'prod-eu',
    namespace: 'shop',
    name: 'orders',
    scope: SEEDED_SCOPE,
    mechanism: 'irsa',
    role_arn: 'arn:aws:iam::111122223333:role/irsa/orders',
    status: 'verified',
    entity_ref: 'component:default/orders',
    owners: toList(['group:default/payments']),
    created_at: SEEN_AT,
    updated_at: SEEN_AT,
    ...change,
  });
}
