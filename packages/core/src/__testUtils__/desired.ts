import { desire } from '../planning/desired';
import { plannedNames } from '../planning/names';
import type { Desired } from '../planning/types';
import { valueOf } from '../model/observation';
import { guardrailsWith } from './guardrails';
import { observedWith, CLUSTER } from './observed';
import { specOf } from './specs';
import type { IamServiceAccountSpec } from '../model/types';

/** The desired state of the default spec, with changes. */
export function desiredWith(
  change: Partial<IamServiceAccountSpec> = {},
): Desired {
  const spec = specOf(change);
  const guardrails = guardrailsWith();
  return desire({
    ...{ spec, guardrails, config: CLUSTER },
    names: plannedNames(spec, CLUSTER, { rolePath: '/irsa/', guardrails }),
    cluster: valueOf(observedWith().cluster)!,
    entityRef: spec.entityRef,
    owner: spec.owner!,
  });
}
