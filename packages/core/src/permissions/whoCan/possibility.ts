import {
  evaluate,
  type Blocker,
  type EvaluationRequest,
  type EvaluationResult,
} from '@backstage-irsa/iam-policy';
import type { AccessHolder } from '../../model/types';
import { conditionsOf, conditionsOfOne } from '../simulation/conditionsOf';
import { refOf, refsOf, withoutConditions } from './statements';

/** What allows a request, and the keys that the request must have. */
interface Possibility extends Pick<AccessHolder, 'decidedBy'> {
  conditions: string[];
}

/** Returns under which keys the request is possible; undefined if something other than request keys blocks it. */
export function possibility(
  request: EvaluationRequest,
  result: EvaluationResult,
): Possibility | undefined {
  if (result.decision === 'Allowed') {
    return { conditions: [], decidedBy: result.decidedBy.map(refOf) };
  }
  const { blockedBy } = result;
  // A statement of the resource policy can be enough, without the principal's policies.
  const byResource = opened(request, blockedBy, 'resource');
  if (byResource) return byResource;
  const conditions = conditionsOf(blockedBy)?.map(only);
  if (conditions) {
    return {
      conditions,
      decidedBy: blockedBy
        .filter(
          ({ cause, isAlternative }) => cause === 'condition' && !isAlternative,
        )
        .flatMap(refsOf),
    };
  }
  // A statement of an identity policy can be enough too, if the resource policy does not decide.
  return opened(request, blockedBy, 'identity');
}

/** Returns what is possible once a statement of the layer requires no request keys. */
function opened(
  request: EvaluationRequest,
  blockedBy: Blocker[],
  layer: 'resource' | 'identity',
): Possibility | undefined {
  for (const blocker of blockedBy.filter(each => each.layer === layer)) {
    const words = conditionsOfOne(blocker)?.map(only);
    if (!words) continue;
    const open = withoutConditions(request, blocker);
    const rest = possibility(open, evaluate(open));
    if (rest) return { ...rest, conditions: [...words, ...rest.conditions] };
  }
  return undefined;
}

function only(words: string): string {
  return `only ${words}`;
}
