import {
  GenerateServiceLastAccessedDetailsCommand,
  type GetServiceLastAccessedDetailsCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { readLastAccessed } from './LastAccessedReader';
import { found, unknown } from '@backstage-irsa/core/model';

const ROLE = 'arn:aws:iam::111122223333:role/orders';
const NOON = new Date('2026-01-02T12:00:00Z');

/** An IAM client that has started a report and then returns these pages. */
function iamOf(...pages: object[]) {
  const markers: (string | undefined)[] = [];
  const left = [...pages];
  const iam = {
    send: async (
      command:
        | GenerateServiceLastAccessedDetailsCommand
        | GetServiceLastAccessedDetailsCommand,
    ) => {
      if (command instanceof GenerateServiceLastAccessedDetailsCommand) {
        return { JobId: 'job' };
      }
      markers.push(command.input.Marker);
      return left.shift();
    },
  };
  return { iam: iam as never as IAMClient, markers };
}

const completed = (answer: object) => ({ JobStatus: 'COMPLETED', ...answer });
const S3 = { ServiceNamespace: 's3', LastAuthenticated: NOON };
const SQS = { ServiceNamespace: 'sqs' };

describe('the last-accessed report of a role', () => {
  it('is waited for, and read page by page', async () => {
    const { iam, markers } = iamOf(
      { JobStatus: 'IN_PROGRESS' },
      completed({
        ServicesLastAccessed: [S3],
        IsTruncated: true,
        Marker: 'more',
      }),
      completed({ ServicesLastAccessed: [SQS] }),
    );
    expect(await readLastAccessed(iam, ROLE)).toEqual(
      found([{ service: 's3', lastAccessed: NOON }, { service: 'sqs' }]),
    );
    expect(markers).toEqual([undefined, undefined, 'more']);
  });

  it('lists actions with the prefix of their service', async () => {
    const { iam } = iamOf(
      completed({
        ServicesLastAccessed: [
          {
            ...S3,
            TrackedActionsLastAccessed: [
              { ActionName: 'GetObject', LastAccessedTime: NOON },
              { ActionName: 's3:PutObject' },
              {},
            ],
          },
        ],
      }),
    );
    expect(await readLastAccessed(iam, ROLE, 'ACTION_LEVEL')).toEqual(
      found([
        {
          service: 's3',
          lastAccessed: NOON,
          actions: [
            { action: 's3:GetObject', lastAccessed: NOON },
            { action: 's3:PutObject' },
          ],
        },
      ]),
    );
  });

  it('ends when AWS reports more pages without a marker', async () => {
    const { iam, markers } = iamOf(
      completed({ ServicesLastAccessed: [SQS], IsTruncated: true }),
    );
    expect(await readLastAccessed(iam, ROLE)).toEqual(
      found([{ service: 'sqs' }]),
    );
    expect(markers).toHaveLength(1);
  });

  it('is unknown when AWS could not generate it', async () => {
    const { iam } = iamOf({
      JobStatus: 'FAILED',
      Error: { Code: 'Busy', Message: 'Try again.' },
    });
    expect(await readLastAccessed(iam, ROLE)).toEqual(
      unknown('AWS could not create the last-accessed report: Busy Try again.'),
    );
  });

  it.each<[string, object]>([
    ['a text instead of a list of services', { ServicesLastAccessed: 's3' }],
    [
      'a number as the name of a service',
      { ServicesLastAccessed: [{ ServiceNamespace: 7 }] },
    ],
    [
      'a text that is not a time',
      { ServicesLastAccessed: [{ ...S3, LastAuthenticated: 'never' }] },
    ],
    [
      'a number as the name of an action',
      {
        ServicesLastAccessed: [
          { ...S3, TrackedActionsLastAccessed: [{ ActionName: 7 }] },
        ],
      },
    ],
  ])('is unknown when it has %s', async (_, answer) => {
    const { iam } = iamOf(completed(answer));
    expect(await readLastAccessed(iam, ROLE)).toEqual(
      unknown(
        'AWS returned an invalid response to iam:GetServiceLastAccessedDetails.',
      ),
    );
  });
});
