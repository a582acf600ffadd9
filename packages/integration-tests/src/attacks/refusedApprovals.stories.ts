import {
  type ApprovalHost,
  specFor,
  startApprovalHost,
} from '../__testUtils__/approvals/host';
import {
  ADA,
  ADMIN,
  BOTH,
  BUCKET,
  EVE,
  onBehalfOf,
  PLAT,
  PROD,
  SEC,
  SECRET,
  SECURITY,
} from '../__testUtils__/approvals/people';

describe('approvals are refused', () => {
  let desk: ApprovalHost;

  beforeAll(async () => {
    desk = await startApprovalHost([
      'selfish',
      'shared',
      'changed',
      'drifted',
      'late',
      'replayed',
      'rejected',
    ]);
  });
  afterAll(() => desk?.stop());

  it.each([
    ['the requester, who is also an approver', BOTH, BOTH, 403],
    ['the requester, in another letter case', BOTH, 'user:Default/BOTH', 403],
    ['a plugin on behalf of an approver', ADA, onBehalfOf(SEC), 403],
    ['an administrator who is not an approver', ADA, ADMIN, 403],
    ['an owner who is not an approver', ADA, EVE, 404],
    ['an approver of another rule', ADA, PLAT, 404],
  ])('if they come from %s', async (_, requester, decider, status) => {
    const id = await desk.ask(specFor('selfish'), requester);
    const refused = await desk.decide(id, decider);
    expect(refused.status).toBe(status);
    expect(await desk.stateOf(id)).toBe('pending');
    expect(desk.audit.events.at(-2)).toMatchObject({
      eventId: 'approval-decide',
      outcome: 'failed',
    });
    expect((await desk.apply(specFor('selfish'), requester)).status).toBe(409);
  });

  it('for a user other than the requester', async () => {
    const spec = specFor('shared');
    const id = await desk.ask(spec);
    await desk.decide(id);
    expect(await desk.ask(spec, EVE)).not.toBe(id);
    expect(await desk.stateOf(id)).toBe('approved');
  });

  it('after a change of the spec', async () => {
    const id = await desk.ask(specFor('changed'));
    await desk.decide(id);
    const other = { ...SECRET, resource: 'payments/db' };
    expect(await desk.ask(specFor('changed', [other]))).not.toBe(id);
    expect(await desk.stateOf(id)).toBe('lapsed');
    expect(await desk.ask(specFor('changed'))).not.toBe(id);
    const refs = 'serviceAccount=prod-eu/production/changed&action=approval';
    expect((await desk.changesOf(refs)).map(({ reason }) => reason)).toContain(
      'The plan has changed.',
    );
  });

  it('after a change of the existing objects', async () => {
    const { roleArn } = await desk.made(specFor('drifted', [BUCKET]));
    const spec = specFor('drifted', [BUCKET, SECRET]);
    const id = await desk.ask(spec);
    await desk.decide(id);
    const role = desk.host.sandbox.world.accounts
      .get(PROD)!
      .roles.get(roleArn.split('/').pop()!)!;
    role.attachedPolicyArns.length = 0;
    expect(await desk.ask(spec)).not.toBe(id);
    expect(await desk.stateOf(id)).toBe('lapsed');
  });

  it('more than a day after they are requested or given', async () => {
    const spec = specFor('late');
    const past = { expires_at: new Date(Date.now() - 1).toISOString() };
    const asked = await desk.ask(spec);
    await desk.host.knex('approvals').where({ id: asked }).update(past);
    expect((await desk.decide(asked)).status).toBe(409);
    const given = await desk.ask(spec);
    await desk.decide(given);
    await desk.host.knex('approvals').where({ id: given }).update(past);
    expect(await desk.ask(spec)).not.toBe(given);
    expect([await desk.stateOf(asked), await desk.stateOf(given)]).toEqual([
      'lapsed',
      'lapsed',
    ]);
    const ref = 'serviceAccount=prod-eu/production/late&action=approval';
    expect(
      (await desk.changesOf(ref)).filter(
        ({ reason }) => reason === 'The approval was not used in time.',
      ),
    ).toHaveLength(2);
  });

  it('for a second use', async () => {
    const spec = specFor('replayed');
    const first = await desk.ask(spec);
    await desk.decide(first);
    const { id } = await desk.made(spec);
    await desk.api('delete', `/service-accounts/${id}`, ADA);
    expect(await desk.ask(spec)).not.toBe(first);
    expect((await desk.decide(first)).status).toBe(409);
  });

  it('for a while after a rejection', async () => {
    const spec = specFor('rejected');
    const id = await desk.ask(spec);
    await desk.decide(id, SEC, 'reject');
    const { status, body } = await desk.apply(spec);
    expect([status, body.error.approvals]).toEqual([
      409,
      [{ id, rule: 'secrets', state: 'rejected', approvers: [SECURITY] }],
    ]);
    expect((await desk.decide(id)).status).toBe(409);
  });
});
