import {
  EKS_ANNOTATIONS,
  type Workloads,
} from '@backstage-irsa/plugin-irsa-common';
import { injectionFaults } from '../checks/injection';
import { audienceOf } from '../checks/trust';
import { valueOf } from '../observe/observation';
import type { Observed } from '../observe/types';

/** How many pods run as the ServiceAccount, and how many of them carry role and token; null when pods could not be read. */
export function workloadsOf(observed: Observed): Workloads | null {
  const pods = valueOf(observed.pods);
  if (!pods) return null;
  const roleArn = valueOf(observed.serviceAccount)?.annotations[
    EKS_ANNOTATIONS.roleArn
  ];
  if (roleArn === undefined) return { pods: pods.length, injected: 0 };
  const wanted = { roleArn, audience: audienceOf(observed) };
  const injected = pods.filter(
    pod => injectionFaults(pod, wanted).length === 0,
  );
  return { pods: pods.length, injected: injected.length };
}
