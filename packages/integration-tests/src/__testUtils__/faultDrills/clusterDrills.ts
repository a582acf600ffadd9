import type { Disturbance } from '@backstage-irsa/sandbox';
import type { Bring, Drill, DrillStage } from './DrillStage';

const CLUSTER = 'cluster:prod-eu';

const disturbed =
  (
    kind: Disturbance['kind'],
    operation: string,
    change: Partial<Disturbance> = {},
  ): Bring =>
  stage =>
    stage.disturb([{ kind, service: 'kubernetes', operation, ...change }]);

const clusterOf = ({ host }: DrillStage) => host.sandbox.clusters[0];

const down: Bring = async stage => {
  const { stop, start } = clusterOf(stage);
  await stop();
  return start;
};

const MINUTE = 60_000;

const certificateExpired: Bring = async stage => {
  const { certifyUntil } = clusterOf(stage);
  await certifyUntil(new Date(Date.now() - MINUTE));
  return () => certifyUntil(new Date(Date.now() + 60 * MINUTE));
};

const everywhere = (
  kind: Disturbance['kind'],
  change?: Partial<Disturbance>,
): Omit<Drill, 'fault'> => ({
  reading: disturbed(kind, '*', change),
  writing: disturbed(kind, 'create serviceaccounts', change),
  scanning: { scope: CLUSTER, bring: disturbed(kind, '*', change) },
});

/** Every cluster fault. */
export const CLUSTER_DRILLS: Drill[] = [
  {
    fault: 'The cluster cannot be reached',
    reading: down,
    writing: down,
    scanning: { scope: CLUSTER, bring: down },
  },
  {
    fault: 'The cluster is slow',
    ...everywhere('delay', { milliseconds: 100 }),
  },
  {
    fault: 'The cluster does not answer',
    isSilent: true,
    ...everywhere('hang'),
  },
  {
    fault: 'The cluster answers 429 with Retry-After to the first calls',
    ...everywhere('throttle', { count: 2 }),
  },
  { fault: 'The cluster fails every call', ...everywhere('fail') },
  {
    fault: 'The cluster answers 409 to the first writes',
    writing: disturbed('conflict', 'create serviceaccounts', { count: 3 }),
  },
  {
    fault: 'The cluster answers 409 to every write',
    writing: disturbed('conflict', 'create serviceaccounts'),
  },
  {
    fault: 'The cluster cuts the first answers off in the middle',
    ...everywhere('break-off', { count: 2 }),
  },
  {
    fault: 'The cluster cuts the second page of a list off',
    scanning: {
      scope: CLUSTER,
      bring: disturbed('break-off', 'list serviceaccounts', { rate: 0.5 }),
    },
  },
  {
    fault: 'The cluster forgets once where a list was (410)',
    scanning: {
      scope: CLUSTER,
      bring: disturbed('expired-list', 'list serviceaccounts', { count: 1 }),
    },
  },
  {
    fault: 'The cluster forgets every time where a list was (410)',
    scanning: {
      scope: CLUSTER,
      bring: disturbed('expired-list', 'list serviceaccounts'),
    },
  },
  {
    fault: "The cluster's certificate has expired",
    reading: certificateExpired,
    writing: certificateExpired,
    scanning: { scope: CLUSTER, bring: certificateExpired },
  },
  {
    fault: 'Our credentials for the cluster have expired',
    ...everywhere('expired-credentials'),
  },
  {
    fault: 'The cluster denies us what we need',
    reading: disturbed('denied', 'list pods'),
    writing: disturbed('denied', 'create serviceaccounts'),
    scanning: { scope: CLUSTER, bring: disturbed('denied', 'list pods') },
  },
];
