import type { ObservedContainer, ObservedPod } from '../../model/observed';

/** A container in its pod. */
export interface ContainerInPod {
  pod: ObservedPod;
  container: ObservedContainer;
}

/** Every container of the pods. */
export function containersOf(pods: ObservedPod[]): ContainerInPod[] {
  return pods.flatMap(pod =>
    pod.containers.map(container => ({ pod, container })),
  );
}

/** A pod as people find it: with what makes it. */
export function podName({ name, workload }: ObservedPod): string {
  return `pod ${name}${workload === undefined ? '' : ` (${workload})`}`;
}

/** A container as people find it. */
export function containerName({ pod, container }: ContainerInPod): string {
  return `Container ${container.name} of ${podName(pod)}`;
}

/** What is said of the findings after the first. */
export function andOthers(findings: unknown[]): string {
  const others = findings.length - 1;
  return others > 0 ? ` The same or the like is true of ${others} more.` : '';
}

/** Where a template is to be changed. */
export function templateName({ name, workload }: ObservedPod): string {
  return `the template of ${workload ?? `pod ${name}`}`;
}
