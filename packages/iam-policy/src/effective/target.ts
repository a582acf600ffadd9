import { unchangeableBy } from '../evaluate/unchangeable';
import {
  anyWithout,
  arnGlobOf,
  covers,
  globOf,
  overlap,
  type Glob,
} from '../match/overlap';
import { matchPattern } from '../match/pattern';
import { parseTemplate } from '../match/template';
import type { CatalogueAction, CatalogueService } from '../summary/types';
import { EVERYTHING, isEverything, mayBeOf, type Resources } from './resources';

/** The resources of one type. */
interface Accepted {
  glob: Glob;
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
  unchangeable: Glob[];
}

type Formats = CatalogueAction['resources'];

const targets = new WeakMap<
  CatalogueService,
  Map<Formats | CatalogueAction, Target>
>();

/** Returns the target of an action. Actions with the same list of formats share one object, unless AWS restricts the action. */
export function targetOf(
  service: CatalogueService,
  action: CatalogueAction,
): Target {
  let known = targets.get(service);
  if (!known) targets.set(service, (known = new Map()));
  const unchangeable =
    service.prefix === 'iam' ? unchangeableFor(`iam:${action.name}`) : [];
  const key = unchangeable.length > 0 ? action : action.resources;
  let target = known.get(key);
  if (!target) {
    target = newTarget(service, action.resources, unchangeable);
    known.set(key, target);
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
    unchangeable: unchangeableFor(action),
  };
}

function unchangeableFor(action: string): Glob[] {
  const { resources = [] } = unchangeableBy(action.toLowerCase()) ?? {};
  return resources.map(text =>
    arnGlobOf(text, parseTemplate(text, { wildcards: true, variables: false })),
  );
}

// Reads the formats only on the first call of `accepts`: most statements name every resource and never need them.
function newTarget(
  { prefix, actions }: CatalogueService,
  own: Formats,
  unchangeable: Glob[],
): Target {
  let accepts: Accepted[] | undefined;
  return {
    service: prefix,
    unchangeable,
    accepts: () => {
      if (own && !accepts) {
        const all = new Set(actions.flatMap(({ resources = [] }) => resources));
        accepts = own.map(format => ({
          glob: globOfFormat(format, [...all]),
          service: format.split(':')[2] ?? '',
        }));
      }
      return accepts;
    },
  };
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
): Resources[] {
  if (resources.every(isEverything))
    return resources.length ? [EVERYTHING] : [];
  const { service } = target;
  const accepts = target.accepts();
  if (accepts?.length === 0) {
    return resources.some(reachesAll) ? [EVERYTHING] : [];
  }
  const isAccepted = ({ glob, text }: { glob: Glob; text: string }) => {
    if (target.unchangeable.some(fixed => covers(fixed, glob))) return false;
    return accepts
      ? accepts.some(
          one => mayBeOf(text, one.service) && overlap(one.glob, glob),
        )
      : isNamed || matchPattern(text.split(':')[2] ?? '*', service);
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
  return resources.kind === 'all-but'
    ? !resources.patterns.some(({ all }) => all)
    : resources.all;
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
