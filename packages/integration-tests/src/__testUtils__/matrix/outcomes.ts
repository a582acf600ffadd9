import type { CallerName } from './callers';
import type { Outcome } from './types';

type Outcomes = Record<CallerName, Outcome>;

const BARRED = {
  anonymous: { status: 401 },
  service: { status: 403 },
  without: { status: 403 },
};

/** Returns the outcomes for a single resource, which is not found for callers without read access. `status` is for the others. */
export function toOne(
  status = 200,
  { own = status, others = 404 }: { own?: number; others?: number } = {},
): Outcomes {
  return {
    ...BARRED,
    own: { status: own },
    others: { status: others },
    with: { status },
  };
}

/** Returns the outcomes for a list, in which each caller sees what they are allowed to read. */
export function toMany({ forPlugins = false } = {}): Outcomes {
  const all: Outcome = { status: 200, tells: ['own', 'others'] };
  const own: Outcome = { status: 200, tells: ['own'] };
  return {
    ...BARRED,
    ...(forPlugins && { service: all }),
    own,
    others: own,
    with: all,
  };
}

/** Returns the outcomes for audit data. The conditional user is not an auditor. */
export function toAuditors(status = 200): Outcomes {
  return toOne(status, { own: 403, others: 403 });
}

/** Returns the outcomes for data that belongs to no owner. */
export function toAll(status = 200): Outcomes {
  return toOne(status, { others: status });
}
