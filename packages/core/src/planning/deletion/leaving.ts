import { ENTITY_KEY } from '../../model/annotations';
import { valueOf } from '../../model/observation';
import type { ObservedForDeletion } from './observedForDeletion';
import { deleteIamSteps } from './deletion';
import { trustEntryOf } from '../trust/trustEntry';
import { keptStep, type Desired, type PlannedStep } from '../types';

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
  /** Why the roles stay for now, such as pods that run with them. */
  keepReason?: string;
}

/**
 * Returns the steps that leave the ServiceAccount's previous role after it names its new one. The rules of a deletion apply: an object that serves
 * others or existed before only loses Backstage's part of its trust policy. Roles that pods still run with stay, and a later plan leaves them.
 */
export function planLeaving(desired: Desired, left: Left): PlannedStep[] {
  if (left.keepReason !== undefined) return keptSteps(left, left.keepReason);
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

function keptSteps({ roles }: Left, why: string): PlannedStep[] {
  return roles
    .flatMap(({ role }) => valueOf(role) ?? [])
    .map(({ arn, name }, index) =>
      keptStep(
        index === 0 ? 'left-role' : `left-role-${index + 1}`,
        { kind: 'role', name: arn },
        `Role ${name}`,
        why,
      ),
    );
}
