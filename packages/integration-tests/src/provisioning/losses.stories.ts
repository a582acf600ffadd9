import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf, specOf } from '../__testUtils__/core';
import { templateActions } from '../__testUtils__/templateActions';

const CREATE = 'irsa:service-account:create';
const ATTACHED = 'arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess';
const S3 = { service: 's3', access: 'write', resource: 'my-app-uploads' };
const SQS = { service: 'sqs', access: 'send', resource: 'uploads' };

describe('a template that changes what a component has', () => {
  const templates = templateActions();
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost({
      entities: () => [componentOf('uploads', 'group:default/team')],
      features: templates.features,
    });
    await templates.run(CREATE, specOf({ managedPolicyArns: [ATTACHED] }));
  });
  afterAll(() => host?.stop());

  const recorded = async (): Promise<IamServiceAccountSpec> => {
    const { body } = await host.get(
      '/entities/component/default/uploads/service-accounts',
    );
    return body.items[0].spec;
  };
  const writesSince = (place: number) =>
    host.sandbox.world.calls.since(place).filter(({ write }) => write);

  it('keeps what it does not name, if requested', async () => {
    await templates.run(CREATE, {
      ...specOf({ grants: [S3, SQS] }),
      keepUnspecified: true,
    });
    expect(await recorded()).toMatchObject({
      grants: [S3, SQS],
      managedPolicyArns: [ATTACHED],
    });
  });

  it.each([
    [
      'removing a grant',
      { grants: [SQS], managedPolicyArns: [ATTACHED] },
      /s3:Put/,
    ],
    ['removing the managed policy', { grants: [S3, SQS] }, /Detach policy/],
  ])(
    'refuses %s without a confirmation, and writes nothing',
    async (_, change, loss) => {
      const before = await recorded();
      const since = host.sandbox.world.calls.count;
      const asked = templates.run(CREATE, specOf(change));
      await expect(asked).rejects.toThrow(
        /^Nothing was changed\. The plan removes access: /,
      );
      await expect(asked).rejects.toThrow(loss);
      expect(writesSince(since)).toEqual([]);
      expect(await recorded()).toEqual(before);
    },
  );

  it('removes what is confirmed', async () => {
    await templates.run(CREATE, {
      ...specOf({ grants: [SQS] }),
      confirmLosses: true,
    });
    expect(await recorded()).not.toHaveProperty('managedPolicyArns');
    expect(await recorded()).toMatchObject({ grants: [SQS] });
  });
});
