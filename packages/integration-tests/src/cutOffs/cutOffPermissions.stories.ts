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

  describe.each([0, 300])(
    'on a role that lost its boundary, if IAM decides with the restored one after %i ms',
    permissions => {
      beforeAll(() => host.sandbox.world.propagation.set({ permissions }));
      beforeEach(() => {
        delete role.permissionsBoundaryArn;
      });
      afterAll(() => host.sandbox.world.propagation.set({ permissions: 0 }));

      it('works, and restores the boundary', async () => {
        role.inlinePolicies.clear();
        const { status, body } = await cutOff();
        expect([status, body.error?.message]).toEqual([200, undefined]);
        expect(role.inlinePolicies.get(CUT_OFF_POLICY)).toContain('Deny');
        expect(role.permissionsBoundaryArn).toBe(BOUNDARY);
        await restore();
      });

      it('is not needed to restore the boundary and the policies', async () => {
        const before = role.attachedPolicyArns;
        role.attachedPolicyArns = [];
        const { status, body } = await host.put(specOf());
        expect([status, body.error?.message]).toEqual([200, undefined]);
        expect(role.attachedPolicyArns).toEqual(before);
        expect(role.permissionsBoundaryArn).toBe(BOUNDARY);
      });
    },
  );

  it('names the missing permission if it fails', async () => {
    role.tags = [];
    const { status, body } = await cutOff();
    expect(status).toBe(503);
    expect(body.error.message).toContain('AccessDenied');
  });
});
