import type { Known } from '../conditions/certainty';
import type { RequestContext } from '../evaluate/types';
import { unchangeableBy } from '../evaluate/unchangeable';
import type { ActionCatalogue, CatalogueService } from '../summary/types';
import type { Outcome } from './allowance';
import { Comparer } from './comparer';
import { outcomesByConcern, STATEMENT, type Said } from './concerns';
import type { Grant } from './grant';
import {
  concernsAction,
  concernsService,
  readLayers,
  type Layers,
} from './layers';
import { namesOf, type ActionNames } from './names';
import type { Concerned } from './outcome';
import { isEverything } from './resources';
import { targetsOf, unknownTarget, type Target } from './target';
import type { PrincipalPolicies } from './types';

/** The access that the policies of a principal give to actions, independent of a specific request. */
export interface Access {
  layers: Layers;
  /** Checks whether any Allow statement of the identity policies can apply to a service, given its prefix in lower case. */
  reaches(service: string): boolean;
  /** Returns the access to one service, given its prefix in lower case. */
  inService(service: string): ServiceAccess;
  /** Returns the outcome for an action, which is case-insensitive. */
  of(action: string): Outcome;
  /** Checks whether any condition is on one of these keys, which are in lower case. If not, their values change nothing. */
  dependsOn(context: RequestContext): boolean;
}

/** The access to the actions of one service. */
interface ServiceAccess {
  /** Returns the outcome for an action in lower case. Returns the same object for actions with the same outcome. */
  of(action: string, target: Target): Outcome | undefined;
  /** Returns the outcome for each action of the service, in the order of the catalogue. */
  ofEach(service: CatalogueService): Array<Outcome | undefined>;
}

/** The options of `accessOf`. */
export interface AccessOptions {
  catalogue?: ActionCatalogue;
  now?: Date;
  /** The condition keys whose values are known. */
  context?: RequestContext;
  /** The comparisons to share with other views of the same policies. They limit the work. */
  comparer?: Comparer;
}

const NOTHING: Outcome = { allowances: [], blockages: [] };

/**
 * Reads the policies once, so that the result can answer questions about any number of actions.
 *
 * @throws OverBudgetError - if the policies are too complex, as do all methods of the result.
 */
export function accessOf(
  input: PrincipalPolicies,
  options: AccessOptions = {},
): Access {
  const { catalogue, now = new Date(), context = {} } = options;
  const { comparer = new Comparer() } = options;
  // An identity policy applies to requests of its own identity, never to requests of an AWS service.
  const known: Known = {
    now,
    context: {
      'aws:principalisawsservice': 'false',
      ...Object.fromEntries(
        Object.entries(context).map(([key, value]) => [
          key.toLowerCase(),
          value,
        ]),
      ),
    },
  };
  const layers = readLayers(input, { known, comparer });
  const outcomesOf = outcomesByConcern(comparer);
  const services = new Map<string, ServiceAccess>();
  const unknownTargets = new Map<string, Target>();
  const inService = (service: string) => {
    const access =
      services.get(service) ??
      serviceAccess(layers, service, { comparer, outcomesOf });
    services.set(service, access);
    return access;
  };
  const reached = new Map<string, boolean>();
  const reaches = (service: string) => {
    const isReached =
      reached.get(service) ??
      layers.grants.some(
        ({ statement }) => statement.actionsOf(service) !== 'none',
      );
    reached.set(service, isReached);
    return isReached;
  };
  const outcomeOf = (action: string) => {
    const folded = action.toLowerCase();
    const [prefix] = folded.split(':', 1);
    if (!reaches(prefix)) return NOTHING;
    const service = catalogue?.service(prefix);
    const index = service && namesOf(service).indexes.get(folded);
    if (service && index !== undefined) {
      const target = targetsOf(service)[index];
      return inService(prefix).of(folded, target) ?? NOTHING;
    }
    const key = unchangeableBy(folded) ? folded : prefix;
    const target = unknownTargets.get(key) ?? unknownTarget(folded);
    unknownTargets.set(key, target);
    return inService(prefix).of(folded, target) ?? NOTHING;
  };
  const outcomes = new Map<string, Outcome>();
  return {
    layers,
    reaches,
    inService,
    dependsOn: keys => Object.keys(keys).some(key => layers.keys.has(key)),
    // Callers, such as the check of escalation paths, ask for the same actions repeatedly.
    of: action => {
      const outcome = outcomes.get(action) ?? outcomeOf(action);
      outcomes.set(action, outcome);
      return outcome;
    },
  };
}

