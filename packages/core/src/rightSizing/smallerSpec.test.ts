import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { IamServiceAccountSpec } from '../model/types';
import { specOf } from '../__testUtils__/specs';
import { accessOf, smallerSpec, withAccess } from './smallerSpec';

const CONTEXT = {
  partition: 'aws',
  region: 'eu-west-1',
  accountId: '111122223333',
};
const ARN = 'arn:aws:iam::111122223333:policy/shared';
const statement = (Action: string[], more: object = {}) => ({
  Effect: 'Allow' as const,
  Action,
  Resource: '*',
  ...more,
});
const document = (...Statement: object[]) =>
  ({ Version: '2012-10-17', Statement } as PolicyDocument);
const smaller = (
  spec: Partial<IamServiceAccountSpec>,
  cut: { drop?: string[]; actions?: string[] },
  managed: Record<string, PolicyDocument> = {},
) =>
  accessOf(
    smallerSpec(
      specOf({ grants: undefined, ...spec }),
      { drop: new Set(cut.drop), actions: new Set(cut.actions) },
      { context: CONTEXT, managed: new Map(Object.entries(managed)) },
    ),
  );
const dynamodb = (access: string) => [
  { service: 'dynamodb', access, resource: 'orders' },
];

describe('the smaller spec', () => {
  it('has no grants of removed services', () => {
    const s3 = { service: 's3', access: 'read', resource: 'orders' };
    expect(
      smaller({ grants: [s3, ...dynamodb('read')] }, { drop: ['dynamodb'] }),
    ).toEqual({ grants: [s3] });
    expect(smaller({ grants: [s3] }, { drop: ['s3'] })).toEqual({});
  });

  it('has the smallest access that covers the remaining actions', () => {
    const writes = [
      ...['dynamodb:putitem', 'dynamodb:updateitem', 'dynamodb:deleteitem'],
      'dynamodb:batchwriteitem',
    ];
    expect(
      smaller({ grants: dynamodb('read-write') }, { actions: writes }),
    ).toEqual({ grants: dynamodb('read') });
    // One remaining action requires the whole access.
    expect(
      smaller({ grants: dynamodb('read-write') }, { actions: writes.slice(1) }),
    ).toEqual({ grants: dynamodb('read-write') });
    expect(
      smaller({ grants: dynamodb('read') }, { actions: ['dynamodb:scan'] }),
    ).toEqual({ grants: dynamodb('read') });
  });

  it('reduces its own document', () => {
    const policyDocument = { ...document(statement(['s3:*', 'sns:*'])) };
    expect(smaller({ policyDocument }, { drop: ['sns'] })).toEqual({
      policyDocument: document(statement(['s3:*'])),
    });
    expect(smaller({ policyDocument }, { drop: ['sns', 's3'] })).toEqual({});
  });

  it('replaces a managed policy with a copy of the needed part, or removes it', () => {
    const policyDocument = {
      ...document(statement(['eks:ListClusters'], { Sid: 'One' })),
    };
    const managed = {
      [ARN]: document(statement(['s3:*', 'sns:*'], { Sid: 'One' })),
    };
    const spec = { managedPolicyArns: [ARN], policyDocument };
    expect(smaller(spec, { drop: ['sns'] }, managed)).toEqual({
      policyDocument: document(
        statement(['eks:ListClusters'], { Sid: 'One' }),
        statement(['s3:*']),
      ),
    });
    expect(smaller(spec, { drop: ['sns', 's3'] }, managed)).toEqual({
      policyDocument,
    });
    expect(smaller(spec, { drop: ['sqs'] }, managed)).toEqual(spec);
    expect(smaller(spec, { drop: ['sns'] })).toEqual(spec);
  });

  it('escapes text of an older document that would become a variable', () => {
    const home = { Resource: 'arn:aws:s3:::${aws:PrincipalTag/x}/*' };
    const own = document(statement(['eks:ListClusters']));
    const copied = (Version?: '2012-10-17') =>
      smaller(
        { managedPolicyArns: [ARN], policyDocument: { ...own } },
        { drop: ['sns'] },
        {
          [ARN]: {
            ...document(statement(['s3:GetObject', 'sns:Publish'], home)),
            Version,
          },
        },
      ).policyDocument;
    const text = { Resource: 'arn:aws:s3:::${$}{aws:PrincipalTag/x}/*' };
    expect([copied('2012-10-17'), copied()]).toEqual(
      [home, text].map(more =>
        document(
          statement(['eks:ListClusters']),
          statement(['s3:GetObject'], more),
        ),
      ),
    );
  });
});

it('keeps all other fields of a spec', () => {
  const spec = specOf({ tokenExpirationSeconds: 600, policyDocument: {} });
  const given = withAccess(spec, { managedPolicyArns: [ARN] });
  const { grants, policyDocument, ...rest } = spec;
  expect(given).toEqual({ ...rest, managedPolicyArns: [ARN] });
});
