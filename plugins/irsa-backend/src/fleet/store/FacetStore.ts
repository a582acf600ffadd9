import type { Knex } from 'knex';
import type { FindingGroup, FleetFacet } from '@backstage-irsa/core/model';
import {
  SEVERITIES,
  severityOf,
  titleOfCheck,
} from '@backstage-irsa/core/findings';
import { whereVisible, type Visibility } from '../../authorization/visibility';
import { SingleFlight } from '../../lib/SingleFlight';
import { fromList } from '../../database/lists';
import { findingsTable } from './findingsTable';
import {
  thisSecond,
  type Facet,
  type FacetName,
  type FleetFilter,
  type FleetTable,
} from './tables';

/** The maximum number of values per facet: those with the most rows. */
const MOST_VALUES = 500;

interface Counted {
  value: string | number | null;
  count: string | number;
}

/** Counts the facet values of the rows that the caller may read. */
export class FacetStore {
  readonly #knex: Knex;
  readonly #counting = new SingleFlight<Counted[]>();

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /**
   * Counts the values of each facet in the rows that match all other filters. Runs one query per facet; identical concurrent requests share its
   * result.
   */
  async facets(
    table: FleetTable,
    names: FacetName[],
    filter: FleetFilter,
    visibility: Visibility,
  ): Promise<FleetFacet[]> {
    const now = thisSecond();
    return Promise.all(
      names.map(async name => {
        const facet = table.facets[name];
        if (!facet) return { name, values: [] };
        const others = { ...filter, [name]: undefined };
        const query = this.#matching(table, others, visibility, now);
        query
          .select(this.#knex.raw(`${facet.sql} as value`))
          .count({ count: '*' })
          .groupByRaw(facet.sql);
        const rows = await this.#counting.ask(
          query.toQuery(),
          async (): Promise<Counted[]> => query,
        );
        return { name, values: valuesOf(facet, rows) };
      }),
    );
  }

  /** Groups the findings by check, the worst check first. */
  async findingGroups(
    filter: FleetFilter,
    visibility: Visibility,
  ): Promise<FindingGroup[]> {
    const now = thisSecond();
    const query = this.#matching(findingsTable, filter, visibility, now);
    const severities = SEVERITIES.map((severity, rank) =>
      this.#knex.raw(
        `sum(case when findings.severity = ${rank} then 1 else 0 end) as ${severity}`,
      ),
    );
    const rows: ({ check_id: string; worst: number } & Record<
      'count' | 'subjects' | (typeof SEVERITIES)[number],
      string | number
    >)[] = await query
      .groupBy('findings.check_id')
      .select('findings.check_id', ...severities)
      .max({ worst: 'findings.severity' })
      .count({ count: '*' })
      .countDistinct({ subjects: 'findings.subject_id' });
    return rows
      .map(row => ({
        id: row.check_id,
        title: titleOfCheck(row.check_id),
        severity: severityOf(row.worst) ?? SEVERITIES[0],
        findings: Number(row.count),
        subjects: Number(row.subjects),
        critical: Number(row.critical),
        high: Number(row.high),
        medium: Number(row.medium),
        low: Number(row.low),
      }))
      .sort(
        (a, b) =>
          b.critical - a.critical ||
          b.high - a.high ||
          b.medium - a.medium ||
          b.low - a.low ||
          (a.id < b.id ? -1 : 1),
      );
  }

  #matching(
    table: FleetTable,
    filter: FleetFilter,
    visibility: Visibility,
    now: string,
  ): Knex.QueryBuilder {
    const query: Knex.QueryBuilder = this.#knex(table.name);
    table.narrow(query, filter, now);
    whereVisible(query, visibility, table.placed);
    return query;
  }
}

function valuesOf(facet: Facet, rows: Counted[]): FleetFacet['values'] {
  const counts = new Map<string, number>();
  for (const { value, count } of rows) {
    for (const one of namesOf(facet, value)) {
      counts.set(one, (counts.get(one) ?? 0) + Number(count));
    }
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_VALUES);
}

/** Returns the facet values that a column value contains. */
function namesOf(
  { isList, missing, names }: Facet,
  value: Counted['value'],
): string[] {
  if (value === null) return missing === undefined ? [] : [missing];
  if (!isList) return [names?.[Number(value)] ?? `${value}`];
  const listed = fromList(`${value}`);
  return listed.length > 0 ? listed : ['none'];
}
