import { found, type IamServiceAccount } from '@backstage-irsa/core/model';
import { requireOwnRole } from './ownRole';

const POD_ROLE = 'arn:aws:iam::111122223333:role/irsa/ledger';
const TARGET = 'arn:aws:iam::444455556666:role/reports';

/** Requires the target role of an association. */
function requireTarget(AWS: string, { isRecorded = false } = {}) {
  const document = {
    Version: '2012-10-17' as const,
    Statement: [
      {
        Effect: 'Allow' as const,
        Principal: { AWS },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Condition: {
          StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'production' },
        },
      },
    ],
  };
  const role = {
    ...{ arn: TARGET, name: 'reports', id: 'AROAX', path: '/', tags: {} },
    ...{ createdAt: '2026-01-01T00:00:00Z', maxSessionDurationSeconds: 3600 },
    trust: { text: JSON.stringify(document), document, errors: [] },
  };
  const account = {
    ...{ id: 'ledger', cluster: 'prod-eu', namespace: 'production' },
    name: 'ledger',
    association: { arn: 'a', roleArn: POD_ROLE, targetRoleArn: TARGET },
  } as IamServiceAccount;
  return requireOwnRole(
    account,
    { role: found(role) },
    { hasRole: async () => isRecorded },
    {
      ...{ name: 'prod-eu', eksName: 'prod-eu', region: 'eu-west-1' },
      ...{ accountId: '111122223333', access: { type: 'eks' } },
    } as Parameters<typeof requireOwnRole>[3],
  );
}

describe('the target role of an EKS Pod Identity association', () => {
  it('belongs to the ServiceAccount if it trusts the associated role', async () => {
    expect((await requireTarget(POD_ROLE)).arn).toBe(TARGET);
  });

  it('belongs to the ServiceAccount if Backstage has a record of it', async () => {
    const other = 'arn:aws:iam::444455556666:role/other';
    expect((await requireTarget(other, { isRecorded: true })).arn).toBe(TARGET);
  });

  it('is not read for a ServiceAccount whose association only names it', async () => {
    await expect(
      requireTarget('arn:aws:iam::444455556666:role/other'),
    ).rejects.toThrow('names role reports, but cannot assume it');
  });
});
