import {
  evaluate,
  type ConditionOutcome,
  type RequestContext,
} from '@backstage-irsa/iam-policy';
import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';
import { isOpenWith, openKeysOf } from '../../permissions/openDenials';
import { sessionTagsOf } from '../../permissions/sessionTags';
import { podRequest } from './podRequest';

/** What the role's own side says to what it does with another role. */
export interface OwnSide {
  answer: 'allowed' | 'open' | 'denied';
  /** Condition keys that leave the answer open. */
  openKeys: string[];
}

/** Whether a condition hangs on what only the request shows. Its tags are known but for those of the single pod. */
function isLeftOpen(condition: ConditionOutcome, openTags: string[]): boolean {
  const { key } = condition;
  const [, tag] = /^aws:requesttag\/(.*)$/i.exec(key) ?? [];
  return tag === undefined
    ? isOpenWith(openTags)(condition)
    : condition.actual === undefined &&
        openTags.includes(tag.toLocaleLowerCase('en-US'));
}

/** Whether the role's own side lets it do these things with another role, in a request with these keys. */
export function ownSide(
  observed: Observed,
  resource: string,
  { actions, context }: { actions: string[]; context: RequestContext },
): OwnSide {
  const role = valueOf(observed.role);
  if (!role) return { answer: 'denied', openKeys: [] };
  const { openTags } = sessionTagsOf(role, observed);
  const openKeys: string[] = [];
  for (const action of actions) {
    const request = podRequest(observed, role, { action, resource }, context);
    const result = evaluate(request);
    if (result.decision === 'Allowed') continue;
    const keys = openKeysOf(request, result, condition =>
      isLeftOpen(condition, openTags),
    );
    if (!keys) return { answer: 'denied', openKeys: [] };
    openKeys.push(...keys);
  }
  return {
    answer: openKeys.length > 0 ? 'open' : 'allowed',
    openKeys: [...new Set(openKeys)],
  };
}
