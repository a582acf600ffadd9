import { asList } from '../document/shape';
import { compilePattern } from '../match/pattern';
import type {
  AccessLevel,
  ActionCatalogue,
  CatalogueService,
} from '../summary/types';
import { accessOf, type Access } from './access';
import type { Outcome } from './allowance';
import { entriesOf, isWhole, type EntryContent } from './entries';
import type { Grant } from './grant';
import { namesOf } from './names';
import { targetOf } from './target';
import type {
  EffectiveLevel,
  EffectiveOptions,
  EffectivePermissions,
  EffectiveService,
  PermissionEntry,
  PrincipalPolicies,
} from './types';

const RISKIEST_FIRST: AccessLevel[] = [
  'Permissions management',
  'Write',
  'Tagging',
  'Read',
  'List',
];

/** Collects the actions of one service and level. */
class Cell {
  private readonly actions = new Map<Outcome, string[]>();
  private someMissing = false;

  add(action: string, outcome: Outcome | undefined): void {
    if (!outcome) {
      this.someMissing = true;
      return;
    }
    const same = this.actions.get(outcome);
    if (same) same.push(action);
    else this.actions.set(outcome, [action]);
  }

  read(
    unreadable: Access['layers']['unreadable'],
  ): Pick<EffectiveLevel, 'extent' | 'entries'> {
    let full = !this.someMissing;
    let none = true;
    const byContent = new Map<string, PermissionEntry>();
    const add = (content: EntryContent, actions: string[]) => {
      const key = JSON.stringify(content);
      const same = byContent.get(key);
      if (same) same.actions.push(...actions);
      else byContent.set(key, { ...content, actions: [...actions] });
    };
    for (const [outcome, actions] of this.actions) {
      full = full && isWhole(outcome, unreadable);
      none = none && outcome.allowances.length === 0;
      for (const content of entriesOf(outcome, unreadable)) {
        add(content, actions);
      }
    }
    const entries = [...byContent.values()];
    for (const entry of entries) entry.actions.sort();
    entries.sort(byState);
    if (none) return { extent: 'none', entries };
    return { extent: full ? 'full' : 'limited', entries };
  }
}

const STATES: PermissionEntry['state'][] = [
  'allowed',
  'allowed-except',
  'allowed-if',
  'unknown',
  'blocked',
];

function byState(a: PermissionEntry, b: PermissionEntry): number {
  return (
    STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
    (a.actions[0] < b.actions[0] ? -1 : 1)
  );
}

/**
 * What a principal may do, by service and level: allowed, under which conditions, on which resources not, blocked by which layer, with
 * the statements behind each. Broken documents grant nothing, their readable Deny statements still deny, and `invalidPolicies` names them.
 *
 * Source: IAM User Guide, "Policy evaluation logic" and "Access levels in policy summaries".
 *
 * @public
 */
export function effectivePermissions(
  input: PrincipalPolicies,
  options: EffectiveOptions,
): EffectivePermissions {
  const { catalogue } = options;
  const access = accessOf(input, options);
  const services = catalogue
    .prefixes()
    .filter(prefix => access.reaches(prefix))
    .map(prefix => catalogue.service(prefix))
    .filter(service => service !== undefined)
    .map(service => effectiveService(service, access))
    .filter(({ levels }) => levels.some(({ entries }) => entries.length > 0))
    .sort(byRiskThenTitle);
  return {
    services,
    unknownActions: unknownActions(access.layers.grants, catalogue),
    invalidPolicies: access.layers.invalid,
  };
}

function effectiveService(
  service: CatalogueService,
  access: Access,
): EffectiveService {
  const view = access.inService(service.prefix);
  const { unreadable } = access.layers;
  const cells = new Map<AccessLevel, Cell>();
  const { full, folded } = namesOf(service);
  service.actions.forEach((action, index) => {
    const outcome = view.of(folded[index], targetOf(service, action));
    let cell = cells.get(action.level);
    if (!cell) cells.set(action.level, (cell = new Cell()));
    cell.add(full[index], outcome);
  });
  const levels = RISKIEST_FIRST.flatMap(level => {
    const cell = cells.get(level);
    if (!cell) return [];
    const { extent, entries } = cell.read(unreadable);
    return [{ level, extent, entries }];
  });
  return { service: service.prefix, title: service.title, levels };
}

/** Action patterns that match nothing in the catalogue. */
function unknownActions(grants: Grant[], catalogue: ActionCatalogue): string[] {
  const patterns = new Set(
    grants.flatMap(({ source }) => asList(source.Action)),
  );
  return [...patterns].filter(text => isUnknown(text, catalogue)).sort();
}

function isUnknown(action: string, catalogue: ActionCatalogue): boolean {
  const folded = action.toLowerCase();
  const [prefix, name] = folded.split(':');
  if (name === undefined || /[*?]/.test(prefix)) return false;
  const service = catalogue.service(prefix);
  if (!service) return true;
  const names = namesOf(service).folded;
  if (!/[*?]/.test(name)) return !names.includes(folded);
  const matches = compilePattern(folded, { wildcards: true, variables: false });
  return !names.some(one => matches(one, () => undefined));
}

// A service in which all is blocked comes last.
function byRiskThenTitle(a: EffectiveService, b: EffectiveService): number {
  const risk = ({ levels }: EffectiveService) => {
    const first = levels.find(({ extent }) => extent !== 'none');
    return first ? RISKIEST_FIRST.indexOf(first.level) : RISKIEST_FIRST.length;
  };
  return risk(a) - risk(b) || a.title.localeCompare(b.title, 'en');
}
