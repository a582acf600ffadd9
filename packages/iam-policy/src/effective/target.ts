import { unchangeableBy, type Unchangeable } from '../evaluate/unchangeable';
import {
  anyWithout,
  arnGlobOf,
  edged,
  globOf,
  type EdgedGlob,
  type Glob,
} from '../match/overlap';
import { matchPattern } from '../match/pattern';
import { parseTemplate } from '../match/template';
import type { CatalogueAction, CatalogueService } from '../summary/types';
import type { Comparer } from './comparer';
import {
  EVERYTHING,
  isEverything,
  type Matching,
  type Resources,
} from './resources';

/** The resources of one type. */
interface Accepted extends EdgedGlob {
  /** The service name in the ARNs. */
  service: string;
}

/** The resources that an action can be used on. */
export interface Target {
  /** The service prefix of the action, in lower case. */
  service: string;
  /** Returns the resources of the action's resource types. Empty for an action that accepts only `*`; undefined if unknown. */
  accepts(): Accepted[] | undefined;
  /** The resources on which the action cannot be used although its resource types include them, because only AWS can change them. */
  unchangeable: readonly EdgedGlob[];
}

type Formats = CatalogueAction['resources'];

/** The targets of a service: by the list of formats, then by what only AWS can change. */
type Targets = Map<Formats, Map<Unchangeable | undefined, Target>>;

const targets = new WeakMap<CatalogueService, Targets>();

/** Returns the target of an action. Actions with the same list of formats and the same restrictions by AWS share one object. */
export function targetOf(
  service: CatalogueService,
  action: CatalogueAction,
): Target {
  let known = targets.get(service);
  if (!known) targets.set(service, (known = new Map()));
  const { name, resources } = action;
  let byRestriction = known.get(resources);
  if (!byRestriction) known.set(resources, (byRestriction = new Map()));
  const restriction =
    service.prefix === 'iam'
      ? unchangeableBy(`iam:${name.toLowerCase()}`)
      : undefined;
  let target = byRestriction.get(restriction);
  if (!target) {
    target = newTarget(service, resources, globsOf(restriction));
    byRestriction.set(restriction, target);
  }
  return target;
}

const listed = new WeakMap<CatalogueService, Target[]>();

/** Returns the targets of all actions of a service, in the order of the catalogue. Computed once. */
export function targetsOf(service: CatalogueService): Target[] {
  let all = listed.get(service);
  if (!all) {
    all = service.actions.map(action => targetOf(service, action));
    listed.set(service, all);
  }
  return all;
}

/** Returns the target of an action, in lower case, that is not in the catalogue. */
export function unknownTarget(action: string): Target {
  const [service] = action.split(':');
  return {
    service,
    accepts: () => undefined,
    unchangeable: globsOf(unchangeableBy(action)),
  };
}

const restricted = new Map<Unchangeable | undefined, EdgedGlob[]>();

function globsOf(restriction: Unchangeable | undefined): readonly EdgedGlob[] {
  let globs = restricted.get(restriction);
  if (!globs) {
    globs = (restriction?.resources ?? []).map(text => {
      const syntax = { wildcards: true, variables: false };
      return edged(arnGlobOf(text, parseTemplate(text, syntax)));
    });
    restricted.set(restriction, globs);
  }
  return globs;
}

// Reads the formats only on the first call of `accepts`: most statements name every resource and never need them.
function newTarget(
  service: CatalogueService,
  own: Formats,
  unchangeable: readonly EdgedGlob[],
): Target {
  let accepts: Accepted[] | undefined;
  return {
    service: service.prefix,
    unchangeable,
    accepts: () => {
      if (own) accepts ??= own.map(format => acceptedBy(format, service));
      return accepts;
    },
  };
}

const accepted = new WeakMap<CatalogueService, Map<string, Accepted>>();

/** Returns the resources of a type, given its format. One object for each format, so that its comparisons are shared. */
function acceptedBy(format: string, service: CatalogueService): Accepted {
  let known = accepted.get(service);
  if (!known) accepted.set(service, (known = new Map()));
  let own = known.get(format);
  if (!own) {
    const all = service.actions.flatMap(({ resources = [] }) => resources);
    own = {
      ...edged(globOfFormat(format, [...new Set(all)])),
      service: format.split(':')[2] ?? '',
    };
    known.set(format, own);
  }
  return own;
}

/**
 * Returns the resources of a statement that an action can be used on. If the resource types of the action are unknown, a statement that names
 * the service (`isNamed`) is trusted. For any other statement, such as "every action" on the objects of a bucket, the ARNs must match the service.
 *
 * Source: Service Authorization Reference, "Actions table": the resource types column.
 */
export function within(
  resources: Resources[],
  target: Target,
  isNamed: boolean,
  comparer: Comparer,
): Resources[] {
  if (resources.every(isEverything))
    return resources.length ? [EVERYTHING] : [];
  const { service } = target;
  const accepts = target.accepts();
  if (accepts?.length === 0) {
    return resources.some(reachesAll) ? [EVERYTHING] : [];
  }
  const isAccepted = (item: Matching) => {
    comparer.spend(1 + target.unchangeable.length + (accepts?.length ?? 1));
    if (target.unchangeable.some(fixed => comparer.covers(fixed, item))) {
      return false;
    }
    return accepts
      ? accepts.some(
          one =>
            (item.service === undefined || item.service === one.service) &&
            comparer.overlap(one, item),
        )
      : isNamed || matchPattern(item.text.split(':')[2] ?? '*', service);
  };
  return resources.flatMap((item): Resources[] => {
    if (isEverything(item)) return [EVERYTHING];
    if (item.kind === 'matching') return isAccepted(item) ? [item] : [];
    const patterns = item.patterns.filter(isAccepted);
    return patterns.length > 0 ? [{ kind: 'all-but', patterns }] : [EVERYTHING];
  });
}

// For an action that accepts only `*`. "That action requires the "*" resource": IAM User Guide, "IAM JSON policy elements: NotAction".
function reachesAll(resources: Resources): boolean {
  return resources.kind === 'all-but' || resources.all;
}

// Some formats have a wildcard instead of a placeholder.
const PLACEHOLDER = /\$\{[^}]*\}|\*/g;

/**
 * Returns the resources of a type, given its format such as `arn:${Partition}:s3:::${BucketName}`. If other formats continue after a name with
 * a slash or a colon, the name itself contains no such character, so that an object does not match the format of a bucket.
 */
function globOfFormat(format: string, formats: string[]): Glob {
  const glob: Array<Glob[number]> = [];
  let end = 0;
  const addText = (text: string) =>
    glob.push(...globOf([...text].map(char => ({ kind: 'text', text: char }))));
  for (const { 0: placeholder, index } of format.matchAll(PLACEHOLDER)) {
    addText(format.slice(end, index));
    end = index + placeholder.length;
    glob.push(...anyWithout(separatorsAfter(format.slice(0, end), formats)));
  }
  addText(format.slice(end));
  return glob;
}

function separatorsAfter(start: string, formats: string[]): string {
  const followers = formats
    .filter(format => format.startsWith(start))
    .map(format => format[start.length])
    .filter(char => char === '/' || char === ':');
  return [...new Set(followers)].join('');
}
