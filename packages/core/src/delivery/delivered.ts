import type { RenderFormat } from '../model/types';
import type { Observed } from '../model/observed';
import type { Desired } from '../planning/types';
import { inlinePolicyRecord } from '../planning/ownership/records';
import { plan } from '../planning/plan';
import type { PlannedStep } from '../planning/types';
import { withoutManagedBy } from './input';
import { renderers } from './registry';

/** Returns the objects as the files of a format define them. */
function asAsked(format: RenderFormat, desired: Desired): Desired {
  const { asMade } = renderers[format];
  const made = asMade ? asMade(desired) : desired;
  const { association } = made;
  return {
    ...made,
    ...(association && {
      association: { ...association, tags: withoutManagedBy(association.tags) },
    }),
    tags: withoutManagedBy(made.tags),
    labels: withoutManagedBy(made.labels),
    annotates: false,
  };
}

/** Returns the drift from what another tool was asked for, as the steps that would undo it. That tool must make these changes. */
export function planDelivered(
  format: RenderFormat,
  desired: Desired,
  observed: Observed,
): PlannedStep[] {
  const { omits = [] } = renderers[format];
  const { roleArn, policyName } = desired;
  // The tool wrote the inline policy of this name, so a document that the spec drops is its to delete.
  const written = new Set([inlinePolicyRecord(roleArn, policyName)]);
  return plan(asAsked(format, desired), observed, written).filter(
    ({ effect }) => effect === null || !omits.includes(effect.type),
  );
}
