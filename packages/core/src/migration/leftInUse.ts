import { ROLE_VARIABLE } from '../checks/utils/injection';
import { valueOf, type Observation } from '../model/observation';
import type { Observed, ObservedPod } from '../model/observed';
import type { Left } from '../planning/deletion/leaving';
import { podsBy, restartsOf } from './restarts';

/** How long the credentials that EKS issues to a pod last at most. Source: "Session duration", "Assign IAM roles to pods", EKS User Guide. */
const CREDENTIALS_LAST_MS = 6 * 3_600_000;

/** Checks whether a pod can still have credentials that EKS issued for a role of the association before it changed. */
function hasEarlierCredentials(
  { createdAt }: ObservedPod,
  { association, at }: Pick<Observed, 'at' | 'association'>,
  arns: ReadonlySet<string>,
): boolean {
  const present = valueOf(association);
  if (!present) return true;
  const { roleArn, targetRoleArn = roleArn, modifiedAt } = present;
  if (arns.has(roleArn) || arns.has(targetRoleArn)) return true;
  if (modifiedAt === undefined) return true;
  const changed = Date.parse(modifiedAt);
  return (
    Date.parse(createdAt) <= changed &&
    Date.parse(at) < changed + CREDENTIALS_LAST_MS
  );
}

/**
 * Returns why the previous roles of a ServiceAccount must stay: a running pod keeps the role that it started with, and loses all access when that
 * role is deleted or no longer trusts it. Undefined if no pod uses them.
 */
export async function leftInUse(
  { roles }: Pick<Left, 'roles'>,
  seen: Pick<Observed, 'ref' | 'at' | 'association'>,
  readPods: () => Promise<Observation<ObservedPod[]>>,
): Promise<string | undefined> {
  const arns = new Set(roles.flatMap(({ role }) => valueOf(role)?.arn ?? []));
  if (arns.size === 0) return undefined;
  const read = await readPods();
  if (read.state === 'unknown') {
    return `pods can still run with it, and they could not be read. ${read.reason}`;
  }
  const pods = valueOf(read) ?? [];
  const byAssociation = podsBy('pod-identity', pods);
  const using = pods.filter(
    pod =>
      pod.containers.some(({ env }) => arns.has(env[ROLE_VARIABLE] ?? '')) ||
      (byAssociation.includes(pod) && hasEarlierCredentials(pod, seen, arns)),
  );
  if (using.length === 0) return undefined;
  const restarts = restartsOf(using, seen.ref.namespace);
  const workloads = restarts.map(({ workload }) => workload).join(', ');
  const commands = restarts.map(({ command }) => command).join('; ');
  return `pods of ${workloads} can still run with it. Restart them, then apply the spec again: ${commands}`;
}
