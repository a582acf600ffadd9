import type { CallerName } from './callers';
import type { Outcome } from './types';

type Outcomes = Record<CallerName, Outcome>;

const BARRED = {
  anonymous: { status: 401 },
  service: { status: 403 },
  without: { status: 403 },
};

/** An entry point to one thing, which who may not read it is told is not there. `status` is for who may. */
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

/** A list, of which each reads what they may. */
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

/** What auditors read: who has conditions is none. */
export function toAuditors(status = 200): Outcomes {
  return toOne(status, { own: 403, others: 403 });
}

/** What is about nobody in particular. */
export function toAll(status = 200): Outcomes {
  return toOne(status, { others: status });
}
