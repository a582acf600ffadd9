import { asList } from '../document/shape';
import type { Grant } from '../effective/grant';
import { namesOf } from '../effective/names';
import { ActionList } from '../evaluate/action-list';
import { compilePattern, NO_VARIABLES } from '../match/pattern';
import type { ActionCatalogue } from '../summary/types';
import { RESOURCE_TYPES } from './data/resource-types';
import type { RiskQuestions } from './risk';

/** A service of which Allow statements that name it together list every action. */
export interface WholeService {
  prefix: string;
  /** Actions of the service, grouped by the statements that list them. */
  groups: ActionGroup[];
  /** Whether the patterns match any action that AWS can add. */
  isOpenEnded: boolean;
}

/** Actions that the same statements list. */
interface ActionGroup {
  actions: string[];
  grants: Grant[];
}

/** The patterns of a statement that name services. */
interface Listing {
  grant: Grant;
  prefixes: string[];
  actions: ActionList;
}

type Asked = Pick<RiskQuestions, 'catalogue' | 'spend'>;

/** Returns the services, sorted by prefix. */
export function wholeServices(grants: Grant[], asked: Asked): WholeService[] {
  const listings = grants.flatMap(grant => listingOf(grant) ?? []);
  const named = new Set(listings.flatMap(({ prefixes }) => prefixes));
  const services = new Set(
    [...named].flatMap(prefix => servicesOf(prefix, asked)),
  );
  return [...services].sort().flatMap(prefix => {
    asked.spend(listings.length);
    const own = listings.filter(({ actions }) => actions.of(prefix) !== 'none');
    const groups = groupsOf(own, prefix, actionsBeside(prefix, asked), asked);
    return groups
      ? {
          prefix,
          groups,
          isOpenEnded:
            groupsOf(own, prefix, anyActions(prefix), asked) !== undefined,
        }
      : [];
  });
}

/** The service prefix of a pattern that does not match every service. */
const NAMED = /^([^:]*[^:*?][^:]*):/;

function listingOf(grant: Grant): Listing | undefined {
  const texts = asList(grant.source.Action).map(text => text.toLowerCase());
  const naming = texts.flatMap(text => {
    const prefix = NAMED.exec(text)?.[1];
    // A name without `*` grants no actions that AWS adds later.
    return prefix && text.includes('*') ? { text, prefix } : [];
  });
  return naming.length > 0
    ? {
        grant,
        prefixes: naming.map(({ prefix }) => prefix),
        actions: new ActionList(naming.map(({ text }) => text)),
      }
    : undefined;
}

/** Returns the services that a prefix matches. */
function servicesOf(prefix: string, { catalogue, spend }: Asked): string[] {
  if (!/[*?]/.test(prefix)) return [prefix];
  const known = catalogue?.prefixes() ?? Object.keys(RESOURCE_TYPES);
  spend(known.length * prefix.length);
  const matches = compilePattern(prefix, { wildcards: true, variables: false });
  return known.filter(one => matches(one, NO_VARIABLES));
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** Returns an action for each first letter. AWS has no actions of these names. */
function anyActions(prefix: string): string[] {
  return LETTERS.map(letter => `${prefix}:${letter}_`);
}

/** Returns an action beside each action of a service, with a name that only a wildcard matches. */
function actionsBeside(
  prefix: string,
  { catalogue }: { catalogue?: ActionCatalogue },
): string[] {
  const service = catalogue?.service(prefix);
  return service
    ? namesOf(service).folded.map(name => `${name}_`)
    : anyActions(prefix);
}

/**
 * Groups actions by the statements that list them; by the statements that list all of them, if there are any. Undefined if no statement lists one of
 * the actions.
 */
function groupsOf(
  listings: Listing[],
  prefix: string,
  actions: string[],
  { spend }: Asked,
): ActionGroup[] | undefined {
  const effort = listings.reduce(
    (sum, listing) => sum + listing.actions.effort(prefix),
    0,
  );
  const groups = new Map<string, ActionGroup>();
  let whole = listings;
  for (const action of actions) {
    spend(effort);
    const own = listings.filter(one => one.actions.has(action, prefix));
    if (own.length === 0) return undefined;
    whole = whole.filter(one => own.includes(one));
    const grants = own.map(({ grant }) => grant);
    const key = grants.map(({ id }) => id).join();
    const group = groups.get(key) ?? { actions: [], grants };
    group.actions.push(action);
    groups.set(key, group);
  }
  return whole.length > 0
    ? [{ actions, grants: whole.map(({ grant }) => grant) }]
    : [...groups.values()];
}
