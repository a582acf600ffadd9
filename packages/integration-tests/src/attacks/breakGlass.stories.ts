import {
  type ApprovalHost,
  specFor,
  startApprovalHost,
} from '../__testUtils__/approvals/host';
import {
  ADA,
  ADMIN,
  BUCKET,
  HERO,
  onBehalfOf,
  PROD,
  SECRET,
} from '../__testUtils__/approvals/people';

describe('approvals during break-glass', () => {
  let desk: ApprovalHost;

  beforeAll(async () => {
    desk = await startApprovalHost(['broken']);
  });
  afterAll(() => desk?.stop());

  it("are skipped visibly, only in the user's own session, for one account, for four hours", async () => {
    const spec = specFor('broken');
    await desk.ask(spec, HERO);
    const open = (who: string, accountId = PROD) =>
      desk.api('post', '/break-glass', who, { accountId, reason: 'INC-7' });
    expect((await open(ADA)).status).toBe(403);
    expect((await open(onBehalfOf(HERO))).status).toBe(403);
    expect((await open(HERO, '999988887777')).status).toBe(400);
    await open(HERO, '444455556666');
    expect((await desk.apply(spec, HERO)).status).toBe(409);
    const { status, body } = await open(HERO);
    expect(status).toBe(200);
    const hours =
      (Date.parse(body.expiresAt) - Date.parse(body.openedAt)) / 3_600_000;
    expect(hours).toBe(4);
    expect(desk.sent.at(-1)).toMatchObject({
      recipients: { entityRef: [ADMIN] },
      payload: { severity: 'critical' },
    });
    expect(desk.audit.events).toContainEqual(
      expect.objectContaining({
        eventId: 'break-glass',
        severity: 'critical',
        outcome: 'succeeded',
      }),
    );
    expect((await desk.apply(spec, onBehalfOf(HERO))).status).toBe(409);
    expect((await desk.apply(spec, ADA)).status).toBe(409);
    // Break-glass access does not lift rules about grants.
    const beyond = await desk.apply(
      { ...spec, namespace: 'kube-system' },
      HERO,
    );
    expect(beyond.status).toBe(400);
    expect((await desk.apply(spec, HERO)).status).toBe(200);
    const [change] = await desk.changesOf(
      'serviceAccount=prod-eu/production/broken&action=apply',
    );
    expect(change.reason).toBe(`Break-glass ${body.id}: INC-7`);
    await desk.host
      .knex('break_glass')
      .update({ expires_at: new Date().toISOString() });
    await desk.ask({ ...spec, grants: [SECRET, BUCKET] }, HERO);
  });
});
