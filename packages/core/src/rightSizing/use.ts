import type { RightSizeService } from '../model/types';
import type { ServiceUse } from '../permissions/lastUse/serviceUse';
import { DAY_MS, mayBeProof } from '../permissions/lastUse/lastAccessed';

/**
 * The tracking period of AWS's last-accessed report, in days. Source: "Refine permissions in AWS using last accessed information", IAM User Guide.
 */
const TRACKED_DAYS = 400;

/** The facts that decide about unused services in addition to the report. */
export interface UseContext {
  now: Date;
  unusedAfterDays: number;
  roleCreatedAt: Date;
  proofs: Date[];
}

/** The judgment of one service, regardless of other services. */
export type Judgement = Pick<
  RightSizeService,
  'decision' | 'confidence' | 'reason' | 'lastAccessed' | 'unusedSince'
>;

/** Returns the start of the period in which AWS could have recorded use of the role. */
export function trackedSince({ now, roleCreatedAt }: UseContext): Date {
  const start = now.getTime() - TRACKED_DAYS * DAY_MS;
  return new Date(Math.max(start, roleCreatedAt.getTime()));
}

/** Returns the time before which a use no longer counts. */
export function unusedBefore({ now, unusedAfterDays }: UseContext): Date {
  return new Date(now.getTime() - unusedAfterDays * DAY_MS);
}

/** Checks whether the role is too young to show which permissions it needs. */
export function isYoung(context: UseContext): boolean {
  return !(context.roleCreatedAt < unusedBefore(context));
}

const day = (date: Date) => date.toISOString().slice(0, 10);

/**
 * Judges whether a role needs a service, from its last use. AWS counts refused attempts as use, so a service with any recent attempt does not count
 * as unused. `grantedAt` is the latest possible time since which the service has been granted; undefined if unknown.
 */
export function judgeUse(
  use: ServiceUse | undefined,
  context: UseContext,
  grantedAt: Date | undefined,
): Judgement {
  if (!use) {
    return undecided(
      "AWS's report does not contain it: reports lag behind policy changes.",
    );
  }
  const { lastAccessed } = use;
  if (
    use.service === 'sts' &&
    lastAccessed &&
    mayBeProof(lastAccessed, context.proofs)
  ) {
    return undecided(
      'The last use may be a live proof by Backstage, which does not count as use.',
    );
  }
  const seen = lastAccessed && { lastAccessed: lastAccessed.toISOString() };
  const limit = unusedBefore(context);
  if (lastAccessed && lastAccessed >= limit) {
    return {
      decision: 'keep',
      confidence: 'high',
      reason: `Used on ${day(
        lastAccessed,
      )}. AWS counts refused attempts as use.`,
      ...seen,
    };
  }
  const since = lastAccessed ?? trackedSince(context);
  const unused = { ...seen, unusedSince: since.toISOString() };
  if (isYoung(context)) {
    const { unusedAfterDays } = context;
    const reason = `Not used yet, but the role is younger than ${unusedAfterDays} days.`;
    return { ...undecided(reason), ...unused };
  }
  return {
    decision: 'drop',
    ...unusedFor(since, limit, seen, grantedAt),
    ...unused,
  };
}

function unusedFor(
  since: Date,
  limit: Date,
  seen: object | undefined,
  grantedAt: Date | undefined,
): Pick<Judgement, 'confidence' | 'reason'> {
  if (seen) {
    return { confidence: 'high', reason: `Last used on ${day(since)}.` };
  }
  const never = `AWS saw no use since ${day(since)}`;
  if (grantedAt === undefined) {
    return {
      confidence: 'medium',
      reason: `${never}; how long it has been granted is not known, because IAM does not date inline policies or attachments.`,
    };
  }
  return grantedAt < limit
    ? { confidence: 'high', reason: `${never}.` }
    : {
        confidence: 'medium',
        reason: `${never}; its policy changed on ${day(
          grantedAt,
        )}, so it may have been granted only then.`,
      };
}

function undecided(reason: string): Judgement {
  return { decision: 'undecided', confidence: 'low', reason };
}
