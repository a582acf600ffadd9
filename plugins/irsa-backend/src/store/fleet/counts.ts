import type { Knex } from 'knex';
import type { Severity, SubjectKind } from '@backstage-irsa/plugin-irsa-common';
import { severityOf } from '../../governance/severity';
import { whereOneOf } from './sql';
import { openSql } from './tables';

/** Open findings about one subject. */
export interface OpenFindings {
  count: number;
  worst?: Severity;
}

/** The open findings about each of the subjects that has any, by their ids. `now` is ISO 8601. */
export async function openFindingsOf(
  knex: Knex,
  kind: SubjectKind,
  ids: string[],
  now: string,
): Promise<Map<string, OpenFindings>> {
  if (ids.length === 0) return new Map();
  const query: Knex.QueryBuilder = knex('findings')
    .where('findings.subject_kind', kind)
    .whereRaw(openSql(now))
    .groupBy('findings.subject_id')
    .select({ id: 'findings.subject_id' })
    .count({ count: '*' })
    .max({ worst: 'findings.severity' });
  whereOneOf(query, 'findings.subject_id', [...new Set(ids)]);
  const rows: { id: string; count: number | string; worst: number }[] =
    await query;
  return new Map(
    rows.map(({ id, count, worst }) => [
      id,
      { count: Number(count), worst: severityOf(worst) },
    ]),
  );
}

/** Those of two subjects together. */
export function together(
  a: OpenFindings | undefined,
  b: OpenFindings | undefined,
  rank: (severity: Severity) => number,
): OpenFindings {
  const worst = [a?.worst, b?.worst]
    .filter(severity => severity !== undefined)
    .sort((one, other) => rank(other) - rank(one))[0];
  return { count: (a?.count ?? 0) + (b?.count ?? 0), ...(worst && { worst }) };
}
