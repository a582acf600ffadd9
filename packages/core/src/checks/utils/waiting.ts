import { parseRoleArn } from '../../arn/arn';
import { EKS_ANNOTATIONS } from '../../model/annotations';
import { rendererOf } from '../../delivery/registry';
import type { Observed } from '../../model/observed';
import { isRequestedRole } from '../../model/spec/existing';
import { undecided } from './answer';
import type { CheckAnswer } from '../types';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** Returns the elapsed time as text, such as `2 hours ago`. */
function ago(since: string, now: string): string {
  const elapsed = Date.parse(now) - Date.parse(since);
  for (const [unit, size] of UNITS) {
    const count = Math.floor(elapsed / size);
    if (count > 0) return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
  }
  return 'just now';
}

/** Returns an `unknown` answer for a resource that another tool has not created yet; undefined if none was requested. */
export function awaited(
  { delivery, at }: Observed,
  what: string,
): CheckAnswer | undefined {
  if (delivery?.state !== 'pending') return undefined;
  const { title = delivery.format } = rendererOf(delivery.format) ?? {};
  return undecided(
    `Pending delivery: ${what} was requested as ${title} ${ago(
      delivery.since,
      at,
    )}.`,
  );
}

/** Returns an `unknown` answer until the annotation of a ServiceAccount that is managed elsewhere is seen for the first time. */
export function awaitedAnnotation({
  existing,
  known,
  ref,
}: Observed): CheckAnswer | undefined {
  if (!existing) return undefined;
  const seen = parseRoleArn(known.roleArn ?? '');
  if (seen && isRequestedRole(seen, existing)) return undefined;
  const account = `ServiceAccount ${ref.namespace}/${ref.name}`;
  return undecided(
    `Pending delivery: ${account} does not name role ${existing.roleName} yet. It is managed elsewhere.`,
    {
      sentence: `Set the annotation ${EKS_ANNOTATIONS.roleArn} of ${account} where it is managed: the plan of its spec shows the patch for Helm values, Kustomize and manifests.`,
    },
  );
}
