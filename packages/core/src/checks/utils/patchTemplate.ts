import type { JsonObject } from '@backstage/types';
import type { ObservedContainer, ObservedPod } from '../../model/observed';
import { command } from '../../model/shell';

/** The namespace of the workload. */
interface Place {
  ref: { namespace: string };
}

/**
 * Builds a command that changes the pod template of the workload with a strategic merge patch, which matches containers, variables, and volumes by
 * name. The new template recreates the pods. Returns undefined for a pod without a workload.
 */
export function patchTemplate(
  { ref }: Place,
  { workload }: ObservedPod,
  template: JsonObject,
): string | undefined {
  if (workload === undefined) return undefined;
  const patch = JSON.stringify({ spec: { template } });
  return command(
    'kubectl',
    'patch',
    workload,
    '-n',
    ref.namespace,
    '-p',
    patch,
  );
}

/** Returns the part of a template that changes one container. */
export function templateOf(
  { name, init }: ObservedContainer,
  change: JsonObject,
): JsonObject {
  const containers = [{ name, ...change }];
  return { spec: init ? { initContainers: containers } : { containers } };
}

/** Removes variables from a container. */
export function removeVariables(
  place: Place,
  pod: ObservedPod,
  container: ObservedContainer,
  names: string[],
): string[] {
  const env = names.map(name => ({ name, $patch: 'delete' }));
  const patch = patchTemplate(place, pod, templateOf(container, { env }));
  return patch === undefined ? [] : [patch];
}
