import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createIrsaServiceAccountConditionalDecision as decide,
  irsaServiceAccountConditions as only,
} from '@backstage-irsa/plugin-irsa-backend';
import {
  irsaServiceAccountDeletePermission as remove,
  irsaServiceAccountReadPermission as read,
} from '@backstage-irsa/plugin-irsa-common';
import {
  EKS_ANNOTATIONS,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';
import { coreOf } from '../__testUtils__/coreOf';
import { startScanHost, type ScanHost } from '../__testUtils__/scans';
import { componentOf, specOf } from '../__testUtils__/core';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

const PROD = '111122223333';
const STAGING = '444455556666';

describe("the account of a role that a ServiceAccount's annotation names", () => {
  let host: ScanHost;
  let id: string;
  const permissions = mockServices.permissions.mock();
  const given = (decisions: Record<string, PolicyDecision>) => {
    permissions.authorize.mockImplementation(async asked =>
      asked.map(() => ({ result: AuthorizeResult.ALLOW })),
    );
    permissions.authorizeConditional.mockImplementation(async asked =>
      asked.map(
        ({ permission: { name } }) =>
          decisions[name] ?? { result: AuthorizeResult.ALLOW },
      ),
    );
  };
  const inAccount = (account: string) =>
    only.inAccount({ accounts: [account] });
  const listed = async (account: string): Promise<string[]> => {
    given({ [read.name]: decide(read, inAccount(account)) });
    const { body } = await host.get('/service-accounts?limit=500');
    given({});
    return body.items.map((item: IamServiceAccount) => item.id);
  };

  beforeAll(async () => {
    given({});
    host = await startScanHost(databases, {
      entities: () => [componentOf('uploads', 'group:default/team')],
      features: [permissions.factory],
    });
    const { body } = await host.put(specOf());
    id = body.serviceAccount.id;
    await coreOf(host.kubeconfig).patchNamespacedServiceAccount({
      ...{ namespace: 'production', name: 'uploads' },
      body: [
        {
          op: 'add',
          path: `/metadata/annotations/${EKS_ANNOTATIONS.roleArn.replace(
            '/',
            '~1',
          )}`,
          value: `arn:aws:iam::${STAGING}:role/any`,
        },
      ],
    });
    await host.post(`/service-accounts/${id}/verifications`, { live: false });
  });
  afterAll(() => host?.stop());

  it('is not used as the account of a service account that was created in another account', async () => {
    const { body } = await host.get(`/service-accounts/${id}`);
    expect(body.roleArn).toContain(STAGING);
    given({ [remove.name]: decide(remove, inAccount(STAGING)) });
    const { status } = await host.delete(`/service-accounts/${id}`);
    given({});
    expect(status).toBe(403);
    expect(await listed(STAGING)).toEqual([]);
    expect(await listed(PROD)).toEqual([id]);
  });

  it('is not used after a scan either, except for service accounts that Backstage did not create', async () => {
    await host.scan('cluster:prod-eu', 'cluster:staging-eu');
    const inStaging = await listed(STAGING);
    expect(inStaging).not.toContain(id);
    expect(inStaging.length).toBeGreaterThan(0);
    expect(await listed(PROD)).toContain(id);
  });

  it('does not decide about a deletion, which needs the permission in the recorded account', async () => {
    given({ [remove.name]: decide(remove, inAccount(PROD)) });
    const { status } = await host.delete(`/service-accounts/${id}`);
    expect(status).toBe(200);
  });
});
