import { asList } from '../document/shape';
import type { NamedPolicy } from '../document/types';
import { matchPattern } from '../match/pattern';
import { accessOf, isEverywhere, type Access, type Grant } from './access';
import type {
  AccessLevel,
  ActionCatalogue,
  CatalogueService,
  LevelSummary,
  PermissionsSummary,
  ServiceSummary,
  SummaryOptions,
} from './types';

const RISKIEST_FIRST: AccessLevel[] = [
  'Permissions management',
  'Write',
  'Tagging',
  'Read',
  'List',
];

/**
 * What identity policies let a principal do, by service and level, less what they or its boundary take away whole. Broken documents
 * add nothing.
 *
 * Source: IAM User Guide, "Policy summaries".
 *
 * @public
 */
export function summarizePermissions(
  policies: NamedPolicy[],
  options: SummaryOptions,
): PermissionsSummary {
  const { catalogue, permissionsBoundary } = options;
  const access = accessOf(policies, permissionsBoundary);
  const services = prefixesOf(access.grants, catalogue)
    .map(prefix => catalogue.service(prefix))
    .filter(service => service !== undefined)
    .map(service => summarizeService(service, access))
    .filter(({ levels }) => levels.length > 0)
    .sort(byRiskThenTitle);
  return { services, unknownActions: unknownActions(access.grants, catalogue) };
}

function summarizeService(
  service: CatalogueService,
  access: Access,
): ServiceSummary {
  const levels = RISKIEST_FIRST.flatMap(level => {
    const summary = summarizeLevel(service, level, access);
    return summary ? [summary] : [];
  });
  return { service: service.prefix, title: service.title, levels };
}

function summarizeLevel(
  service: CatalogueService,
  level: AccessLevel,
  access: Access,
): LevelSummary | undefined {
  const actions: string[] = [];
  const resources = new Set<string>();
  let full = true;
  for (const action of service.actions) {
    if (action.level !== level) continue;
    const name = `${service.prefix}:${action.name}`;
    const { grants, limits, partlyDenied } = access.of(name);
    const isWhole =
      grants.some(isEverywhere) &&
      (!limits || limits.some(isEverywhere)) &&
      !partlyDenied;
    full = full && isWhole;
    if (grants.length === 0) continue;
    actions.push(name);
    for (const grant of grants) {
      for (const resource of resourcesOf(grant)) resources.add(resource);
    }
  }
  if (actions.length === 0) return undefined;
  return {
    level,
    extent: full ? 'full' : 'limited',
    actions: actions.sort(),
    resources: [...resources].sort(),
  };
}

function resourcesOf({ raw }: Grant): string[] {
  return raw.Resource !== undefined
    ? asList(raw.Resource)
    : asList(raw.NotResource).map(resource => `not ${resource}`);
}

/** The services that grants can reach, so that others need not be loaded. */
function prefixesOf(grants: Grant[], catalogue: ActionCatalogue): string[] {
  const all = catalogue.prefixes();
  const wanted = new Set<string>();
  for (const { raw } of grants) {
    for (const pattern of raw.NotAction !== undefined
      ? ['*']
      : asList(raw.Action)) {
      const [prefix] = pattern.toLowerCase().split(':');
      if (!/[*?]/.test(prefix)) wanted.add(prefix);
      else
        all
          .filter(name => matchPattern(prefix, name))
          .forEach(name => wanted.add(name));
    }
  }
  return [...wanted];
}

function unknownActions(grants: Grant[], catalogue: ActionCatalogue): string[] {
  const unknown = grants.flatMap(({ raw }) =>
    asList(raw.Action).filter(pattern => {
      const [prefix, name] = pattern.toLowerCase().split(':');
      if (name === undefined || /[*?]/.test(prefix)) return false;
      const actions = catalogue.service(prefix)?.actions ?? [];
      return !actions.some(action =>
        matchPattern(name, action.name, { ignoreCase: true }),
      );
    }),
  );
  return [...new Set(unknown)].sort();
}

function byRiskThenTitle(a: ServiceSummary, b: ServiceSummary): number {
  const risk = ({ levels }: ServiceSummary) =>
    RISKIEST_FIRST.indexOf(levels[0].level);
  return risk(a) - risk(b) || a.title.localeCompare(b.title, 'en');
}
