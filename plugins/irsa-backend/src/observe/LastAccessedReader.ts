import {
  GenerateServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsCommand,
  type GetServiceLastAccessedDetailsResponse,
  type IAMClient,
  type TrackedActionLastAccessed,
} from '@aws-sdk/client-iam';
import { unknown, valueOf, type Observation } from './observation';
import { readAws } from './read';

/** One service that the role's identity policies grant, and when the role last used it. */
export interface ServiceUse {
  /** The IAM prefix. */
  service: string;
  /** Absent when AWS saw no use in its tracking period. */
  lastAccessed?: Date;
  /** The granted actions that AWS reports on, with their prefix; only at the level of actions, and only of some services. */
  actions?: ActionUse[];
}

/** One action, and when the role last used it. */
interface ActionUse {
  /** With the prefix of its service. */
  action: string;
  /** Absent when AWS saw no use in its tracking period. */
  lastAccessed?: Date;
}

/** Whether AWS is to report on actions too, where it can. */
export type Granularity = 'SERVICE_LEVEL' | 'ACTION_LEVEL';

/** Waits between two looks at a report that AWS is making, in milliseconds. */
const POLL_MS = [100, 200, 400, 800];
/** The longest wait for one report, in milliseconds. */
const LIMIT_MS = 30_000;

/**
 * Has IAM make its last-accessed report of a role, and reads it. The identity that starts a report must read it.
 *
 * Source: "GenerateServiceLastAccessedDetails", IAM API Reference.
 */
export async function readLastAccessed(
  iam: IAMClient,
  roleArn: string,
  granularity: Granularity = 'SERVICE_LEVEL',
): Promise<Observation<ServiceUse[]>> {
  const job = await readAws('iam:GenerateServiceLastAccessedDetails', () =>
    iam.send(
      new GenerateServiceLastAccessedDetailsCommand({
        Arn: roleArn,
        Granularity: granularity,
      }),
    ),
  );
  if (job.state !== 'found') return job;
  const { JobId } = job.value;
  const page = (Marker?: string) =>
    readAws('iam:GetServiceLastAccessedDetails', () =>
      iam.send(new GetServiceLastAccessedDetailsCommand({ JobId, Marker })),
    );
  const first = await finished(page);
  const uses: ServiceUse[] = [];
  for (let read = first; ; read = await page(valueOf(read)?.Marker)) {
    if (read.state !== 'found') return read;
    uses.push(...usesOf(read.value));
    if (!read.value.IsTruncated) return { state: 'found', value: uses };
  }
}

async function finished(
  page: () => Promise<Observation<GetServiceLastAccessedDetailsResponse>>,
): Promise<Observation<GetServiceLastAccessedDetailsResponse>> {
  const until = Date.now() + LIMIT_MS;
  for (let attempt = 0; ; attempt += 1) {
    const read = await page();
    const { JobStatus, Error: failure } = valueOf(read) ?? {};
    if (JobStatus === 'FAILED') {
      return unknown(
        `AWS could not make the report: ${failure?.Code ?? ''} ${
          failure?.Message ?? ''
        }`.trim(),
      );
    }
    if (JobStatus !== 'IN_PROGRESS') return read;
    if (Date.now() > until) {
      return unknown('AWS has not finished the report yet: ask again later.');
    }
    const wait = POLL_MS[Math.min(attempt, POLL_MS.length - 1)];
    await new Promise(resolve => setTimeout(resolve, wait));
  }
}

function usesOf({
  ServicesLastAccessed = [],
}: GetServiceLastAccessedDetailsResponse): ServiceUse[] {
  return ServicesLastAccessed.flatMap(
    ({
      ServiceNamespace: service,
      LastAuthenticated,
      TrackedActionsLastAccessed: tracked,
    }) =>
      service === undefined
        ? []
        : {
            service,
            ...(LastAuthenticated && { lastAccessed: LastAuthenticated }),
            ...(tracked?.length && {
              actions: tracked.flatMap(action => actionUse(service, action)),
            }),
          },
  );
}

function actionUse(
  service: string,
  { ActionName, LastAccessedTime }: TrackedActionLastAccessed,
): ActionUse[] {
  return ActionName === undefined
    ? []
    : [
        {
          action: ActionName.includes(':')
            ? ActionName
            : `${service}:${ActionName}`,
          ...(LastAccessedTime && { lastAccessed: LastAccessedTime }),
        },
      ];
}
