import type { NamedPolicy } from '../document/types';
import { readStatements, type Grant } from '../effective/grant';
import { isEverything, mayBeOf, type Resources } from '../effective/resources';
import { globOfFormat } from '../effective/target';
import { covers } from '../match/overlap';
import { matchedActions, mayConcern, unmatchedPatterns } from './actions';
import type { MatchedAction } from './actions';
import type { CompareOptions, ExpandedStatement } from './types';

/**
 * The Allow statements of policies with their patterns written out, whatever Deny statements and conditions say: for rules about what a
 * policy may contain. Broken documents have none.
 *
 * @public
 */
export function expandStatements(
  policies: NamedPolicy[],
  { catalogue }: CompareOptions,
): ExpandedStatement[] {
  return allowsOf(policies).map(grant => {
    const matched = matchedActions(grant, catalogue);
    const isEvery = everyResourceTest(grant);
    return {
      ref: grant.ref,
      actions: matched.map(one => ({
        action: one.name,
        everyResource: isEvery(one),
      })),
      wholeServices: wholeServices(matched),
      unknownActions: unmatchedPatterns(grant, matched),
      mayGrant: pattern => mayConcern(grant, pattern),
    };
  });
}

/** The Allow statements of documents, their conditions not weighed. */
export function allowsOf(policies: NamedPolicy[]): Grant[] {
  const known = { now: new Date(), context: {} };
  return readStatements('identity', policies, known, 0).allows;
}

function wholeServices(matched: MatchedAction[]): string[] {
  const counts = new Map<MatchedAction['service'], number>();
  for (const { service } of matched) {
    counts.set(service, (counts.get(service) ?? 0) + 1);
  }
  return [...counts]
    .filter(([service, count]) => count === service.actions.length)
    .map(([{ prefix }]) => prefix);
}

/** Answers once for each list of formats, which many actions share. */
function everyResourceTest(grant: Grant): (action: MatchedAction) => boolean {
  const known = new Map<readonly string[], boolean>();
  const tests = grant.resources.map(typeTest);
  const takesInAType = (formats: readonly string[]) => {
    const parts = formats.map(format => {
      const [, , service = '', , , ...name] = format.split(':');
      return { service, name: name.join(':') };
    });
    return tests.some(takesInOne => takesInOne(parts));
  };
  return ({ action: { resources: formats = [] } }) => {
    if (formats.length === 0) return false;
    const answer = known.get(formats) ?? takesInAType(formats);
    known.set(formats, answer);
    return answer;
  };
}

/** A format of a type, such as `arn:${Partition}:s3:::${BucketName}`: its service, and what follows the fifth colon. */
interface FormatParts {
  service: string;
  name: string;
}

/**
 * Whether resources take in all of one of some types. `arn:aws:s3:::*` is every bucket as `*` is: the name is what has to be limited, not the
 * partition, region or account.
 */
function typeTest(item: Resources): (formats: FormatParts[]) => boolean {
  if (item.kind === 'all-but' || isEverything(item)) return () => true;
  const head = item.text.split(':').slice(0, 5);
  if (head.length < 5) return () => true;
  // Any partition, region and account that the pattern takes does to compare the names.
  const start = head.join(':').replaceAll('*', '').replaceAll('?', 'x');
  // What stands before the first wildcard of the name must stand in the format's too, which is quick to see.
  const [fixed] = item.text.slice(head.join(':').length + 1).split(/[*?$]/, 1);
  return formats => {
    const named = formats
      .filter(({ service }) => mayBeOf(item.text, service))
      .map(({ name }) => `${start}:${name}`);
    return named.some(
      format =>
        format.startsWith(fixed, start.length + 1) &&
        covers(item.glob, globOfFormat(format, named)),
    );
  };
}
