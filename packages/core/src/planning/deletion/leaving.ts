import { ENTITY_KEY } from '../../model/annotations';
import type { ObservedForDeletion } from './observedForDeletion';
import { deleteIamSteps } from './deletion';
import type { Desired } from '../types';
import { trustEntryOf } from '../trust/trustEntry';
import type { PlannedStep } from '../types';

/** The roles and policies of the ServiceAccount from when its spec named another role. */
export interface Left extends Pick<ObservedForDeletion, 'roles' | 'policies'> {
  /** The IAM path of all roles and policies that Backstage creates. */
  rolePath: string;
  recorded: ReadonlySet<string>;
  adopted: ReadonlySet<string>;
  /** The recorded roles that are also recorded for other IAM service accounts. */
  shared: ReadonlySet<string>;
  /** The ARN patterns with `*` of the policies outside the role path that the guardrails name. */
  attachable: readonly string[];
}

/**
 * Returns the steps that leave the ServiceAccount's previous role after it names its new one. The rules of a deletion apply: an object that serves
 * others or existed before only loses Backstage's part of its trust policy.
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
      // Any other subject in a Backstage statement counts, regardless of how it got there.
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
