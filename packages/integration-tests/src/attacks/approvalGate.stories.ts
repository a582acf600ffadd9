import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ApprovalHost,
  specFor,
  startApprovalHost,
} from '../__testUtils__/approvals/host';
import { ADA, ADMIN, BUCKET } from '../__testUtils__/approvals/people';

describe('approvals by an external gate', () => {
  let desk: ApprovalHost;

  beforeAll(async () => {
    desk = await startApprovalHost(['gated']);
  });
  afterAll(() => desk?.stop());

  it('are decided by the other system, as documented', async () => {
    const page = join(__dirname, '../../../../docs/how-to/approve-changes.md');
    const example = join(__dirname, '../__testUtils__/changeRequestGate.ts');
    expect(readFileSync(page, 'utf8')).toContain(readFileSync(example, 'utf8'));
    const { state } = desk.tickets;
    const staging = {
      ...specFor('gated', [BUCKET]),
      ...{ cluster: 'staging-eu', namespace: 'staging' },
    };
    const id = await desk.ask(staging);
    expect(state.opened).toEqual([
      expect.objectContaining({
        correlation_id: id,
        description: expect.stringMatching(/Plan [0-9a-f]{64}$/),
      }),
    ]);
    expect((await desk.decide(id, ADMIN)).status).toBe(403);
    state.status = 500;
    expect((await desk.apply(staging)).status).toBe(503);
    state.status = 200;
    for (const approved_by of ['Ada', 'ada', 'ada@example.com', 'Ada L.']) {
      state.answer = { approval: 'approved', approved_by };
      const { status, body: refused } = await desk.apply(staging);
      expect([status, refused.error.message]).toEqual([
        403,
        expect.stringMatching(/requested it|must name the user entity/),
      ]);
    }
    state.answer = { approval: 'approved', approved_by: 'eve' };
    const { body } = await desk.apply(staging);
    expect(body.verification?.status ?? body).toBe('verified');
    const ref = 'serviceAccount=staging-eu/staging/gated&action=apply';
    expect((await desk.changesOf(ref))[0]).toMatchObject({
      approver: 'user:default/eve',
      changeNumber: 'CHG1',
    });
    // The same request needs a new change request.
    await desk.api(
      'delete',
      `/service-accounts/${body.serviceAccount.id}`,
      ADA,
    );
    state.answer = { approval: 'requested' };
    expect(await desk.ask(staging)).not.toBe(id);
    expect(state.opened).toHaveLength(2);
  });
});
