import { BOUNDARY, PROD } from './files';
import type { Stage } from './stage';

const CONSENT = { key: 'backstage-irsa.dev/adopt', value: 'allowed' };
const document = (Action: string, more: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, ...more }],
  });

/** A role that a person made, outside our path. */
function roleByHand({ account }: Stage, name: string): void {
  const [model] = account.roles.values();
  account.roles.set(name, {
    ...model,
    id: `AROA${name.toUpperCase().replace(/\W/g, '')}`.padEnd(21, 'X'),
    name,
    path: '/',
    arn: `arn:aws:iam::${PROD}:role/${name}`,
    trustPolicy: document('sts:AssumeRole', {
      Principal: { Service: 'lambda.amazonaws.com' },
    }),
    attachedPolicyArns: [],
    inlinePolicies: new Map(),
    tags: [CONSENT],
  });
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