/** What the accesses to all services share. */
interface Shared {
  comparer: Comparer;
  outcomesOf: ReturnType<typeof outcomesByConcern>;
}

function serviceAccess(
  layers: Layers,
  service: string,
  { comparer, outcomesOf }: Shared,
): ServiceAccess {
  const pick = picker(service, comparer);
  const grants = pick(layers.grants);
  const endpoints = layers.endpoints.filter(one => one.service === service);
  const denies = pick([
    ...layers.denies.filter(({ ref }) => concernsService(ref.layer, service)),
    ...endpoints.flatMap(one => one.denies),
  ]);
  const limits = layers.limits
    .filter(({ layer }) => concernsService(layer, service))
    .concat(endpoints.map(({ limit }) => limit))
    .map(limit => ({ ...limit, test: pick(limit.allows) }));
  const tests = [grants, denies, ...limits.map(({ test }) => test)];
  const onAnything = tests.every(({ all }) =>
    all.every(({ resources }) => resources.every(isEverything)),
  );
  const concernedBy = (action: string): Concerned => ({
    grants: grants.of(action),
    denies: denies
      .of(action)
      .filter(({ ref }) => concernsAction(ref.layer, action)),
    limits: limits
      .filter(({ layer }) => concernsAction(layer, action))
      .map(({ layer, level, invalid, test }) => ({
        layer,
        level,
        invalid,
        allows: test.of(action),
      })),
  });
  const outcome = (said: Said | undefined, target: Target) =>
    said?.(onAnything ? undefined : target, target);

  return {
    of: (action, target) => outcome(outcomesOf(concernedBy(action)), target),
    ofEach: catalogued => {
      const names = namesOf(catalogued);
      const groups = groupsOf(
        names,
        tests.flatMap(({ all }) => all),
        { service, comparer },
      );
      const targets = targetsOf(catalogued);
      const saidOfGroup = new Map<number, Said | undefined>();
      groups.forEach((group, index) => {
        if (saidOfGroup.has(group)) return;
        saidOfGroup.set(group, outcomesOf(concernedBy(names.folded[index])));
      });
      if (!onAnything) {
        return groups.map((group, index) =>
          outcome(saidOfGroup.get(group), targets[index]),
        );
      }
      const outcomes = new Map(
        [...saidOfGroup].map(([group, said]) => [
          group,
          outcome(said, targets[0]),
        ]),
      );
      return groups.map(group => outcomes.get(group));
    },
  };
}

/** Assigns a number to each action of a service, so that actions to which the same statements apply have the same number. */
function groupsOf(
  names: ActionNames,
  grants: Grant[],
  { service, comparer }: { service: string; comparer: Comparer },
): number[] {
  const isExempt = (action: string) =>
    concernsService('resource-control', service) &&
    !concernsAction('resource-control', action);
  const groups = names.folded.map(action => (isExempt(action) ? 1 : 0));
  let count = 2;
  for (const { statement } of grants) {
    if (statement.actionsOf(service) === 'some') {
      const { actions } = statement;
      comparer.spend(actions.effort(service) * names.folded.length);
      count = split(groups, count, visit =>
        actions.each(service, names, visit),
      );
    }
  }
  return groups;
}

/** Moves the visited members of each group to a new group. New groups are numbered from `first`. Returns the next free number. */
function split(
  groups: number[],
  first: number,
  each: (visit: (index: number) => void) => void,
): number {
  const numbers = new Map<number, number>();
  each(index => {
    const group = groups[index];
    if (group >= first) return;
    const own = numbers.get(group) ?? first + numbers.size;
    numbers.set(group, own);
    groups[index] = own;
  });
  return first + numbers.size;
}

/** Returns a function that selects the statements that apply to a service and, from these, the statements that apply to an action. */
function picker(service: string, comparer: Comparer) {
  return (grants: Grant[]) => {
    comparer.spend(grants.length * STATEMENT);
    const all = grants.filter(
      ({ statement }) => statement.actionsOf(service) !== 'none',
    );
    const whole = all.every(
      ({ statement }) => statement.actionsOf(service) === 'all',
    );
    const effort = all.reduce(
      (sum, { statement }) => sum + statement.actions.effort(service),
      STATEMENT * all.length,
    );
    return {
      all,
      of: (action: string) => {
        if (whole) return all;
        comparer.spend(effort);
        return all.filter(({ statement }) =>
          statement.matchesAction(action, service),
        );
      },
    };
  };
}
