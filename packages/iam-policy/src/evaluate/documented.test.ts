import { conditionHolds, decide } from '../__testUtils__/cases';
import {
  conditionTables,
  policyTables,
  type ConditionTable,
  type Family,
} from '../__testUtils__/documented';

describe.each(conditionTables)('$page: $says', ({ rows, context }) => {
  it.each(rows)('%s %j, request %j: %s', (operator, wanted, actual, holds) => {
    expect(conditionHolds(operator, wanted, actual, context)).toBe(holds);
  });
});

describe.each(policyTables)('$page: $says', ({ cases }) => {
  it.each(cases)(
    '$case: $decision',
    ({ case: _case, decision, invalid = [], ...request }) => {
      const result = decide(request);
      expect(result.decision).toBe(decision);
      expect(result.invalidPolicies.map(({ policy }) => policy)).toEqual(
        invalid,
      );
      expect(result.blockedBy.length > 0).toBe(decision !== 'Allowed');
    },
  );
});

const FAMILIES: Family[] = [
  'string',
  'numeric',
  'date',
  'boolean',
  'binary',
  'IP address',
  'ARN',
  'Null',
  'IfExists',
  'ForAllValues',
  'ForAnyValue',
  'variables',
];

describe('the cases from the documentation', () => {
  const rowsOf = (tables: ConditionTable[]) =>
    tables.flatMap(({ rows }) => rows);

  it.each(FAMILIES)('include at least five for %s', family => {
    const tables = conditionTables.filter(table => table.family === family);
    expect(rowsOf(tables).length).toBeGreaterThanOrEqual(5);
  });

  it('are at least 280 different ones, each with a page and a sentence', () => {
    const conditions = rowsOf(conditionTables);
    const decisions = policyTables.flatMap(({ cases }) => cases);
    expect(conditions.length + decisions.length).toBeGreaterThanOrEqual(280);
    for (const { page, says } of [...conditionTables, ...policyTables]) {
      expect(page.length).toBeGreaterThan(5);
      expect(says.length).toBeGreaterThan(10);
    }
    const distinct = new Set(
      conditionTables.flatMap(({ says, rows, family }) =>
        rows.map(row => JSON.stringify([family, says, row])),
      ),
    );
    expect(distinct.size).toBe(conditions.length);
  });
});
