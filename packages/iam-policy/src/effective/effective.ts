import type { ActionCatalogue, CatalogueService } from '../summary/types';
import { withinBudget } from '../match/budget';
import { accessOf, type Access } from './access';
import type { Outcome } from './allowance';
import { Comparer } from './comparer';
import { entriesOf, isWhole, type EntryContent } from './entries';
import type { Grant } from './grant';
import { LEVELS, levelsOf, type LevelActions } from './levels';
import type {
  EffectiveLevel,
  EffectiveOptions,
  EffectivePermissions,
  EffectiveService,
  PermissionEntry,
  PrincipalPolicies,
} from './types';

/** The description of one outcome. */
interface Telling {
  isFull: boolean;
  /** The entries, with keys that are equal for equal content. */
  contents: Array<{ key: string; content: EntryContent }>;
}

/** The work of adding an entry to the result, in addition to half its length. Limits the size of the result. */
const ENTRY = 50;

/** Describes each outcome once: a policy has few distinct outcomes for thousands of actions. */
class Tellings {
  private readonly known = new Map<Outcome, Telling>();

  constructor(
    private readonly unreadable: Access['layers']['unreadable'],
    private readonly comparer: Comparer,
  ) {}

  of(outcome: Outcome): Telling {
    let telling = this.known.get(outcome);
    if (!telling) {
      const contents: Telling['contents'] = [];
      for (const content of entriesOf(outcome, this.unreadable)) {
        const key = JSON.stringify(content);
        this.comparer.spend(key.length);
        contents.push({ key, content });
      }
      telling = { isFull: isWhole(outcome, this.unreadable), contents };
      this.known.set(outcome, telling);
    }
    for (const { key } of telling.contents) {
      this.comparer.spend(ENTRY + key.length / 2);
    }
    return telling;
  }
}

/** Creates the entries for the actions of one service and access level. */
function effectiveLevel(
  { level, names, indexes }: LevelActions,
  outcomes: Array<Outcome | undefined>,
  tellings: Tellings,
): EffectiveLevel {
  const said = byOutcome(names, indexes, outcomes);
  let full = !said.has(undefined);
  let none = true;
  let isMixed = false;
  const byContent = new Map<string, PermissionEntry>();
  for (const [outcome, actions] of said) {
    if (!outcome) continue;
    const { isFull, contents } = tellings.of(outcome);
    full = full && isFull;
    none = none && outcome.allowances.length === 0;
    for (const { key, content } of contents) {
      const same = byContent.get(key);
      isMixed ||= same !== undefined;
      if (same) same.actions.push(...actions);
      else byContent.set(key, { ...content, actions: [...actions] });
    }
  }
  const entries = [...byContent.values()];
  if (isMixed) entries.forEach(({ actions }) => actions.sort());
  entries.sort(byState);
  if (none) return { level, extent: 'none', entries };
  return { level, extent: full ? 'full' : 'limited', entries };
}

/** Groups the action names by outcome, in their order. Names without an outcome are not listed: their key has an empty list. */
function byOutcome(
  names: string[],
  indexes: number[],
  outcomes: Array<Outcome | undefined>,
): Map<Outcome | undefined, string[]> {
  const said = new Map<Outcome | undefined, string[]>();
  // Successive actions mostly have the same outcome, so that the last lookup is reused.
  let last: Outcome | undefined;
  let same: string[] | undefined;
  names.forEach((name, at) => {
    const outcome = outcomes[indexes[at]];
    if (!same || outcome !== last) {
      same = said.get(outcome) ?? [];
      said.set(outcome, same);
      last = outcome;
    }
    if (outcome) same.push(name);
  });
  return said;
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
 * Returns the permissions of a principal by service and access level. Each entry has its state, conditions, excluded resources, blocking layer,
 * and statements. Broken documents grant nothing, but their readable Deny statements still deny, and `invalidPolicies` lists the documents.
 * The work is limited: beyond the limit, the result has only `tooComplex`.
 *
 * Source: IAM User Guide, "Policy evaluation logic" and "Access levels in policy summaries".
 *
 * @public
 */
export function effectivePermissions(
  input: PrincipalPolicies,
  options: EffectiveOptions,
): EffectivePermissions {
  const permissions = withinBudget(() => computed(input, options));
  const nothing = { services: [], unknownActions: [], invalidPolicies: [] };
  return permissions ?? { ...nothing, tooComplex: true };
}

function computed(
  input: PrincipalPolicies,
  options: EffectiveOptions,
): EffectivePermissions {
  const { catalogue, budget } = options;
  const comparer = new Comparer(budget);
  const access = accessOf(input, { ...options, comparer });
  const tellings = new Tellings(access.layers.unreadable, comparer);
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
    unknownActions: unknownActions(access.layers.grants, catalogue, comparer),
    invalidPolicies: access.layers.invalid,
  };
}

function effectiveService(
  service: CatalogueService,
  access: Access,
  tellings: Tellings,
): EffectiveService {
  const outcomes = access.inService(service.prefix).ofEach(service);
  const levels = levelsOf(service).map(actions =>
    effectiveLevel(actions, outcomes, tellings),
  );
  return { service: service.prefix, title: service.title, levels };
}

/** Returns the action patterns that match no action of the catalogue. */
function unknownActions(
  grants: Grant[],
  catalogue: ActionCatalogue,
  comparer: Comparer,
): string[] {
  const spend = (work: number) => comparer.spend(work);
  const unknown = grants
    .filter(({ source }) => source.Action !== undefined)
    .flatMap(({ statement }) => statement.actions.unknown(catalogue, spend));
  return [...new Set(unknown)].sort();
}

const { compare: compareTitles } = new Intl.Collator('en');

// A service in which everything is blocked comes last.
function byRiskThenTitle(a: EffectiveService, b: EffectiveService): number {
  const risk = ({ levels }: EffectiveService) => {
    const first = levels.find(({ extent }) => extent !== 'none');
    return first ? LEVELS.indexOf(first.level) : LEVELS.length;
  };
  return risk(a) - risk(b) || compareTitles(a.title, b.title);
}
