import request from 'supertest';
import { API } from '../../__testUtils__/host';
import { handMadeFleet } from '../../__testUtils__/inventory/handMade';
import { handMadeHost } from '../../__testUtils__/inventory/handMadeHost';
import { expectOrderByFindings } from '../../__testUtils__/openFindingOrder';

describe('a finding of the fleet', () => {
  const fleet = handMadeHost();
  const { ids } = handMadeFleet();
  const accept = (id: string, body: object) =>
    request(fleet().backend.server)
      .put(`${API}/findings/${id}/acceptance`)
      .send(body);
  const inDays = (days: number) =>
    new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString();
  const reason = 'The service is switched off next week.';

  it('is accepted with a reason until a date, and reopened', async () => {
    const until = inDays(7);
    const { status, body } = await accept(ids.ledgerFinding, {
      reason,
      until,
    });
    expect([status, body.state]).toEqual([200, 'accepted']);
    expect(body.acceptance).toEqual({
      by: 'user:default/mock',
      reason,
      at: expect.any(String),
      until,
    });
    const { body: overview } = await fleet().get('/overview');
    expect(overview.findings).toMatchObject({ high: 0, accepted: 2 });
    const reopened = await fleet().delete(
      `/findings/${ids.ledgerFinding}/acceptance`,
    );
    expect(reopened.body.state).toBe('open');
    expect(reopened.body.acceptance).toBeUndefined();
  });

  it('is not counted in the order of IAM service accounts while it is accepted', async () => {
    const openOf = async () =>
      (await expectOrderByFindings(fleet())).get(ids.ledger);
    expect(await openOf()).toBe(1);
    await accept(ids.ledgerFinding, { reason, until: inDays(7) });
    expect(await openOf()).toBe(0);
    await fleet().delete(`/findings/${ids.ledgerFinding}/acceptance`);
    expect(await openOf()).toBe(1);
  });

  it.each<[string, object, string, string]>([
    [
      'a reason that has only spaces',
      { reason: ' '.repeat(20) },
      'reason',
      'reason-length',
    ],
    ['an end time in the past', { until: inDays(-1) }, 'until', 'until-future'],
    ['an end time in 91 days', { until: inDays(91) }, 'until', 'until-latest'],
  ])('is not accepted with %s', async (_, change, field, rule) => {
    const { status, body } = await accept(ids.ledgerFinding, {
      reason,
      until: inDays(7),
      ...change,
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain(`${field}: `);
    expect(body.error.message).toContain(`[${rule}]`);
    const finding = await fleet().get(`/findings/${ids.ledgerFinding}`);
    expect(finding.body.state).toBe('open');
  });

  it('is open again when its acceptance has expired', async () => {
    const { body } = await fleet().get(`/findings/${ids.ranOutFinding}`);
    expect(body).toMatchObject({ state: 'open' });
    expect(body.acceptance).toBeUndefined();
  });

  it.each([
    ['a reason that is too short', { reason: 'short', until: inDays(1) }],
    ['an end time that is not valid', { reason, until: 'soon' }],
  ])('is not accepted by an invalid request with %s', async (_, body) => {
    const refused = await accept(ids.ledgerFinding, body);
    expect([refused.status, refused.body.error.name]).toEqual([
      400,
      'InputError',
    ]);
  });

  it('is not accepted if it is resolved', async () => {
    const { status, body } = await accept(ids.resolvedFinding, {
      reason,
      until: inDays(7),
    });
    expect([status, body.error.name]).toEqual([409, 'ConflictError']);
  });
});
