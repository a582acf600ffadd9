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

/** Reports that one scan has AWS make at most: each takes two calls and more. */
export const MOST_REPORTS = 10;

/** Reports begun and read at a time. */
const AT_A_TIME = 8;

const KIND = 'last-accessed';

/** After how long a report is made again, in milliseconds. */
const KEPT_MS = 7 * DAY_MS;

/** AWS's last-accessed report of a role, as it is kept. */
export interface UseReport {
  /** When it was made; ISO 8601. */
  at: string;
  /** By IAM prefix; `lastAccessed` in ISO 8601, absent when AWS saw no use in its tracking period. */
  uses: { service: string; lastAccessed?: string }[];
}

/** The reports that are known while a scan goes on. */
export interface KnownUses {
  uses: ObservationCache<UseReport>;
  /** Reads the reports that were begun. */
  finish: () => Promise<ReadReports>;
}

interface ReadReports {
  /** The ARNs of the roles that have a new one. */
  roleArns: string[];
  /** Which right was missing, if one was. */
  refused?: Observation<unknown>;
}

/**
 * Has AWS begin the reports of a few of these roles: of those that have none, then of those with one of more than a week ago. AWS takes seconds for
 * each; meanwhile the scan reads the account. Once a permission turns out to be missing, no further report is asked for.
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

/** The reports that were read before. */
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
