import { bringChaos } from '../__testUtils__/chaos';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { specOf } from '../__testUtils__/core';

describe('with half of all calls throttled and a tenth failing', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost();
    // Wait times are random up to a maximum. This makes them short.
    jest.spyOn(Math, 'random').mockReturnValue(0.02);
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await host?.stop();
  });

  it('Backstage still creates each resource once, and reports how long it waited', async () => {
    const before = host.sandbox.world.calls.count;
    const chaos = bringChaos(host.sandbox, { throttle: 0.5, fail: 0.1 });
    const { status, body } = await host.put(specOf({ name: 'patient' }));
    chaos.end();
    expect([status, body.error?.message]).toEqual([200, undefined]);
    expect(chaos.refused()).toBeGreaterThan(20);
    const messages = body.steps.map(
      ({ message }: { message: string }) => message,
    );
    expect(messages.join('\n')).toMatch(/\(waited \d+ s\)/);
    const writes = host.sandbox.world.calls
      .since(before)
      .filter(({ write, status: code }) => write && code < 300)
      .map(({ operation }) => operation);
    expect(writes).toEqual([
      'CreatePolicy',
      'CreateRole',
      'AttachRolePolicy',
      'create serviceaccounts',
    ]);
    const { body: after } = await host.put(specOf({ name: 'patient' }));
    expect(after.verification.status).toBe('verified');
  }, 280_000);
});
