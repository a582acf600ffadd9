import { STAGING } from './files';
import type { Stage } from './stage';

/** A role of another account is made there with the provider that it needs, changed, left for one of the cluster's, and removed. */
export async function otherAccount(stage: Stage): Promise<void> {
  // Whose a bucket is, is found out by asking in each account, and one of them refuses.
  const grants = [{ service: 'sqs', access: 'send', resource: 'orders' }];
  const here = stage.spec('other-account', { grants });
  const there = { ...here, accountId: STAGING };
  const id = await stage.make(there);
  await stage.verify(id, true);
  await stage.put({ ...there, tags: { team: 'uploads' } });
  await stage.put(here);
  await stage.put(there);
  await stage.remove(id);
}

/** The same by EKS Pod Identity, which comes to it by a role of the cluster's account. */
export async function targetRole(stage: Stage): Promise<void> {
  const spec = stage.spec('target-role', {
    mechanism: 'pod-identity',
    accountId: STAGING,
    grants: [{ service: 'sqs', access: 'send', resource: 'orders' }],
  });
  await stage.put(spec);
  await stage.put({ ...spec, tags: { team: 'uploads' } });
  const moved = { ...spec, roleName: `target-role-moved-${stage.turn}` };
  const id = await stage.make(moved);
  await stage.verify(id);
  await stage.remove(id);
}

/** A role may assume one of another account, which is verified on both sides. */
export async function assumedRole(stage: Stage): Promise<void> {
  const { roles } = stage.host.sandbox.world.accounts.get(STAGING)!;
  const [model] = roles.values();
  const name = `shared-${stage.turn}`;
  const arn = `arn:aws:iam::${STAGING}:role/shared/${name}`;
  roles.set(name, { ...model, arn, name, path: '/shared/' });
  const grants = [{ service: 'sts', access: 'assume-role', resource: arn }];
  const id = await stage.make(stage.spec('assumed-role', { grants }));
  await stage.verify(id);
}
