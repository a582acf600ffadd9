import { describeCluster } from './describeCluster';
import { describeNodegroup } from './describeNodegroup';
import { listClusters } from './listClusters';
import { listNodegroups } from './listNodegroups';
import type { EksOperation } from './operation';

/** EKS, API version 2017-11-01. To add an operation, write its file and list it here. */
export const eks: EksOperation[] = [
  listClusters,
  describeCluster,
  listNodegroups,
  describeNodegroup,
];
