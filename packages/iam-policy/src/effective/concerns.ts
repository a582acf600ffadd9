import type { Outcome } from './allowance';
import type { Comparer } from './comparer';
import type { Grant } from './grant';
import { outcomeFor, type Concerned } from './outcome';
import type { Target } from './target';

/** The work of considering a statement. */
export const STATEMENT = 10;

/** Returns the outcome for a target. Targets with the same key have the same outcome. */
export type Said = (key: Target | undefined, target: Target) => Outcome;

/** Combines the layers once for each set of statements and each list of resources that these have for a target. */
export function outcomesByConcern(comparer: Comparer) {
  const known = new Map<string, Said>();
  return (concerned: Concerned): Said | undefined => {
    if (concerned.grants.length === 0) return undefined;
    comparer.spend(countOf(concerned) * STATEMENT);
    const concern = keyOf(concerned);
    let said = known.get(concern);
    if (!said) {
      said = sayOnce(concerned, comparer);
      known.set(concern, said);
    }
    return said;
  };
}

function countOf({ grants, denies, limits }: Concerned): number {
  return limits.reduce(
    (sum, { allows }) => sum + allows.length,
    grants.length + denies.length,
  );
}

function sayOnce(concerned: Concerned, comparer: Comparer): Said {
  const { grants, denies, limits } = concerned;
  const statements = [
    ...grants,
    ...denies,
    ...limits.flatMap(({ allows }) => allows),
  ];
  const byTarget = new Map<Target | undefined, Outcome>();
  const byParts = new Map<string, Outcome>();
  return (key, target) => {
    let outcome = byTarget.get(key);
    if (outcome) return outcome;
    comparer.spend(statements.length * STATEMENT);
    const parts = statements
      .map(statement => comparer.numberOf(statement.on(target)))
      .join();
    outcome = byParts.get(parts) ?? outcomeFor(concerned, target, comparer);
    byParts.set(parts, outcome);
    byTarget.set(key, outcome);
    return outcome;
  };
}

function keyOf({ grants, denies, limits }: Concerned): string {
  const ids = (list: Grant[]) => list.map(({ id }) => id).join();
  return [
    ids(grants),
    ids(denies),
    ...limits.map(({ level = '', allows }) => `${level} ${ids(allows)}`),
  ].join(';');
}
