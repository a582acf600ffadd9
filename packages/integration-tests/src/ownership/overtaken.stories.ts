import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  catalogServiceRef,
  type CatalogService,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { OWNER_KEY } from '@backstage-irsa/core/model';
import { namespaceRule } from '../__testUtils__/namespaceRule';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf, specOf } from '../__testUtils__/core';

const TEAM = 'group:default/team';
const OTHERS = 'group:default/others';
const ACCOUNT = '111122223333';

const SNS = { service: 'sns', access: 'publish', resource: 'orders' };

const grantsOf = (...buckets: string[]) =>
  buckets.map(resource => ({
    ...{ service: 's3', access: 'read' as const, resource },
  }));

describe('a change that is overtaken by a newer spec', () => {
  let host: TestHost;
  /** Runs once, before the entity is looked up. */
  let meanwhile: (() => Promise<boolean>) | undefined;

  beforeAll(async () => {
    const catalog = catalogServiceMock({
      entities: [componentOf('uploads', TEAM)],
    });
    const getEntityByRef: CatalogService['getEntityByRef'] = async (
      ...asked
    ) => {
      const work = meanwhile;
      meanwhile = undefined;
      if (work && !(await work())) meanwhile = work;
      return catalog.getEntityByRef(...asked);
    };
    host = await startTestHost({
      groups: [TEAM, OTHERS],
      catalog: createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () =>
          ({
            getEntityByRef,
            getEntitiesByRefs: (...asked) =>
              catalog.getEntitiesByRefs(...asked),
            queryEntities: (...asked) => catalog.queryEntities(...asked),
          } as CatalogService),
      }),
      irsa: { namespaceRules: [namespaceRule([TEAM, OTHERS])] },
    });
  });
  afterAll(() => host?.stop());

  const roleOf = (name: string) =>
    [...host.sandbox.world.accounts.get(ACCOUNT)!.roles.values()].find(role =>
      role.name.startsWith(name),
    )!;

  it('does not undo the spec if it is a transfer, and leaves no changes to apply', async () => {
    const spec = specOf({ name: 'overtaken', grants: grantsOf('before') });
    const made = await host.put(spec);
    expect([made.status, made.text]).toEqual([200, expect.anything()]);
    const path = `/service-accounts/${made.body.serviceAccount.id}`;
    const asked = await host.post(`${path}/transfers`, { owner: OTHERS });
    const newer = { ...spec, grants: grantsOf('before', 'since') };
    const answers: number[] = [];
    // Runs after the new owner is recorded and the state in AWS was read.
    meanwhile = async () => {
      const { body } = await host.get(path);
      if (body.owner !== OTHERS) return false;
      answers.push((await host.put(newer)).status);
      return true;
    };
    const { status, body } = await host.post(
      `/transfers/${asked.body.id}/decisions`,
      { decision: 'confirm' },
    );
    expect([status, answers]).toEqual([200, [200]]);
    expect(body.notice).toBeUndefined();
    const { body: account } = await host.get(path);
    expect(account.spec.grants).toEqual(newer.grants);
    expect([account.owner, account.drift]).toEqual([OTHERS, []]);
    const role = roleOf('overtaken');
    expect(role.tags).toContainEqual({ key: OWNER_KEY, value: OTHERS });
    const [policyArn] = role.attachedPolicyArns;
    const policy = host.sandbox.world.accounts
      .get(ACCOUNT)!
      .policies.get(policyArn)!;
    expect(JSON.stringify(policy)).toContain('since');
  });

  it.each([
    ['a right-sizing', 'right-sizings', { drop: ['sns'] }],
    ['a migration', 'migrations', { to: 'pod-identity' }],
    ['an undo', 'undo', {}],
  ])('is refused if it is %s', async (title, change, body) => {
    const spec = specOf({
      name: title.replace(' ', '-'),
      grants: [SNS, ...grantsOf('kept', 'revoked')],
    });
    const made = await host.put(spec);
    const path = `/service-accounts/${made.body.serviceAccount.id}`;
    let asked = `${path}/${change}`;
    let newer = { ...spec, grants: [SNS, ...grantsOf('kept')] };
    if (change === 'undo') {
      await host.post(`${path}/right-sizings`, { drop: ['sns'] });
      const { items } = (await host.get(`${path}/right-sizings`)).body;
      asked = `${path}/right-sizings/${items[0].id}/undo`;
      newer = { ...spec, grants: grantsOf('kept') };
    }
    const answers: number[] = [];
    // Runs after the recorded spec was read.
    meanwhile = async () => {
      answers.push((await host.put(newer)).status);
      return true;
    };
    const refused = await host.post(asked, body);
    expect([refused.status, answers]).toEqual([409, [200]]);
    expect(refused.body.error.message).toContain('changed in the meantime');
    const { body: account } = await host.get(path);
    expect(account).toMatchObject({ spec: newer, mechanism: 'irsa' });
    expect(account.drift).toEqual([]);
  });
});
