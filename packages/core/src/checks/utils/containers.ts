import type { ObservedContainer, ObservedPod } from '../../model/observed';

/** A container and its pod. */
export interface ContainerInPod {
  pod: ObservedPod;
  container: ObservedContainer;
}

/** Returns every container of the pods. */
export function containersOf(pods: ObservedPod[]): ContainerInPod[] {
  return pods.flatMap(pod =>
    pod.containers.map(container => ({ pod, container })),
  );
}

/** Returns a readable name of a pod, including its workload. */
export function podName({ name, workload }: ObservedPod): string {
  return `pod ${name}${workload === undefined ? '' : ` (${workload})`}`;
}

/** Returns a readable name of a container. */
export function containerName({ pod, container }: ContainerInPod): string {
  return `Container ${container.name} of ${podName(pod)}`;
}

/** Returns a sentence about the number of findings after the first. */
export function andOthers(findings: unknown[]): string {
  const others = findings.length - 1;
  return others > 0
    ? ` The same or a similar problem affects ${others} more.`
    : '';
}

/** Names the template that must change. */
export function templateName({ name, workload }: ObservedPod): string {
  return `the template of ${workload ?? `pod ${name}`}`;
}
