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

/** What there is to tell of one outcome. */
interface Telling {
  isFull: boolean;
  /** With keys that are equal for equal contents. */
  contents: Array<{ key: string; content: EntryContent }>;
}

/** Puts each outcome into words once: a policy has few, and says them of thousands of actions. */
class Tellings {
  private readonly known = new Map<Outcome, Telling>();

  constructor(private readonly unreadable: Access['layers']['unreadable']) {}

  of(outcome: Outcome): Telling {
    let telling = this.known.get(outcome);
    if (!telling) {
      telling = {
        isFull: isWhole(outcome, this.unreadable),
        contents: entriesOf(outcome, this.unreadable).map(content => ({
          key: JSON.stringify(content),
          content,
        })),
      };
      this.known.set(outcome, telling);
    }
    return telling;
  }
}

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

  read(tellings: Tellings): Pick<EffectiveLevel, 'extent' | 'entries'> {
    let full = !this.someMissing;
    let none = true;
    const byContent = new Map<string, PermissionEntry>();
    for (const [outcome, actions] of this.actions) {
      const { isFull, contents } = tellings.of(outcome);
      full = full && isFull;
      none = none && outcome.allowances.length === 0;
      for (const { key, content } of contents) {
        const same = byContent.get(key);
        if (same) same.actions.push(...actions);
        else byContent.set(key, { ...content, actions: [...actions] });
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
  const tellings = new Tellings(access.layers.unreadable);
  const services = catalogue
    .prefixes()
    .filter(prefix => access.reaches(prefix))
    .map(prefix => catalogue.service(prefix))
    .filter(service => service !== undefined)
    .map(service => effectiveService(service, access, tellings))
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
  tellings: Tellings,
): EffectiveService {
  const outcomes = access.inService(service.prefix).ofEach(service);
  const cells = new Map<AccessLevel, Cell>();
  const { full } = namesOf(service);
  service.actions.forEach(({ level }, index) => {
    let cell = cells.get(level);
    if (!cell) cells.set(level, (cell = new Cell()));
    cell.add(full[index], outcomes[index]);
  });
  const levels = RISKIEST_FIRST.flatMap(level => {
    const cell = cells.get(level);
    if (!cell) return [];
    const { extent, entries } = cell.read(tellings);
    return [{ level, extent, entries }];
  });
  return { service: service.prefix, title: service.title, levels };
}

/** Action patterns that match nothing in the catalogue. */
function unknownActions(grants: Grant[], catalogue: ActionCatalogue): string[] {
  const unknown = grants
    .filter(({ source }) => source.Action !== undefined)
    .flatMap(({ statement }) => statement.actions.unknown(catalogue));
  return [...new Set(unknown)].sort();
}

// A service in which all is blocked comes last.
function byRiskThenTitle(a: EffectiveService, b: EffectiveService): number {
  const risk = ({ levels }: EffectiveService) => {
    const first = levels.find(({ extent }) => extent !== 'none');
    return first ? RISKIEST_FIRST.indexOf(first.level) : RISKIEST_FIRST.length;
  };
  return risk(a) - risk(b) || a.title.localeCompare(b.title, 'en');
}
