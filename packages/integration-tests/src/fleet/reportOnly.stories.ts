import { TestDatabases } from '@backstage/backend-test-utils';
import type { Finding } from '@backstage-irsa/core/model';
import { auditLog } from '../__testUtils__/auditLog';
import { componentOf, specOf } from '../__testUtils__/core';
import { startScanHost, type ScanHost } from '../__testUtils__/scans';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

const REPORTED = {
  field: 'tags.team',
  rule: 'required-tag',
  message: 'Report-only: Tag "team" is required.',
};
/** A policy of the account that others manage. */
const TAGGING = 'arn:aws:iam::111122223333:policy/tagging';
const specFor = (name: string, change: object = {}) =>
  specOf({ entityRef: `component:default/${name}`, name, ...change });

describe('guardrails in report-only mode', () => {
  let host: ScanHost;
  const audit = auditLog();

  const reports = (name: string) =>
    audit.events.filter(
      ({ eventId, meta }) =>
        eventId === 'guardrail-report' &&
        meta.serviceAccount === `prod-eu/production/${name}`,
    );
  const findings = async (): Promise<Finding[]> => {
    const { body } = await host.get(
      '/findings?check=report-only-guardrail&state=open&limit=100',
    );
    return body.items;
  };

  beforeAll(async () => {
    host = await startScanHost(databases, {
      entities: () =>
        ['tagged', 'untagged', 'denied', 'filed', 'managed'].map(name =>
          componentOf(name, 'group:default/team'),
        ),
      irsa: {
        guardrails: {
          deniedActions: ['s3:DeleteBucket'],
          reportOnly: {
            requiredTags: [{ key: 'team' }],
            deniedActions: ['s3:PutBucketTagging'],
          },
        },
      },
      features: [audit.factory],
    });
  });
  afterAll(() => host?.stop());

  it('appear as warnings in the plan and in its audit event', async () => {
    const { status, body } = await host.post('/plans', {
      spec: specFor('untagged'),
    });
    expect(status).toBe(200);
    expect(body.violations).toEqual([]);
    expect(body.warnings).toEqual([REPORTED]);
    expect(body.steps.length).toBeGreaterThan(0);
    expect(audit.events.at(-1)).toMatchObject({
      eventId: 'plan-create',
      meta: { violations: [], reportOnly: ['tags.team required-tag'] },
    });
  });

  it('report nothing if no guardrail is violated', async () => {
    const spec = specFor('tagged', { tags: { team: 'orders' } });
    const { body } = await host.post('/plans', { spec });
    expect(body.warnings).toBeUndefined();
    expect((await host.put(spec)).status).toBe(200);
    expect(reports('tagged')).toEqual([]);
  });

  it('do not refuse a request, and audit a violation', async () => {
    const { status, text } = await host.put(specFor('untagged'));
    expect([status, text]).toEqual([200, expect.anything()]);
    expect(reports('untagged')).toEqual([
      expect.objectContaining({
        outcome: 'succeeded',
        meta: {
          serviceAccount: 'prod-eu/production/untagged',
          entityRef: 'component:default/untagged',
          reportOnly: ['tags.team required-tag'],
        },
      }),
    ]);
  });

  it('appear as warnings with rendered and delivered files', async () => {
    const body = { spec: specFor('filed'), format: 'terraform' };
    const rendered = await host.post('/renderings', body);
    expect(rendered.body.files.length).toBeGreaterThan(0);
    expect(rendered.body.warnings).toEqual([REPORTED]);
    expect((await host.post('/deliveries', body)).status).toBe(200);
    expect(reports('filed')).toHaveLength(1);
  });

  it('do not change guardrails that are enforced', async () => {
    const spec = specFor('denied', {
      grants: [],
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['s3:DeleteBucket', 's3:PutBucketTagging'],
            Resource: 'arn:aws:s3:::orders-uploads',
          },
        ],
      },
    });
    const { body } = await host.post('/plans', { spec });
    expect(body.violations.map(({ rule }: { rule: string }) => rule)).toContain(
      'denied-actions',
    );
    expect(
      body.warnings.map(({ rule }: { rule: string }) => rule).sort(),
    ).toEqual(['denied-actions', 'required-tag']);
    expect((await host.put(spec)).status).toBe(400);
    expect(reports('denied')).toEqual([]);
  });

  it('are findings about managed policies too, by their current content', async () => {
    const account = host.sandbox.world.accounts.get('111122223333')!;
    const write = (Action: string) => {
      const Statement = [
        { Effect: 'Allow', Action, Resource: 'arn:aws:s3:::orders-uploads' },
      ];
      const createdAt = new Date();
      const document = JSON.stringify({ Version: '2012-10-17', Statement });
      account.policies.set(TAGGING, {
        ...{ arn: TAGGING, id: 'ANPATAGGING', name: 'tagging', path: '/' },
        ...{
          createdAt,
          updatedAt: createdAt,
          defaultVersionId: 'v1',
          tags: [],
        },
        versions: [{ id: 'v1', document, createdAt }],
      });
    };
    const messages = async () =>
      (await findings())
        .filter(({ subject }) => subject.name === 'production/managed')
        .map(({ state, message }) => [state, message]);

    write('s3:GetObject');
    const spec = specFor('managed', {
      tags: { team: 'orders' },
      managedPolicyArns: [TAGGING],
    });
    expect((await host.put(spec)).status).toBe(200);
    await host.settle();
    expect(await messages()).toEqual([]);

    write('s3:PutBucketTagging');
    const { body } = await host.post('/plans', { spec });
    await host.settle();
    expect(body.warnings).toHaveLength(1);
    expect(await messages()).toEqual([['open', body.warnings[0].message]]);

    write('s3:GetObject');
    await host.settle();
    expect(await messages()).toEqual([]);
  });

  it('are findings about existing resources until these change', async () => {
    await host.settle();
    expect(
      (await findings()).map(({ subject, severity, message, state }) => [
        ...[subject.name, severity, message, state],
      ]),
    ).toEqual([
      ['production/filed', 'low', REPORTED.message, 'open'],
      ['production/untagged', 'low', REPORTED.message, 'open'],
    ]);
    const { status } = await host.put(
      specFor('untagged', { tags: { team: 'orders' } }),
    );
    expect(status).toBe(200);
    await host.settle();
    expect(
      (await findings()).filter(({ state }) => state === 'open'),
    ).toHaveLength(1);
  });
});
