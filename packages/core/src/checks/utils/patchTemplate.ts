import type { JsonObject } from '@backstage/types';
import type { ObservedContainer, ObservedPod } from '../../model/observed';
import { command } from '../../model/shell';

/** Where the workload is. */
interface Place {
  ref: { namespace: string };
}

/**
 * Changes the template of the workload that makes the pod, by a strategic merge patch, which finds containers, variables and volumes by name. The new
 * template makes the pods again. Undefined for a pod that nothing makes.
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

/** The part of a template with one container. */
export function templateOf(
  { name, init }: ObservedContainer,
  change: JsonObject,
): JsonObject {
  const containers = [{ name, ...change }];
  return { spec: init ? { initContainers: containers } : { containers } };
}

/** Removes variables of a container. */
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
