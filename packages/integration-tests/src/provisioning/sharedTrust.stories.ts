import { serviceAccountId } from '@backstage-irsa/core/model';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { specOf } from '../__testUtils__/core';

const PROD = '111122223333';
/** Reads of IAM are up to a minute old, shortened by the same factor as the product's waits in setupTests.ts. */
const STALE_MS = 600;
const NEVER = 600_000;

describe('a role that several ServiceAccounts share, while IAM shows older states in some reads', () => {
  let host: TestHost;
  const specFor = (roleName: string, name: string) =>
    specOf({ name: `${roleName}-${name}`, roleName });
  const apply = (roleName: string, name: string) =>
    host.put(specFor(roleName, name));
  beforeAll(async () => {
    host = await startTestHost();
    await apply('shared', 'first');
    await apply('reverted', 'stays');
    host.sandbox.world.propagation.set({ staleReads: STALE_MS });
  });
  afterAll(() => host?.stop());

  const roleOf = (name: string) =>
    host.sandbox.world.accounts.get(PROD)!.roles.get(name)!;
  const trusted = (name: string) =>
    [...roleOf(name).trustPolicy.matchAll(/serviceaccount:[^:]+:[^"]+/g)]
      .map(([subject]) => subject.split(`:${name}-`)[1])
      .sort();

  it('trusts all that were added one right after another', async () => {
    for (const name of ['second', 'third', 'fourth', 'fifth']) {
      const { status, body } = await apply('shared', name);
      expect([name, status, body.error]).toEqual([name, 200, undefined]);
    }
    expect(trusted('shared')).toEqual([
      'fifth',
      'first',
      'fourth',
      'second',
      'third',
    ]);
  });

  it('never trusts a removed one again when others join', async () => {
    const id = serviceAccountId(specFor('shared', 'first'));
    expect((await host.delete(`/service-accounts/${id}`)).status).toBe(200);
    for (const name of ['sixth', 'seventh']) {
      expect((await apply('shared', name)).status).toBe(200);
    }
    expect(trusted('shared')).toEqual([
      'fifth',
      'fourth',
      'second',
      'seventh',
      'sixth',
      'third',
    ]);
  });

  it('never trusts one that was deleted right after it joined', async () => {
    const { propagation } = host.sandbox.world;
    const before = trusted('shared');
    const spec = specFor('shared', 'eighth');
    // With a delay, the sandbox keeps the former states.
    propagation.set({ staleReads: 0, permissions: NEVER });
    expect((await host.put(spec)).status).toBe(200);
    propagation.set({ reads: NEVER });
    setTimeout(() => propagation.set({ reads: 0 }), STALE_MS / 2);
    const path = `/service-accounts/${serviceAccountId(spec)}`;
    expect((await host.delete(path)).status).toBe(200);
    propagation.set({ permissions: 0 });
    expect(trusted('shared')).toEqual(before);
  });

  it('trusts one again that was just deleted', async () => {
    const { propagation } = host.sandbox.world;
    const before = trusted('shared');
    const spec = specFor('shared', 'fifth');
    propagation.set({ staleReads: 0, permissions: NEVER });
    const path = `/service-accounts/${serviceAccountId(spec)}`;
    expect((await host.delete(path)).status).toBe(200);
    propagation.set({ reads: NEVER });
    setTimeout(() => propagation.set({ reads: 0 }), STALE_MS / 2);
    const { status, body } = await host.put(spec);
    propagation.set({ permissions: 0 });
    expect([status, body.verification?.status]).toEqual([200, 'verified']);
    expect(trusted('shared')).toEqual(before);
  });

  it('keeps what somebody else restored meanwhile', async () => {
    const { trustPolicy } = roleOf('reverted');
    expect((await apply('reverted', 'leaves')).status).toBe(200);
    host.sandbox.world.propagation.set({ staleReads: 0 });
    roleOf('reverted').trustPolicy = trustPolicy;
    expect((await apply('reverted', 'joins')).status).toBe(200);
    expect(trusted('reverted')).toEqual(['joins', 'stays']);
  });
});
