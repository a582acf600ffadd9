import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  MetricsService,
  MetricsServiceObservableResult,
} from '@backstage/backend-plugin-api/alpha';
import { RecentAnswers } from '../lib/RecentAnswers';
import { totalCalls } from '../lib/metrics/calls';
import type { FleetCounts, FleetNumbers } from './store/FleetCounts';

/** How long counts are reused, in milliseconds: several readers read several gauges at about the same time. */
const FRESH_MS = 30_000;

function observeEach(
  result: MetricsServiceObservableResult,
  attribute: string,
  values: Record<string, number>,
): void {
  for (const [name, value] of Object.entries(values)) {
    result.observe(value, { [attribute]: name });
  }
}

/**
 * Creates the gauges of the fleet. Their values come from the database, so every replica reports the same ones. No attribute contains the name of a
 * ServiceAccount, role, or owner, so there are only as many series as there are states, clusters, and accounts.
 */
export function createFleetGauges(options: {
  counts: FleetCounts;
  logger: LoggerService;
  metrics: MetricsService;
}): void {
  const { counts, logger, metrics } = options;
  const recent = new RecentAnswers<FleetNumbers>({ forMs: FRESH_MS, most: 1 });
  const read = () => recent.ask('', () => counts.read());
  const gauge = (
    name: string,
    about: { description: string; unit: string },
    observe: (
      result: MetricsServiceObservableResult,
      numbers: FleetNumbers,
    ) => void,
  ) =>
    metrics.createObservableGauge(name, about).addCallback(async result => {
      try {
        observe(result, await read());
      } catch (error) {
        logger.debug(`${name} could not be read: ${error}`);
      }
    });

  gauge(
    'irsa.service_accounts',
    { description: 'IAM service accounts by status', unit: '{account}' },
    (result, { serviceAccounts }) =>
      observeEach(result, 'status', serviceAccounts),
  );
  gauge(
    'irsa.findings.open',
    { description: 'Open findings by severity', unit: '{finding}' },
    (result, { openFindings }) => observeEach(result, 'severity', openFindings),
  );
  gauge(
    'irsa.workloads',
    {
      description: 'Workloads by the source of their AWS identity',
      unit: '{workload}',
    },
    (result, { workloads }) =>
      observeEach(result, 'identity_source', workloads),
  );
  gauge(
    'irsa.roles.unused',
    { description: 'Unused roles', unit: '{role}' },
    (result, { unusedRoles }) => result.observe(unusedRoles),
  );
  gauge(
    'irsa.scan.age',
    {
      description:
        'Time since the last successful scan of a cluster or account',
      unit: 's',
    },
    (result, { scannedAt }) => {
      for (const [scope, at] of Object.entries(scannedAt)) {
        result.observe((Date.now() - at) / 1000, { scope });
      }
    },
  );
  for (const [to, name] of [
    ['aws', 'irsa.aws.calls'],
    ['kubernetes', 'irsa.kubernetes.calls'],
  ] as const) {
    metrics
      .createObservableCounter(name, {
        description: `Calls of this process to ${
          to === 'aws' ? 'AWS' : 'Kubernetes'
        }, including retries`,
        unit: '{call}',
      })
      .addCallback(result => result.observe(totalCalls()[to]));
  }
}
