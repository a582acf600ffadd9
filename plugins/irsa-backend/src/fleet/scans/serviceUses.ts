import type { IAMClient } from '@aws-sdk/client-iam';
import { readLastAccessed } from '../../observe/LastAccessedReader';
import type { Observation } from '@backstage-irsa/core/model';
import { DAY_MS, lastAccessedReport } from '@backstage-irsa/core/permissions';
import type { ObservationStore } from '../store/inventory/ObservationStore';
import { ObservationCache } from './ObservationCache';

/** Reports that one scan has AWS make at most: each takes two calls and more. */
export const MOST_REPORTS = 10;

/** After how long a report is made again, in milliseconds. */
const KEPT_MS = 7 * DAY_MS;

/** AWS's last-accessed report of a role, as it is kept. */
export interface UseReport {
  /** When it was made; ISO 8601. */
  at: string;
  /** By IAM prefix; `lastAccessed` in ISO 8601, absent when AWS saw no use in its tracking period. */
  uses: { service: string; lastAccessed?: string }[];
}

/**
 * Reads the reports of a few of these roles: those that have none, then those of more than a week ago. Once a right turns out to be missing,
 * no further one is asked for, and that is answered too.
 */
export async function readUses(options: {
  store: ObservationStore;
  scope: string;
  roleArns: Iterable<string>;
  iam: IAMClient;
  at: string;
  signal?: AbortSignal;
}): Promise<{
  uses: ObservationCache<UseReport>;
  refused?: Observation<UseReport>;
}> {
  const { iam, at, roleArns, ...rest } = options;
  let refused: Observation<UseReport> | undefined;
  const uses = await ObservationCache.take<UseReport>({
    ...rest,
    at,
    kind: 'last-accessed',
    keys: roleArns,
    most: MOST_REPORTS,
    keptMs: KEPT_MS,
    read: async arn => {
      if (refused) return refused;
      const report = await reportOf(iam, arn, at);
      if (report.state === 'unknown' && report.right !== undefined) {
        refused = report;
      }
      return report;
    },
  });
  return { uses, ...(refused && { refused }) };
}

/** The reports that were read before. */
export function storedUses(
  options: Pick<Parameters<typeof readUses>[0], 'store' | 'scope' | 'at'>,
): Promise<ObservationCache<UseReport>> {
  return ObservationCache.stored({ ...options, kind: 'last-accessed' });
}

async function reportOf(
  iam: IAMClient,
  arn: string,
  at: string,
): Promise<Observation<UseReport>> {
  const read = await readLastAccessed(iam, arn);
  if (read.state !== 'found') return read;
  const uses = read.value.map(({ service, lastAccessed }) => ({
    service,
    ...(lastAccessed && { lastAccessed: lastAccessed.toISOString() }),
  }));
  return { state: 'found', value: { at, uses } };
}

/** The services of a report that were not used for long when it was made, and that policies still grant. */
export function unusedServicesOf(
  { at, uses }: UseReport,
  role: {
    createdAt: string;
    /** By IAM prefix, or `*` for any. */
    granted: string[];
    proofs: Date[];
    unusedAfterDays: number;
  },
): { service: string; lastAccessed?: string }[] {
  const { granted, createdAt, ...context } = role;
  const { services } = lastAccessedReport(
    uses.map(({ service, lastAccessed }) => ({
      service,
      ...(lastAccessed && { lastAccessed: new Date(lastAccessed) }),
    })),
    { ...context, now: new Date(at), roleCreatedAt: new Date(createdAt) },
  );
  return services
    .filter(
      ({ service, unused }) =>
        unused && (granted.includes('*') || granted.includes(service)),
    )
    .map(({ service, lastAccessed }) => ({
      service,
      ...(lastAccessed !== undefined && { lastAccessed }),
    }));
}
