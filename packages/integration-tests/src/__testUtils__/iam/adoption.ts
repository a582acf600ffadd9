import type {
  IamServiceAccountSpec,
  ServiceAccountRef,
} from '@backstage-irsa/core/model';
import { ADOPT_KEY, consentOf } from '@backstage-irsa/core/planning';
import { BOUNDARY } from './files';
import { addAssociation, addRole } from './objects';
import type { Stage } from './stage';

/** Returns an administrator's consent to adoption by the ServiceAccount of a spec. */
const consentTo = (spec: ServiceAccountRef) => ({
  key: ADOPT_KEY,
  value: consentOf(spec, new Date(Date.now() + 3_600_000)),
});

/** Creates a role as a person would, outside the plugin's path unless another path is given. */
const roleByHand = (
  { account }: Stage,
  spec: IamServiceAccountSpec,
  path = '/',
): string => {
  const tags = [consentTo(spec)];
  const role = addRole(account, { name: spec.roleName!, path, tags });
  // Other trusted principals would block its adoption.
  role.trustPolicy = role.trustPolicy.replace('Allow', 'Deny');
  return role.arn;
};

/** Adopts a role and a ServiceAccount, changes them in every way, and releases them. */
export async function adopt(stage: Stage): Promise<void> {
  const roleName = `by-hand-${stage.turn}`;
  const spec = stage.spec('adopt', {
    roleName,
    adopt: true,
    permissionsBoundaryArn: BOUNDARY,
  });
  roleByHand(stage, spec);
  await stage.core().createNamespacedServiceAccount({
    namespace: spec.namespace,
    body: {
      metadata: {
        name: spec.name,
        annotations: { [ADOPT_KEY]: consentTo(spec).value },
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
  const id = await stage.make({
    ...spec,
    grants: [],
    tags: { team: 'uploads' },
  });
  await stage.remove(id);
}

/** Adopts an association and gives it another role. The second one has a target role, which EKS cannot remove from an existing association. */
export async function adoptAssociation(stage: Stage): Promise<void> {
  const cluster = stage.host.sandbox.world.clusters.get('prod-eu')!;
  for (const name of ['adopted', 'adopted-target']) {
    const roleName = `${name}-${stage.turn}`;
    const spec = stage.spec(name, {
      mechanism: 'pod-identity',
      roleName,
      adopt: true,
    });
    const roleArn = roleByHand(stage, spec, '/irsa/');
    addAssociation(cluster, {
      namespace: spec.namespace,
      serviceAccount: spec.name,
      roleArn,
      ...(name === 'adopted-target' && { targetRoleArn: roleArn }),
      disableSessionTags: name === 'adopted',
      tags: { [ADOPT_KEY]: consentTo(spec).value },
    });
    await stage.put(spec);
  }
}
