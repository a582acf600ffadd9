import type { Known } from '../conditions/certainty';
import type { RequestContext } from '../evaluate/types';
import { unchangeableBy } from '../evaluate/unchangeable';
import type {
  ActionCatalogue,
  CatalogueAction,
  CatalogueService,
} from '../summary/types';
import { outcomeFor, type Concerned, type Outcome } from './allowance';
import type { Grant } from './grant';
import { concernsService, readLayers, type Layers } from './layers';
import { isEverything } from './resources';
import { targetOf, unknownTarget, type Target } from './target';
import type { PrincipalPolicies } from './types';

/** What a principal's policies say about whole actions, whatever the request. */
export interface Access {
  layers: Layers;
  /** Whether any statement of the identity policies may concern a service, by its prefix in lower case. */
  reaches(service: string): boolean;
  /** A view of one service, by its prefix in lower case. */
  inService(service: string): ServiceAccess;
  /** Takes the action in any case. */
  of(action: string): Outcome;
}

/** What is said about the actions of one service. */
interface ServiceAccess {
  /** Takes the action in lower case, and gives the same value for actions about which the same is said. */
  of(action: string, target: Target): Outcome | undefined;
}

/** What else `accessOf` may know. */
export interface AccessOptions {
  catalogue?: ActionCatalogue;
  now?: Date;
  /** Condition keys whose values are known. */
  context?: RequestContext;
}

const NOTHING: Outcome = { allowances: [], blockages: [] };

const entries = new WeakMap<CatalogueService, Map<string, CatalogueAction>>();

/** An action of a service by its name in lower case. */
function entryOf(
  service: CatalogueService,
  name: string,
): CatalogueAction | undefined {
  let byName = entries.get(service);
  if (!byName) {
    byName = new Map(
      service.actions.map(action => [action.name.toLowerCase(), action]),
    );
    entries.set(service, byName);
  }
  return byName.get(name);
}

/** Reads the policies once, for questions about any number of actions. */
export function accessOf(
  input: PrincipalPolicies,
  options: AccessOptions = {},
): Access {
  const { catalogue, now = new Date(), context = {} } = options;
  // An identity policy speaks of requests of its own identity, never of an AWS service's.
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
  const layers = readLayers(input, known);
  const services = new Map<string, ServiceAccess>();
  const unknownTargets = new Map<string, Target>();
  const inService = (service: string) => {
    const access = services.get(service) ?? serviceAccess(layers, service);
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
  return {
    layers,
    reaches,
    inService,
    of: action => {
      const folded = action.toLowerCase();
      const [prefix, name] = folded.split(':');
      if (!reaches(prefix)) return NOTHING;
      const service = catalogue?.service(prefix);
      const entry = service && entryOf(service, name);
      if (service && entry) {
        const target = targetOf(service, entry);
        return inService(prefix).of(folded, target) ?? NOTHING;
      }
      const key = unchangeableBy(folded) ? folded : prefix;
      const target = unknownTargets.get(key) ?? unknownTarget(folded);
      unknownTargets.set(key, target);
      return inService(prefix).of(folded, target) ?? NOTHING;
    },
  };
}

function serviceAccess(layers: Layers, service: string): ServiceAccess {
  const pick = picker(service);
  const grants = pick(layers.grants);
  const denies = pick(
    layers.denies.filter(({ ref }) => concernsService(ref.layer, service)),
  );
  const limits = layers.limits
    .filter(({ layer }) => concernsService(layer, service))
    .map(limit => ({ ...limit, test: pick(limit.allows) }));
  const tests = [grants, denies, ...limits.map(({ test }) => test)];
  const onAnything = tests.every(({ all }) =>
    all.every(({ resources }) => resources.every(isEverything)),
  );
  const concernedBy = (action: string): Concerned => ({
    grants: grants.of(action),
    denies: denies.of(action),
    limits: limits.map(({ layer, level, invalid, test }) => ({
      layer,
      level,
      invalid,
      allows: test.of(action),
    })),
  });
  const outcomesOf = outcomesByConcern();
  // Where every statement is about the whole service, the same is said about each of its actions.
  const same = tests.every(({ whole }) => whole)
    ? outcomesOf(concernedBy(service))
    : undefined;

  return {
    of: (action, target) => {
      const said = same ?? outcomesOf(concernedBy(action));
      return said?.(onAnything ? undefined : target, target);
    },
  };
}

/** Puts the layers together once for each set of statements and target. */
function outcomesByConcern() {
  type Said = (key: Target | undefined, target: Target) => Outcome;
  const known = new Map<string, Said>();
  return (concerned: Concerned): Said | undefined => {
    if (concerned.grants.length === 0) return undefined;
    const concern = keyOf(concerned);
    let said = known.get(concern);
    if (!said) {
      const outcomes = new Map<Target | undefined, Outcome>();
      said = (key, target) => {
        const outcome = outcomes.get(key) ?? outcomeFor(concerned, target);
        outcomes.set(key, outcome);
        return outcome;
      };
      known.set(concern, said);
    }
    return said;
  };
}

/** The statements that concern a service, and those of them that concern one action. */
function picker(service: string) {
  return (grants: Grant[]) => {
    const all = grants.filter(
      ({ statement }) => statement.actionsOf(service) !== 'none',
    );
    const whole = all.every(
      ({ statement }) => statement.actionsOf(service) === 'all',
    );
    return {
      all,
      whole,
      of: (action: string) =>
        whole
          ? all
          : all.filter(({ statement }) => statement.matchesAction(action)),
    };
  };
}

function keyOf({ grants, denies, limits }: Concerned): string {
  const ids = (list: Grant[]) => list.map(({ id }) => id).join();
  return [
    ids(grants),
    ids(denies),
    ...limits.map(({ allows }) => ids(allows)),
  ].join(';');
}
