import { BOUNDARY, PROD } from './files';
import type { Stage } from './stage';

const CONSENT = { key: 'backstage-irsa.dev/adopt', value: 'allowed' };
const document = (Action: string, more: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, ...more }],
  });

/** A role that a person made, outside our path unless they are told it. */
function roleByHand({ account }: Stage, name: string, path = '/'): string {
  const [model] = account.roles.values();
  const arn = `arn:aws:iam::${PROD}:role${path}${name}`;
  account.roles.set(name, {
    ...model,
    id: `AROA${name.toUpperCase().replace(/\W/g, '')}`.padEnd(21, 'X'),
    name,
    path,
    arn,
    trustPolicy: document('sts:AssumeRole', {
      Principal: { Service: 'lambda.amazonaws.com' },
    }),
    attachedPolicyArns: [],
    inlinePolicies: new Map(),
    tags: [CONSENT],
  });
  return arn;
}

/** A policy that a person made under our path, with as many versions as IAM keeps. */
function policyByHand({ account }: Stage, name: string): void {
  const [model] = account.policies.values();
  const arn = `arn:aws:iam::${PROD}:policy/irsa/${name}`;
  account.policies.set(arn, {
    ...model,
    arn,
    name,
    path: '/irsa/',
    id: `ANPA${name.toUpperCase().replace(/\W/g, '')}`.padEnd(21, 'X'),
    defaultVersionId: 'v5',
    versions: [5, 4, 3, 2, 1].map(version => ({
      id: `v${version}`,
      document: document('s3:GetObject', {
        Resource: `arn:aws:s3:::by-hand/${version}`,
      }),
      createdAt: new Date(),
    })),
    tags: [CONSENT],
  });
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
  const { podIdentityAssociations, arn } =
    stage.host.sandbox.world.clusters.get('prod-eu')!;
  for (const name of ['adopted', 'adopted-target']) {
    const roleName = `${name}-${stage.turn}`;
    const roleArn = roleByHand(stage, roleName, '/irsa/');
    const spec = stage.spec(name, {
      mechanism: 'pod-identity',
      roleName,
      adopt: true,
    });
    const id = `a-${roleName}`.slice(0, 19).padEnd(19, '0');
    podIdentityAssociations.set(id, {
      id,
      arn: arn.replace(/:cluster\/.*/, `:podidentityassociation/prod-eu/${id}`),
      namespace: spec.namespace,
      serviceAccount: spec.name,
      roleArn,
      ...(name === 'adopted-target' && { targetRoleArn: roleArn }),
      disableSessionTags: name === 'adopted',
      createdAt: new Date(),
      modifiedAt: new Date(),
      tags: { [CONSENT.key]: CONSENT.value },
    });
    await stage.put(spec);
  }
}
