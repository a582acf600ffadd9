import type { TestHost } from '../__testUtils__/host';
import { policyFile, PROD } from '../__testUtils__/iam/files';
import { BASE, startWith, withoutAction } from '../__testUtils__/iam/identity';
import { specOf } from '../__testUtils__/core';

const READ = 'iam-policy.read.json';

/** Starts the backend with the permissions that every installation needs, except for some reads. */
const without = (...actions: string[]) =>
  startWith(BASE, {
    documents: {
      [READ]: actions.reduce(
        (document, action) => withoutAction(document, action),
        policyFile(READ),
      ),
    },
  });

describe('with fewer permissions than documented', () => {
  let host: TestHost | undefined;
  afterEach(async () => {
    await host?.stop();
    host = undefined;
  });

  it('answers without the permissions for AWS reports, and names them', async () => {
    host = await without(
      'iam:SimulatePrincipalPolicy',
      'iam:GenerateServiceLastAccessedDetails',
    );
    const { body } = await host.put(specOf());
    const path = `/service-accounts/${body.serviceAccount.id}`;
    const requests = [
      { action: 's3:PutObject', resource: 'arn:aws:s3:::my-app-uploads/a' },
    ];
    const simulated = await host.post(`${path}/simulations`, {
      requests,
      useAwsSimulator: true,
    });
    expect(simulated.body.results[0]).toMatchObject({
      decision: 'Allowed',
      aws: {
        state: 'unavailable',
        message:
          'The backend may not call iam:SimulatePrincipalPolicy. AWS answered: because no identity-based policy allows the iam:SimulatePrincipalPolicy action.',
      },
    });
    const used = await host.post(`${path}/last-accessed`, {});
    expect(used.status).toBe(503);
    expect(used.body.error.message).toBe(
      'The backend may not call iam:GenerateServiceLastAccessedDetails. AWS answered: because no identity-based policy allows the iam:GenerateServiceLastAccessedDetails action.',
    );
  });

  it('verifies without the optional permissions', async () => {
    const optional = [
      'eks:ListPodIdentityAssociations',
      'iam:GetAccountSummary',
      's3:GetBucketPolicy',
      's3:GetEncryptionConfiguration',
    ];
    host = await without(...optional);
    const { body } = await host.put(specOf());
    expect(body.verification.status).toBe('verified');
    const remediations = body.verification.checks.flatMap(
      ({ remediation }: { remediation: string | null }) => remediation ?? [],
    );
    expect(remediations.sort()).toEqual(
      optional.map(permission => `Grant the backend ${permission}`).sort(),
    );
  });

  it('names the missing permission that prevents reading an inline policy', async () => {
    host = await without('iam:GetRolePolicy');
    const { body: made } = await host.put(specOf());
    const role = [
      ...host.sandbox.world.accounts.get(PROD)!.roles.values(),
    ].find(({ arn }) => arn === made.serviceAccount.roleArn)!;
    role.inlinePolicies.set('theirs', JSON.stringify(policyFile(READ)));
    const path = `/service-accounts/${made.serviceAccount.id}`;
    await host.post(`${path}/verifications`, { live: false });
    const { body: permissions } = await host.get(`${path}/permissions`);
    expect(permissions.layers[0]).toEqual({
      layer: 'identity',
      state: 'not-read',
      reason:
        'The backend may not call iam:GetRolePolicy. AWS answered: because no identity-based policy allows the iam:GetRolePolicy action.',
    });
  });
});

describe('with the documented permissions', () => {
  let host: TestHost | undefined;
  afterEach(() => host?.stop());

  it('completes a deletion even if responses of AWS are lost', async () => {
    host = await startWith([...BASE, 'iam-policy.pod-identity.json']);
    const { body } = await host.put(specOf({ mechanism: 'pod-identity' }));
    const { disturbances } = host.sandbox.world;
    disturbances.replace(
      [
        'DeletePodIdentityAssociation',
        'DetachRolePolicy',
        'DeleteRole',
        'DeletePolicy',
      ].map(operation => ({
        kind: 'cut-off',
        service: '*',
        operation,
        count: 1,
      })),
    );
    const { id, roleArn } = body.serviceAccount;
    const deleted = await host.delete(`/service-accounts/${id}`);
    expect([deleted.status, deleted.body.error]).toEqual([200, undefined]);
    const hits = disturbances.list().disturbances.map(one => one.hits);
    expect(hits).toEqual([1, 1, 1, 1]);
    const { roles } = host.sandbox.world.accounts.get(PROD)!;
    expect([...roles.values()].map(({ arn }) => arn)).not.toContain(roleArn);
  });
});
