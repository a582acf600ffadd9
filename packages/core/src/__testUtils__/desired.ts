import { desire } from '../planning/desired';
import type { Desired } from '../planning/types';
import { valueOf } from '../model/observation';
import { guardrailsWith } from './guardrails';
import { observedWith, CLUSTER } from './observed';
import { specOf } from './specs';
import type { IamServiceAccountSpec } from '../model/types';

/** What the usual spec amounts to, some of it changed. */
export function desiredWith(
  change: Partial<IamServiceAccountSpec> = {},
): Desired {
  return desire({
    spec: specOf(change),
    config: CLUSTER,
    cluster: valueOf(observedWith().cluster)!,
    rolePath: '/irsa/',
    entityRef: 'component:default/uploads',
    owner: 'group:default/team',
    guardrails: guardrailsWith(),
  });
}
