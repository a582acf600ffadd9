import { BOUNDARY } from './files';
import { addAssociation, addPolicy, addRole } from './objects';
import type { Stage } from './stage';

const CONSENT = { key: 'backstage-irsa.dev/adopt', value: 'allowed' };

/** A role that a person made, outside our path unless they are told it. */
const roleByHand = ({ account }: Stage, name: string, path = '/'): string =>
  addRole(account, { name, path, tags: [CONSENT] }).arn;

/** A policy that a person made under our path, with as many versions as IAM keeps. */
function policyByHand({ account }: Stage, name: string): void {
  addPolicy(account, { name, path: '/irsa/', tags: [CONSENT], versions: 5 });
}

/** A role and a ServiceAccount are taken over, changed in every way, and let go. */
export async function adopt(stage: Stage): Promise<void> {
  const roleName = `by-hand-${stage.turn}`;
  roleByHand(stage, roleName);
  const spec = stage.spec('adopt', {
    roleName,
    adopt: true,
    permissionsBoundaryArn: BOUNDARY,
  });
  await stage.core().createNamespacedServiceAccount({
    namespace: spec.namespace,
    body: {
      metadata: {
        name: spec.name,
        annotations: { [CONSENT.key]: CONSENT.value },
      },
    },
  });
  await stage.put({
    ...spec,
    maxSessionDurationSeconds: 7200,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
      ],
    },
  });
  const id = await stage.make({ ...spec, grants: [] });
  await stage.remove(id);
}

/** A policy of the role's name is taken over. */
export async function adoptPolicy(stage: Stage): Promise<void> {
  const roleName = `policy-by-hand-${stage.turn}`;
  policyByHand(stage, roleName);
  await stage.put(stage.spec('adopt-policy', { roleName, adopt: true }));
}

/** An association is taken over, for another role, once with a target role, which EKS takes away from none that is there. */
export async function adoptAssociation(stage: Stage): Promise<void> {
  const cluster = stage.host.sandbox.world.clusters.get('prod-eu')!;
  for (const name of ['adopted', 'adopted-target']) {
    const roleName = `${name}-${stage.turn}`;
    const roleArn = roleByHand(stage, roleName, '/irsa/');
    const spec = stage.spec(name, {
      mechanism: 'pod-identity',
      roleName,
      adopt: true,
    });
    addAssociation(cluster, {
      namespace: spec.namespace,
      serviceAccount: spec.name,
      roleArn,
      ...(name === 'adopted-target' && { targetRoleArn: roleArn }),
      disableSessionTags: name === 'adopted',
      tags: { [CONSENT.key]: CONSENT.value },
    });
    await stage.put(spec);
  }
}
