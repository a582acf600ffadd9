import type {
  EffectiveService,
  Risk,
  StatementRef,
} from '@backstage-irsa/core/model';
import { LEVELS_FROM_WORST } from './levels';
import { risksWorstFirst, severityRank } from '../risks/risksWorstFirst';

const EXTENTS = { none: 0, limited: 1, full: 2 };

/** Returns the services, the riskiest first: by their most severe risk, then by the extent of their most dangerous access levels, then by title. */
export function riskiestFirst(
  services: readonly EffectiveService[],
  risks: readonly Risk[],
): EffectiveService[] {
  const ranked = services.map(service => ({
    service,
    rank: [severityOf(service, risks), ...extentsOf(service)],
  }));
  return ranked
    .sort(
      (a, b) =>
        compare(a.rank, b.rank) ||
        a.service.title.localeCompare(b.service.title),
    )
    .map(({ service }) => service);
}

/** Returns the rank of a service's most severe risk, where 0 is the worst. A service without a risk gets Infinity. */
function severityOf(service: EffectiveService, risks: readonly Risk[]): number {
  const place = ({ policy, statement }: StatementRef) =>
    `${policy} ${statement}`;
  const granting = new Set(
    service.levels
      .flatMap(({ entries }) => entries)
      .flatMap(({ statements }) => statements)
      .map(place),
  );
  const worst = risksWorstFirst(risks).find(risk =>
    risk.evidence?.some(ref => granting.has(place(ref))),
  );
  return worst ? severityRank(worst.severity) : Infinity;
}

/** Returns the negated extent of each access level, the most dangerous level first, so that a lower value is riskier. */
function extentsOf(service: EffectiveService): number[] {
  return LEVELS_FROM_WORST.map(name => {
    const level = service.levels.find(({ level: l }) => l === name);
    return -EXTENTS[level?.extent ?? 'none'];
  });
}

function compare(a: number[], b: number[]): number {
  const index = a.findIndex((value, i) => value !== b[i]);
  return index === -1 ? 0 : Math.sign(a[index] - b[index]);
}
