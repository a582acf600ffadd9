import type { ApplyResult } from '@backstage-irsa/plugin-irsa-common';
import { componentOf, specOf, startTestHost, type TestHost } from './testing/host';

describe('from a spec to a verified IAM service account', () => {
  let host: TestHost;

  beforeAll(async () => {
    host = await startTestHost();
  }, 60_000);
  afterAll(() => host?.stop());

  const writes = (since: Date) =>
    host.sandbox.world.calls.since(since).filter(call => call.write);

  it('makes what the guide makes, verifies it by a live proof, and changes nothing the second time', async () => {
    const first = await host.put(specOf());
    expect(first.body).toMatchObject({ steps: expect.anything() });
    expect(first.status).toBe(200);
    const applied: ApplyResult = first.body;
    expect(applied.verification.checks.filter(c => c.result !== 'pass')).toEqual([]);
    expect(applied.verification.liveProof?.result).toBe('proved');
    expect(applied.verification.status).toBe('verified');
    console.log(JSON.stringify(applied.steps, null, 1), JSON.stringify(applied.serviceAccount,null,1));
    console.log(host.sandbox.world.calls.all().map(c => `${c.service} ${c.operation} ${c.status} ${c.write}`).join('\n'));
    const before = new Date();
    const second = await host.put(specOf());
    expect(second.body.steps.map((s: {action: string}) => s.action)).toEqual(['none','none','none','none','none','none']);
    expect(writes(before)).toEqual([]);
  }, 60_000);
});
