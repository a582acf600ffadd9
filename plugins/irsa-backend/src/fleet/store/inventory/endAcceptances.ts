import type { Knex } from 'knex';
import { severityOf } from '@backstage-irsa/core/findings';
import type { ChangeLog } from '../../../authorization/audit/ChangeLog';
import { inBatches } from '../../../database/batches';
import { fromList } from '../../../database/lists';
import type { FindingRow } from './rows';

const TABLE = 'findings';

/** The requester of changes that no user requested, in Backstage's format for plugin credentials. */
const REQUESTER = 'plugin:irsa';

/** The acceptance columns of a finding that is not accepted. */
const NONE = {
  accepted_by: null,
  accepted_reason: null,
  accepted_at: null,
  accepted_until: null,
};

/** Ends the acceptances of findings whose severity has risen, and records each for auditors: the user accepted no higher risk. */
export async function endAcceptances(
  knex: Knex,
  changes: Pick<ChangeLog, 'record'>,
  found: FindingRow[],
  at: string,
): Promise<void> {
  const byId = new Map(found.map(row => [row.id, row]));
  await inBatches([...byId.keys()], async ids => {
    const accepted = await knex<FindingRow>(TABLE)
      .whereIn('id', ids)
      .where('accepted_until', '>', at);
    for (const before of accepted) {
      const after = byId.get(before.id);
      if (!after || after.severity_in_use <= before.severity_in_use) continue;
      await endAcceptance(knex, changes, before, after);
    }
  });
}

function endAcceptance(
  knex: Knex,
  changes: Pick<ChangeLog, 'record'>,
  before: FindingRow,
  after: FindingRow,
): Promise<void> {
  const { id } = before;
  const { title } = JSON.parse(after.detail);
  return changes.record(
    {
      action: 'finding-reopen',
      requester: REQUESTER,
      reason: `The severity rose from ${severityOf(
        before.severity_in_use,
      )} to ${severityOf(after.severity_in_use)}.`,
      findingId: id,
      entityRef: after.entity_ref,
      owner: fromList(after.owners)[0],
      accountId: after.account_id ?? undefined,
    },
    {
      action: 'update',
      target: {
        kind: 'finding',
        name: `${after.subject_kind} ${after.subject_name}`,
      },
      summary: `Reopen finding: ${title}`,
      diff: [
        {
          field: 'acceptance',
          before: {
            by: before.accepted_by,
            reason: before.accepted_reason,
            at: before.accepted_at,
            until: before.accepted_until,
          },
        },
      ],
    },
    async () => {
      await knex<FindingRow>(TABLE).where({ id }).update(NONE);
    },
  );
}
