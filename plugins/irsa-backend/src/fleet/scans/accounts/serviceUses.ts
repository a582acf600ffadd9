import type { IAMClient } from '@aws-sdk/client-iam';
import { found, type Observation } from '@backstage-irsa/core/model';
import {
  DAY_MS,
  lastAccessedReport,
  type ServiceUse,
} from '@backstage-irsa/core/permissions';
import { inTurns } from '../../../observe/bulk/inTurns';
import {
  beginLastAccessed,
  finishLastAccessed,
} from '../../../observe/LastAccessedReader';
import type { ObservationStore } from '../../store/inventory/ObservationStore';
import { ObservationCache } from '../ObservationCache';

/** The maximum number of reports that one scan requests from AWS: each takes at least 2 calls. */
export const MOST_REPORTS = 10;

/** How many reports are started or read at a time. */
const AT_A_TIME = 8;

const KIND = 'last-accessed';

/** The age after which a report is requested again, in milliseconds. */
const KEPT_MS = 7 * DAY_MS;

/** AWS's last-accessed report of a role, as stored. */
export interface UseReport {
  /** When the report was made. ISO 8601. */
  at: string;
  /** The use of each service, by IAM prefix. `lastAccessed` is ISO 8601, and absent if AWS saw no use in its tracking period. */
  uses: { service: string; lastAccessed?: string }[];
}

/** The reports that are known during a scan. */
export interface KnownUses {
  uses: ObservationCache<UseReport>;
  /** Reads the reports that were started. */
  finish: () => Promise<ReadReports>;
}

interface ReadReports {
  /** The ARNs of the roles with a new report. */
  roleArns: string[];
  /** The answer that names the missing permission, if one is missing. */
  refused?: Observation<unknown>;
}

/**
 * Starts AWS reports for a few of these roles: first for roles without a report, then for roles whose report is more than 1 week old. AWS takes
 * seconds for each report; meanwhile the scan reads the account. If a permission is missing, no further report is requested.
 */
export async function beginUses(options: {
  store: ObservationStore;
  scope: string;
  roleArns: Iterable<string>;
  iam: IAMClient;
  at: string;
  signal?: AbortSignal;
}): Promise<KnownUses> {
  const { iam, at, signal, roleArns, ...rest } = options;
  const turn = await ObservationCache.turn<UseReport>({
    ...{ ...rest, at, kind: KIND },
    keys: roleArns,
    most: MOST_REPORTS,
    keptMs: KEPT_MS,
  });
  let refused: Observation<unknown> | undefined;
  const allowed = async <T>(ask: () => Promise<Observation<T>>) => {
    signal?.throwIfAborted();
    const answer = await ask();
    if (answer.state === 'unknown' && answer.right !== undefined) {
      refused = answer;
    }
    return answer;
  };
  const jobs = new Map<string, Observation<string>>();
  await inTurns(turn.keys, AT_A_TIME, async arn => {
    if (refused) return;
    jobs.set(arn, await allowed(() => beginLastAccessed(iam, arn)));
  });
  return {
    uses: turn.known,
    finish: async () => {
      const reports = new Map<string, Observation<UseReport>>();
      await inTurns([...jobs], AT_A_TIME, async ([arn, job]) => {
        if (refused) return;
        const uses =
          job.state === 'found'
            ? await allowed(() => finishLastAccessed(iam, job.value))
            : job;
        reports.set(arn, reportOf(uses, at));
      });
      await turn.record(reports);
      const read = [...reports].filter(([, { state }]) => state === 'found');
      return {
        roleArns: read.map(([arn]) => arn),
        ...(refused && { refused }),
      };
    },
  };
}

/** Returns the reports that were read before. */
export async function storedUses(
  options: Pick<Parameters<typeof beginUses>[0], 'store' | 'scope' | 'at'>,
): Promise<KnownUses> {
  const uses = await ObservationCache.stored<UseReport>({
    ...options,
    kind: KIND,
  });
  return { uses, finish: async () => ({ roleArns: [] }) };
}

function reportOf(
  read: Observation<ServiceUse[]>,
  at: string,
): Observation<UseReport> {
  if (read.state !== 'found') return read;
  const uses = read.value.map(({ service, lastAccessed }) => ({
    service,
    ...(lastAccessed && { lastAccessed: lastAccessed.toISOString() }),
  }));
  return found({ at, uses });
}

/** Returns the services that the policies still grant, but that were unused for long when the report was made. */
export function unusedServicesOf(
  { at, uses }: UseReport,
  role: {
    createdAt: string;
    /** The granted services, by IAM prefix; `*` for any service. */
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
