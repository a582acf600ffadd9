import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { manualSteps } from './manualSteps';

const of = (...Action: string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action, Resource: '*' },
});
const policy = (name: string, document: PolicyDocument, arn?: string) => ({
  ...{ name, document, text: JSON.stringify(document) },
  ...(arn && { arn, defaultVersionId: 'v3' }),
});
const OWN = 'arn:aws:iam::111122223333:policy/reports';
const AWS = 'arn:aws:iam::aws:policy/Everything';
const made = (...policies: Parameters<typeof manualSteps>[1]) =>
  manualSteps('Reports', policies, {
    drop: new Set(['sns']),
    actions: new Set(),
  });
const SMALL = `'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*"],"Resource":"*"}]}'`;
const LARGE = `'{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:Get*","sns:*"],"Resource":"*"}}'`;

describe('manual steps', () => {
  it('are empty if nothing is removed', () => {
    expect(made(policy('own', of('s3:*')))).toEqual({
      ...{ policies: [], commands: [], undo: [] },
    });
  });

  it.each([
    [
      'an inline policy',
      policy('own', of('s3:Get*', 'sns:*')),
      [
        `aws iam put-role-policy --role-name Reports --policy-name own --policy-document ${SMALL}`,
      ],
      [
        `aws iam put-role-policy --role-name Reports --policy-name own --policy-document ${LARGE}`,
      ],
    ],
    [
      'a managed policy',
      policy('reports', of('s3:Get*', 'sns:*'), OWN),
      [
        `aws iam list-entities-for-policy --policy-arn ${OWN}`,
        `aws iam list-policy-versions --policy-arn ${OWN}`,
        `aws iam create-policy-version --policy-arn ${OWN} --policy-document ${SMALL} --set-as-default`,
      ],
      [
        `aws iam set-default-policy-version --policy-arn ${OWN} --version-id v3`,
      ],
    ],
    [
      'an AWS managed policy',
      policy('Everything', of('s3:Get*', 'sns:*'), AWS),
      [
        `aws iam put-role-policy --role-name Reports --policy-name Everything --policy-document ${SMALL}`,
        `aws iam detach-role-policy --role-name Reports --policy-arn ${AWS}`,
      ],
      [
        `aws iam attach-role-policy --role-name Reports --policy-arn ${AWS}`,
        'aws iam delete-role-policy --role-name Reports --policy-name Everything',
      ],
    ],
    [
      'a managed policy that would be empty',
      policy('Topics', of('sns:*'), OWN),
      [`aws iam detach-role-policy --role-name Reports --policy-arn ${OWN}`],
      [`aws iam attach-role-policy --role-name Reports --policy-arn ${OWN}`],
    ],
  ])('remove actions from %s, and restore them', (_, one, commands, undo) => {
    expect(made(one)).toMatchObject({ commands, undo });
  });

  it('keep an inline policy that has the name of an AWS managed policy', () => {
    const { commands, undo } = made(
      policy('Everything', of('s3:Get*', 'sns:*'), AWS),
      policy('everything', of('sqs:*')),
    );
    expect(commands[0]).toContain('--policy-name Everything-2 ');
    expect(undo[1]).toContain('--policy-name Everything-2');
  });

  it('show each policy before and after', () => {
    expect(
      made(
        policy('own', of('s3:Get*', 'sns:*')),
        policy('none', of('sns:*')),
        policy('other', of('sqs:*')),
      ).policies,
    ).toEqual([
      {
        name: 'own',
        before: expect.stringContaining('sns:*'),
        after: expect.not.stringContaining('sns:*'),
      },
      { name: 'none', before: expect.stringContaining('sns:*'), after: null },
    ]);
  });
});
