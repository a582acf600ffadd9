import {
  evaluate,
  type Blocker,
  type EvaluationRequest,
  type EvaluationResult,
} from '@backstage-irsa/iam-policy';
import type { AccessHolder } from '../../model/types';
import { conditionsOf } from '../simulation/conditionsOf';
import { refOf, refsOf, withoutConditions } from './statements';

/** What allows a request, and the keys that it has to carry for that. */
interface Possibility extends Pick<AccessHolder, 'decidedBy'> {
  conditions: string[];
}

/** Undefined where something else than keys of the request is in the way. */
export function possibility(
  request: EvaluationRequest,
  result: EvaluationResult,
): Possibility | undefined {
  if (result.decision === 'Allowed') {
    return { conditions: [], decidedBy: result.decidedBy.map(refOf) };
  }
  const { blockedBy } = result;
  // A statement of the resource may be enough without the policies of the principal.
  const byResource = opened(request, blockedBy, 'resource');
  if (byResource) return byResource;
  const conditions = lackingKeys(blockedBy);
  if (conditions) {
    return {
      conditions,
      decidedBy: blockedBy.flatMap(blocker =>
        blocker.cause === 'condition' ? refsOf(blocker) : [],
      ),
    };
  }
  // So may one of these policies where the resource says nothing.
  return opened(request, blockedBy, 'identity');
}

/** What is possible once a statement of the layer asks for no keys of the request. */
function opened(
  request: EvaluationRequest,
  blockedBy: Blocker[],
  layer: 'resource' | 'identity',
): Possibility | undefined {
  for (const blocker of blockedBy.filter(each => each.layer === layer)) {
    const words = lackingKeys([blocker]);
    if (!words) continue;
    const open = withoutConditions(request, blocker);
    const rest = possibility(open, evaluate(open));
    if (rest) return { ...rest, conditions: [...words, ...rest.conditions] };
  }
  return undefined;
}

/** What the request has to carry, where only keys of it are in the way. */
function lackingKeys(blockers: Blocker[]): string[] | undefined {
  return conditionsOf(blockers)?.map(words => `only ${words}`);
}
