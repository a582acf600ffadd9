import {
  GenerateServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsCommand,
  type GetServiceLastAccessedDetailsResponse,
  type IAMClient,
  type ServiceLastAccessed,
  type TrackedActionLastAccessed,
} from '@aws-sdk/client-iam';
import {
  objectsOf,
  optionalText,
  optionalTime,
  textOf,
  found,
  unknown,
  valueOf,
  type Observation,
} from '@backstage-irsa/core/model';
import type { ActionUse, ServiceUse } from '@backstage-irsa/core/permissions';
import { readAws } from './read';

/** Whether AWS reports services only, or also actions where it can. */
export type Granularity = 'SERVICE_LEVEL' | 'ACTION_LEVEL';

/** The waits between two polls of a report that AWS is generating, in milliseconds. */
const POLL_MS = [100, 200, 400, 800];
/** The maximum wait for one report, in milliseconds. */
const LIMIT_MS = 30_000;

/** Starts IAM's last-accessed report of a role, and waits for the result. */
export async function readLastAccessed(
  iam: IAMClient,
  roleArn: string,
  granularity: Granularity = 'SERVICE_LEVEL',
): Promise<Observation<ServiceUse[]>> {
  const job = await beginLastAccessed(iam, roleArn, granularity);
  return job.state === 'found' ? finishLastAccessed(iam, job.value) : job;
}

/**
 * Starts IAM's last-accessed report of a role, which takes IAM several seconds. Returns the job ID. Only the identity that started the report can
 * read it.
 *
 * Source: "GenerateServiceLastAccessedDetails", IAM API Reference.
 */
export function beginLastAccessed(
  iam: IAMClient,
  roleArn: string,
  granularity: Granularity = 'SERVICE_LEVEL',
): Promise<Observation<string>> {
  return readAws('iam:GenerateServiceLastAccessedDetails', async () => {
    const { JobId } = await iam.send(
      new GenerateServiceLastAccessedDetailsCommand({
        Arn: roleArn,
        Granularity: granularity,
      }),
    );
    return textOf(JobId);
  });
}

/**
 * Waits for a report that was started, and reads it.
 *
 * Source: "GetServiceLastAccessedDetails", IAM API Reference.
 */
export async function finishLastAccessed(
  iam: IAMClient,
  jobId: string,
): Promise<Observation<ServiceUse[]>> {
  const page = (Marker?: string) =>
    readAws('iam:GetServiceLastAccessedDetails', async () =>
      pageOf(
        await iam.send(
          new GetServiceLastAccessedDetailsCommand({ JobId: jobId, Marker }),
        ),
      ),
    );
  const uses: ServiceUse[] = [];
  let read = await finished(page);
  while (read.state === 'found') {
    uses.push(...read.value.uses);
    const { marker } = read.value;
    if (marker === undefined) return found(uses);
    read = await page(marker);
  }
  return read;
}

/** A page of the report, or the progress of the report. */
interface Page {
  status: string;
  /** Why AWS could not generate the report. */
  failure: string;
  uses: ServiceUse[];
  /** The marker of the next page. Absent on the last page. */
  marker?: string;
}

async function finished(
  page: () => Promise<Observation<Page>>,
): Promise<Observation<Page>> {
  const until = Date.now() + LIMIT_MS;
  for (let attempt = 0; ; attempt += 1) {
    const read = await page();
    const { status, failure } = valueOf(read) ?? {};
    if (status === 'FAILED') {
      return unknown(
        `AWS could not create the last-accessed report: ${failure}`.trim(),
      );
    }
    if (status !== 'IN_PROGRESS') return read;
    if (Date.now() > until) {
      return unknown('AWS has not finished the report yet. Retry later.');
    }
    const wait = POLL_MS[Math.min(attempt, POLL_MS.length - 1)];
    await new Promise(resolve => setTimeout(resolve, wait));
  }
}

function pageOf(answer: GetServiceLastAccessedDetailsResponse): Page {
  const { JobStatus, Error: failure, IsTruncated, Marker } = answer;
  const marker = IsTruncated ? optionalText(Marker) : undefined;
  return {
    status: textOf(JobStatus),
    failure: `${textOf(failure?.Code)} ${textOf(failure?.Message)}`,
    uses: objectsOf(answer.ServicesLastAccessed).flatMap(serviceUse),
    ...(marker !== undefined && { marker }),
  };
}

function serviceUse({
  ServiceNamespace,
  LastAuthenticated,
  TrackedActionsLastAccessed,
}: ServiceLastAccessed): ServiceUse[] {
  const service = optionalText(ServiceNamespace);
  if (service === undefined) return [];
  const actions = objectsOf(TrackedActionsLastAccessed);
  return [
    {
      service,
      ...lastAccessedAt(LastAuthenticated),
      ...(actions.length > 0 && {
        actions: actions.flatMap(action => actionUse(service, action)),
      }),
    },
  ];
}

function actionUse(
  service: string,
  { ActionName, LastAccessedTime }: TrackedActionLastAccessed,
): ActionUse[] {
  const name = optionalText(ActionName);
  return name === undefined
    ? []
    : [
        {
          action: name.includes(':') ? name : `${service}:${name}`,
          ...lastAccessedAt(LastAccessedTime),
        },
      ];
}

function lastAccessedAt(time: Date | undefined): { lastAccessed?: Date } {
  const at = optionalTime(time);
  return at === undefined ? {} : { lastAccessed: new Date(at) };
}
