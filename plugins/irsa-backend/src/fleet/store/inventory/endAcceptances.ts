import type { Knex } from 'knex';
import { beyond, severityOf } from '@backstage-irsa/core/findings';
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
  accepted_extent: null,
};

/** The maximum number of names in a reason. */
const NAMED = 10;

/**
 * Ends the acceptances of findings whose severity has risen, or that cover more than was accepted, and records each for auditors: the user accepted
 * no higher risk. Returns when the other findings were accepted, by ID.
 */
export async function endAcceptances(
  knex: Knex,
  changes: Pick<ChangeLog, 'record'>,
  found: FindingRow[],
  at: string,
): Promise<Map<string, string>> {
  const kept = new Map<string, string>();
  const byId = new Map(found.map(row => [row.id, row]));
  await inBatches([...byId.keys()], async ids => {
    const accepted = await knex<FindingRow>(TABLE)
      .whereIn('id', ids)
      .whereNotNull('accepted_at');
    for (const before of accepted) {
      const { accepted_at: acceptedAt, accepted_until: until } = before;
      const after = byId.get(before.id);
      const reason = after && whyEnded(before, after);
      if (!after || reason === undefined) {
        kept.set(before.id, acceptedAt ?? '');
      } else if ((until ?? '') > at) {
        await endAcceptance(knex, changes, { before, after, reason });
      }
    }
  });
  return kept;
}

/** Returns why an acceptance no longer applies; undefined if it does. What users accepted before a check had an extent is unknown. */
function whyEnded(before: FindingRow, after: FindingRow): string | undefined {
  const { severity_in_use: severity, accepted_extent: accepted } = before;
  if (after.severity_in_use > severity) {
    return `The severity rose from ${severityOf(severity)} to ${severityOf(
      after.severity_in_use,
    )}.`;
  }
  if (accepted === null || after.extent === null) return undefined;
  const more = beyond(JSON.parse(after.extent), JSON.parse(accepted));
  if (more.length === 0) return undefined;
  const rest = more.length - NAMED;
  const named = more.slice(0, NAMED).map(text => text.replaceAll('\n', ', '));
  return `It covers more than was accepted: ${named.join(', ')}${
    rest > 0 ? ` and ${rest} more` : ''
  }.`;
}

function endAcceptance(
  knex: Knex,
  changes: Pick<ChangeLog, 'record'>,
  {
    before,
    after,
    reason,
  }: { before: FindingRow; after: FindingRow; reason: string },
): Promise<void> {
  const { id } = before;
  const { title } = JSON.parse(after.detail);
  return changes.record(
    {
      action: 'finding-reopen',
      requester: REQUESTER,
      reason,
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
