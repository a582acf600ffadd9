import type { Wave } from '@backstage-irsa/core/model';
import { specOf } from '../__testUtils__/core';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { watchSupply } from '../__testUtils__/supply';
import { settledWave } from '../__testUtils__/waves';

const COUNT = 500;
const NAMESPACE = 'waves-many';
const STAGING = '444455556666';

/** Takes minutes: at night alone. */
(process.env.NIGHTLY === 'true' ? describe : describe.skip)(
  'a wave of 500 IAM service accounts',
  () => {
    let host: TestHost;
    /** Of each of them, that of its role. */
    const roleNames = new Map<string, string>();
    beforeAll(async () => {
      host = await startTestHost();
      for (let index = 0; index < COUNT; index += 1) {
        const name = `service-${index}`;
        const { status, body } = await host.put(
          specOf({
            ...{ namespace: NAMESPACE, name },
            grants: [{ service: 's3', access: 'read', resource: 'files' }],
          }),
        );
        if (status !== 200) throw new Error(JSON.stringify(body));
        roleNames.set(name, body.serviceAccount.roleArn.split('/').pop());
      }
    }, 1_800_000);
    afterAll(() => host?.stop());

    it('is cloned, moved and undone', async () => {
      const get = (path: string) => host.get(path);
      const lines: string[] = [];
      const timed = async (what: string, id: string): Promise<Wave> => {
        const begun = new Date();
        const wave = await settledWave(get, id);
        const seconds = ((Date.now() - begun.getTime()) / 1000).toFixed(1);
        const calls = host.sandbox.world.calls.since(begun);
        const writes = calls.filter(({ write }) => write).length;
        lines.push(
          `${what}: ${seconds} s, ${calls.length} calls, ${writes} writes`,
        );
        return wave;
      };
      const tell = async (kind: string, id: string, command: string) => {
        const { status } = await host.post(`/waves/${id}/${command}`, {});
        expect(status).toBe(200);
        return timed(`${kind}: ${command}`, id);
      };
      const watches = [...roleNames].map(([name, roleName]) =>
        watchSupply(
          host.sandbox,
          { cluster: 'prod-eu', namespace: NAMESPACE, name },
          roleName,
        ),
      );
      for (const request of [
        { kind: 'clone', cluster: 'prod-eu', toCluster: 'staging-eu' },
        { kind: 'migrate', cluster: 'prod-eu' },
      ]) {
        const { body } = await host.post('/waves', {
          ...{ ...request, namespace: NAMESPACE },
        });
        const ready = await timed(`${request.kind}: planned`, body.id);
        expect(ready).toMatchObject({ counts: { pending: COUNT } });
        const done = await tell(request.kind, body.id, 'start');
        expect(done).toMatchObject({ state: 'done', counts: { done: COUNT } });
        const undone = await tell(request.kind, body.id, 'undo');
        expect(undone).toMatchObject({ counts: { undone: COUNT } });
        lines.push(`${request.kind}: about ${ready.calls} calls expected`);
      }
      process.stdout.write(`${lines.join('\n')}\n`);
      watches.reverse().forEach(({ end }) => end());
      for (const { moments } of watches) {
        expect(moments.length).toBeGreaterThan(COUNT);
        expect(moments.filter(({ newPod }) => newPod === 'none')).toEqual([]);
        expect(moments.every(({ podIdentityPods }) => podIdentityPods)).toBe(
          true,
        );
      }
      const { roles } = host.sandbox.world.accounts.get(STAGING)!;
      expect(
        [...roles.values()].filter(({ name }) => /^service-\d/.test(name)),
      ).toEqual([]);
    }, 3_600_000);
  },
);
