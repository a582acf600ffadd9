import type { CompiledStatement } from '../evaluate/statement';
import { arnGlobOf, covers, overlap, type Glob } from '../match/overlap';
import { literalText, parseTemplate } from '../match/template';

/** The resources that a pattern matches. */
interface Matching {
  kind: 'matching';
  text: string;
  glob: Glob;
  /** Whether the pattern matches everything, such as `*`. */
  all: boolean;
}

/** The resources that none of the patterns matches. */
interface AllBut {
  kind: 'all-but';
  patterns: Matching[];
}

/** A set of AWS resources, as a policy names them. */
export type Resources = Matching | AllBut;

/** The set of all resources. */
export const EVERYTHING = matching('*', false);

/** Returns the resources of a statement: one item for each pattern of Resource, or one item for NotResource. */
export function resourcesOf({
  resources,
  isNotResource,
  variables,
}: CompiledStatement): Resources[] {
  // Plain text in one document must not look like a variable of another document.
  const patterns = resources.map(text =>
    matching(variables ? text : literalText(text), true),
  );
  return isNotResource ? [{ kind: 'all-but', patterns }] : patterns;
}

/** Returns the resources that a text without variables matches: one resource, or more if the text has wildcards. */
export function literalResource(text: string): Resources {
  return matching(text, false);
}

/** Creates the set of resources that a policy pattern matches. */
function matching(text: string, variables: boolean): Matching {
  const tokens = parseTemplate(text, { wildcards: true, variables });
  return {
    kind: 'matching',
    text,
    glob: arnGlobOf(text, tokens),
    all: tokens.length > 0 && tokens.every(({ kind }) => kind === 'any'),
  };
}

/** Checks quickly whether a pattern can match resources of a service, given its name in ARNs. False is always correct. */
export function mayBeOf(pattern: string, service: string): boolean {
  const [head, partition, own = '*'] = pattern.split(':', 3);
  return (
    own === service ||
    [head, partition, own].some(part => /[*?$]/.test(part ?? '*'))
  );
}

/** Formats the resources for display. */
export function textOf(resources: Resources): string {
  return resources.kind === 'matching'
    ? resources.text
    : `everything but ${resources.patterns
        .map(({ text }) => text)
        .join(' and ')}`;
}

/** Checks whether the set contains all resources. */
export function isEverything(resources: Resources): boolean {
  return resources.kind === 'matching' && resources.all;
}

/** Checks whether `outer` contains all of `inner`. True is always correct; false can be wrong. */
export function contains(outer: Resources, inner: Resources): boolean {
  if (isEverything(outer)) return true;
  if (outer.kind === 'matching') {
    return inner.kind === 'matching' && covers(outer.glob, inner.glob);
  }
  return inner.kind === 'matching'
    ? outer.patterns.every(({ glob }) => !overlap(glob, inner.glob))
    : outer.patterns.every(({ glob }) =>
        inner.patterns.some(left => covers(left.glob, glob)),
      );
}

/** Checks whether two sets can have a resource in common. False is always correct; true can be wrong. */
export function meet(a: Resources, b: Resources): boolean {
  if (a.kind === 'matching' && b.kind === 'matching') {
    return a.all || b.all || overlap(a.glob, b.glob);
  }
  if (a.kind === 'all-but' && b.kind === 'all-but') return true;
  const [but, pattern] =
    a.kind === 'all-but' ? [a, b as Matching] : [b as AllBut, a];
  return !but.patterns.some(({ glob }) => covers(glob, pattern.glob));
}

// The maximum number of sets that are compared in pairs. More would take long, and users do not read so many.
const FEW = 64;

/** Removes the sets that other sets contain, and sorts the rest. */
export function reduce(list: Resources[]): Resources[] {
  const everything = list.find(isEverything);
  if (everything) return [EVERYTHING];
  const distinct = [
    ...new Map(list.map(item => [textOf(item), item])).values(),
  ].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
  if (distinct.length > FEW) return distinct;
  return distinct.filter(
    (item, index) =>
      !distinct.some(
        (other, at) =>
          at !== index &&
          contains(other, item) &&
          (at < index || !contains(item, other)),
      ),
  );
}
