import type { CompiledStatement } from '../evaluate/statement';
import { arnGlobOf, covers, overlap, type Glob } from '../match/overlap';
import { literalText, parseTemplate } from '../match/template';

/** Resources that a pattern matches. */
interface Matching {
  kind: 'matching';
  text: string;
  glob: Glob;
  /** `*` and its like. */
  all: boolean;
}

/** Resources that none of some patterns matches. */
interface AllBut {
  kind: 'all-but';
  patterns: Matching[];
}

/** Some of the resources of AWS, as a policy names them. */
export type Resources = Matching | AllBut;

/** Every resource. */
export const EVERYTHING = matching('*', false);

/** What a statement names by Resource, one item a pattern, or by NotResource. */
export function resourcesOf({
  resources,
  isNotResource,
  variables,
}: CompiledStatement): Resources[] {
  // What is text in one document must not look like the variable of another.
  const patterns = resources.map(text =>
    matching(variables ? text : literalText(text), true),
  );
  return isNotResource ? [{ kind: 'all-but', patterns }] : patterns;
}

/** One resource, or those that its wildcards stand for. */
export function literalResource(text: string): Resources {
  return matching(text, false);
}

/** Resources that a pattern of policy syntax matches. */
function matching(text: string, variables: boolean): Matching {
  const tokens = parseTemplate(text, { wildcards: true, variables });
  return {
    kind: 'matching',
    text,
    glob: arnGlobOf(text, tokens),
    all: tokens.length > 0 && tokens.every(({ kind }) => kind === 'any'),
  };
}

/** Whether a pattern may match resources of a service, by the service's name in ARNs. Sure when false, and quick. */
export function mayBeOf(pattern: string, service: string): boolean {
  const [head, partition, own = '*'] = pattern.split(':', 3);
  return (
    own === service ||
    [head, partition, own].some(part => /[*?$]/.test(part ?? '*'))
  );
}

/** For people. */
export function textOf(resources: Resources): string {
  return resources.kind === 'matching'
    ? resources.text
    : `everything but ${resources.patterns
        .map(({ text }) => text)
        .join(' and ')}`;
}

/** Whether it is every resource. */
export function isEverything(resources: Resources): boolean {
  return resources.kind === 'matching' && resources.all;
}

/** Whether the first takes in the second whole. Sure when true. */
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

/** Whether they have a resource in common. Sure when false. */
export function meet(a: Resources, b: Resources): boolean {
  if (a.kind === 'matching' && b.kind === 'matching') {
    return a.all || b.all || overlap(a.glob, b.glob);
  }
  if (a.kind === 'all-but' && b.kind === 'all-but') return true;
  const [but, pattern] =
    a.kind === 'all-but' ? [a, b as Matching] : [b as AllBut, a];
  return !but.patterns.some(({ glob }) => covers(glob, pattern.glob));
}

// More would take long to compare each with each, and nobody reads them.
const FEW = 64;

/** Without those that others contain, sorted. */
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
