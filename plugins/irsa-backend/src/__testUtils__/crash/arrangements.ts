import type { CoreV1Api } from '@kubernetes/client-node';
import type { Account } from '@backstage-irsa/sandbox';

const CONSENT = { key: 'backstage-irsa.dev/adopt', value: 'allowed' };

const document = (Statement: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement });

/** Forbids an action to everybody in an account. Answers how to allow it again. */
export function deny(
  account: Account,
  Action: string,
  Condition: object,
): () => void {
  const before = account.serviceControlPolicies;
  const limit = document([
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', Action, Resource: '*', Condition },
  ]);
  account.serviceControlPolicies = [[{ name: 'limit', document: limit }]];
  return () => {
    account.serviceControlPolicies = before;
  };
}

/** A role and a policy of one name under our path, and a ServiceAccount, as a person made them who lets us take them over. */
export async function makeByHand(
  account: Account,
  core: CoreV1Api,
  names: { role: string; namespace: string; serviceAccount: string },
): Promise<void> {
  const { role: name, namespace, serviceAccount } = names;
  const path = '/irsa/';
  const now = new Date();
  const lambda = {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  };
  const [model] = account.roles.values();
  account.roles.set(name, {
    ...model,
    id: 'AROACRASHDRILLBYHAND1',
    name,
    path,
    arn: `arn:aws:iam::${account.id}:role${path}${name}`,
    trustPolicy: document([lambda]),
    attachedPolicyArns: [],
    inlinePolicies: new Map(),
    permissionsBoundaryArn: undefined,
    maxSessionDurationSeconds: 3600,
    tags: [CONSENT],
  });
  const arn = `arn:aws:iam::${account.id}:policy${path}${name}`;
  const listing = { Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' };
  account.policies.set(arn, {
    arn,
    id: 'ANPACRASHDRILLBYHAND1',
    name,
    path,
    createdAt: now,
    updatedAt: now,
    defaultVersionId: 'v1',
    versions: [{ id: 'v1', document: document([listing]), createdAt: now }],
    tags: [CONSENT],
  });
  await core.createNamespace({ body: { metadata: { name: namespace } } });
  await core.createNamespacedServiceAccount({
    namespace,
    body: {
      metadata: {
        name: serviceAccount,
        annotations: { [CONSENT.key]: CONSENT.value },
      },
    },
  });
}
