import type { NamedPolicy } from '../document/types';
import { readStatements, type Grant } from '../effective/grant';
import { isEverything } from '../effective/resources';
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
  return ({ action: { resources: formats = [] } }) => {
    if (formats.length === 0) return false;
    const answer = known.get(formats) ?? takesInAType(grant, formats);
    known.set(formats, answer);
    return answer;
  };
}

/** `arn:aws:s3:::*` is every bucket as `*` is: the name is what has to be limited, not the partition, region or account. */
function takesInAType(
  { resources }: Grant,
  formats: readonly string[],
): boolean {
  return resources.some(item => {
    if (item.kind === 'all-but' || isEverything(item)) return true;
    const head = item.text.split(':').slice(0, 5);
    if (head.length < 5) return true;
    // Any partition, region and account that the pattern takes does to compare the names.
    const start = head.join(':').replaceAll('*', '').replaceAll('?', 'x');
    const named = formats.map(
      format => `${start}:${format.split(':').slice(5).join(':')}`,
    );
    return named.some(format => covers(item.glob, globOfFormat(format, named)));
  });
}
