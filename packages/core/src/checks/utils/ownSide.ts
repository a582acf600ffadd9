import {
  evaluate,
  type EvaluationRequest,
  type PolicyDocument,
  type RequestContext,
} from '@backstage-irsa/iam-policy';
import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';
import {
  isOpenWith,
  type IsOpen,
} from '../../permissions/simulation/openConditions';
import { openKeysOf } from '../../permissions/simulation/openDenials';
import { sessionTagsOf } from '../../permissions/sessionTags';
import { settled } from '../../trust/openKeys';
import { canHaveKey, contextOfAction } from './chainKeys';
import { podRequest } from './podRequest';

/** The decision of the role's own policies about calls to another role. */
export interface OwnSide {
  answer: 'allowed' | 'open' | 'denied';
  /** Condition keys that leave the answer open. */
  openKeys: string[];
}

/** Returns which keys have values that only the request contains. Request tags are known, except those of the single pod. */
function isOpenBetweenRoles(openTags: string[]): IsOpen {
  const isOpen = isOpenWith(openTags);
  return key => {
    const [, tag] = /^aws:requesttag\/(.*)$/i.exec(key) ?? [];
    return tag === undefined
      ? isOpen(key)
      : openTags.includes(tag.toLocaleLowerCase('en-US'));
  };
}

/** The calls that the role makes to another role. */
interface Asked {
  actions: string[];
  context: RequestContext;
  /** The trust policy of the other role, if known. A trust policy that names a role of the same account suffices without a policy of that role. */
  trust?: PolicyDocument;
}

/**
 * Decides whether the role's own policies allow these actions on another role, in a request with these context keys.
 *
 * Source: "AssumeRole", AWS STS API Reference.
 */
export function ownSide(
  observed: Observed,
  resource: string,
  { actions, context, trust }: Asked,
): OwnSide {
  const role = valueOf(observed.role);
  if (!role) return { answer: 'denied', openKeys: [] };
  const { openTags } = sessionTagsOf(role, observed);
  const isOpen = isOpenBetweenRoles(openTags);
  const openKeys: string[] = [];
  for (const action of actions) {
    const request = podRequest(
      observed,
      role,
      { action, resource },
      contextOfAction(action, context),
    );
    const result = evaluate(request);
    if (result.decision === 'Allowed') continue;
    if (trust && isLetInItself(request, trust)) continue;
    const keys = openKeysOf(
      request,
      result,
      key => canHaveKey(action, key) && isOpen(key),
    );
    if (!keys) return { answer: 'denied', openKeys: [] };
    openKeys.push(...keys);
  }
  return {
    answer: openKeys.length > 0 ? 'open' : 'allowed',
    openKeys: [...new Set(openKeys)],
  };
}

/** Whether a trust policy suffices without policies of the role. Its conditions on the request count as met; they are checked elsewhere. */
function isLetInItself(
  request: EvaluationRequest,
  trust: PolicyDocument,
): boolean {
  const document = settled(trust, () => true);
  return (
    evaluate({ ...request, resourcePolicy: { name: 'trust policy', document } })
      .decision === 'Allowed'
  );
}
