import type { IamRole } from '@backstage-irsa/sandbox';
import request from 'supertest';
import { API, type TestHost } from '../__testUtils__/host';
import { BOUNDARY, PROD } from '../__testUtils__/iam/files';
import { BASE, startWith } from '../__testUtils__/iam/identity';
import { specOf } from '../__testUtils__/core';
import { CUT_OFF_POLICY } from '@backstage-irsa/core/permissions';

describe('a cut-off with the permissions of the backend', () => {
  let host: TestHost;
  let id: string;
  let role: IamRole;

  beforeAll(async () => {
    host = await startWith(
      [...BASE, 'iam-policy.always-boundary.json', 'iam-policy.boundary.json'],
      { irsa: { guardrails: { permissionsBoundaries: { [PROD]: BOUNDARY } } } },
    );
    const { body } = await host.put(specOf());
    id = body.serviceAccount.id;
    const { roles } = host.sandbox.world.accounts.get(PROD)!;
    role = [...roles.values()].find(
      ({ arn }) => arn === body.serviceAccount.roleArn,
    )!;
  });
  afterAll(() => host?.stop());

  const cutOff = () =>
    host.post(`/service-accounts/${id}/cut-off`, { reason: 'leaked' });
  const restore = () =>
    request(host.backend.server)
      .delete(`${API}/service-accounts/${id}/cut-off`)
      .send({ reason: 'rotated' });

  it('works, and can be restored', async () => {
    expect((await cutOff()).status).toBe(200);
    expect(role.inlinePolicies.get(CUT_OFF_POLICY)).toContain('Deny');
    expect((await restore()).status).toBe(200);
  });

  it('works on a role that lost its boundary, and restores the boundary', async () => {
    delete role.permissionsBoundaryArn;
    role.inlinePolicies.clear();
    expect((await cutOff()).status).toBe(200);
    expect(role.inlinePolicies.get(CUT_OFF_POLICY)).toContain('Deny');
    expect(role.permissionsBoundaryArn).toBe(BOUNDARY);
    await restore();
  });

  it('names the missing permission if it fails', async () => {
    role.tags = [];
    const { status, body } = await cutOff();
    expect(status).toBe(503);
    expect(body.error.message).toContain('AccessDenied');
  });
});
