import { ENTITY_KEY } from '../../model/annotations';
import type { ObservedForDeletion } from './observedForDeletion';
import { deleteIamSteps } from './deletion';
import type { Desired } from '../types';
import { trustEntryOf } from '../trust/trustEntry';
import type { PlannedStep } from '../types';

/** Roles and policies that were made for the ServiceAccount when its spec named another role. */
export interface Left extends Pick<ObservedForDeletion, 'roles' | 'policies'> {
  /** Under which all that we make lies. */
  rolePath: string;
  recorded: ReadonlySet<string>;
  adopted: ReadonlySet<string>;
  /** Roles of them that are recorded for other IAM service accounts too. */
  shared: ReadonlySet<string>;
  /** ARNs with `*` of the policies beyond the role path that the guardrails name. */
  attachable: readonly string[];
}

/**
 * The steps that leave the role that the ServiceAccount had, once it names its new one: by the rules of a deletion, so that what serves others,
 * or was there before us, only loses our part of its trust policy.
 */
export function planLeaving(desired: Desired, left: Left): PlannedStep[] {
  const { spec, refText, audience, providerArn, annotations } = desired;
  const { config, cluster: eksCluster } = desired;
  const { cluster, namespace, name } = spec;
  const ref = { cluster, namespace, name };
  const { rolePath, recorded, adopted, shared, attachable } = left;
  const steps = deleteIamSteps(
    {
      ref,
      refText,
      audience,
      eks: { name: config.eksName, arn: eksCluster.arn },
      entityRef: annotations[ENTITY_KEY],
      rolePath,
      recorded,
      adopted,
      shared,
      attachable,
      // Anyone else who stands in a statement of ours counts, however they came there.
      entry: {
        ...trustEntryOf({
          spec: ref,
          providerArn,
          audience,
          cluster: eksCluster,
        }),
        shared: true,
      },
    },
    left,
  );
  return steps.map(step => ({ ...step, id: `left-${step.id}` }));
}
