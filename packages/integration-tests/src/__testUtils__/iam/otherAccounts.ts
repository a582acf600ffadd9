import { STAGING } from './files';
import type { Stage } from './stage';

/**
 * Creates a role in another account with the OIDC provider that it needs, changes it, replaces it with one in the cluster's account and back, and
 * removes it.
 */
export async function otherAccount(stage: Stage): Promise<void> {
  // No bucket: to find its owner, the backend asks in each account, and one of them refuses.
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

/** Creates a target role in another account for EKS Pod Identity, reached through a role in the cluster's account. Then changes and removes it. */
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

/** Creates a role that can assume a role in another account, and verifies both sides. */
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
