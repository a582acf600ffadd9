import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';
import { migratedSpec } from '@backstage-irsa/core/migration';
import { clonedSpec } from '@backstage-irsa/core/waves';
import { CLUSTER, specOf } from '../__testUtils__/core';
import type { Applier } from '../provisioning/Applier';
import type { PlanRequest } from '../provisioning/PlanContext';
import { requireSameOrigin } from '../provisioning/sameRecord';
import { CloneWork } from './CloneWork';
import { MigrateWork } from './MigrateWork';
import { outcomeOf } from './outcomeOf';
import type { ItemApplication } from './WaveWork';

const GREEN = { ...CLUSTER, name: 'green' };
const BEFORE = specOf({ mechanism: 'irsa' });
const CLONED = clonedSpec(BEFORE, 'group:default/team', {
  from: CLUSTER,
  to: GREEN,
});
const MIGRATED = migratedSpec(BEFORE, 'pod-identity');
const ownership = {
  entityRef: 'component:default/uploads',
  owner: 'group:default/team',
};
const recorded = (id: string, spec: IamServiceAccountSpec) => ({
  ...{ id, ...ownership, spec, cluster: spec.cluster },
  ...{ namespace: spec.namespace, name: spec.name },
});

describe('applying an item', () => {
  it.each([
    ['clone', CloneWork, 'target', CLONED],
    ['migrate', MigrateWork, 'source', MIGRATED],
  ] as const)(
    'is blocked if somebody else applied the same change before the wave had the claim: %s',
    async (kind, Work, changed, specAfter) => {
      const records = new Map([['source', recorded('source', BEFORE)]]);
      let written = 0;
      const start: Applier['start'] = async (asked, _, __, options) => {
        const record = recorded(changed, specAfter);
        requireSameOrigin({ asked, options, record } as PlanRequest);
        await options?.refuse?.({ violations: [], warnings: [] });
        await options?.beforeWriting?.();
        throw new Error('Nothing is written here.');
      };
      const work = new Work({
        applier: { start },
        config: { clusters: [CLUSTER, GREEN] },
        migrations: { planOf: async () => ({ blockers: [] }) },
        store: { get: async (id: string) => records.get(id) },
      } as unknown as ConstructorParameters<typeof CloneWork>[0] & ConstructorParameters<typeof MigrateWork>[0]);
      const run = {
        wave: {
          kind,
          cluster: CLUSTER.name,
          to_cluster: 'green',
          mechanism: null,
        },
        item: {
          ...{ sourceId: 'source', serviceAccountId: changed, ownership },
          ...{ specBefore: BEFORE, specAfter },
          ...{
            cluster: specAfter.cluster,
            namespace: 'production',
            name: 'uploads',
          },
        },
        by: { requester: 'user:default/ada' },
        beforeWriting: async () => {
          written += 1;
        },
      } as unknown as ItemApplication;
      const outcome = await outcomeOf(run.item, () => work.apply(run));
      expect(outcome).toMatchObject({
        state: 'blocked',
        blockers: [{ rule: 'changed-since' }],
      });
      expect(written).toBe(0);
    },
  );
});
