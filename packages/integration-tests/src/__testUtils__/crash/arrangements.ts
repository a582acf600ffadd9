import type { CoreV1Api } from '@kubernetes/client-node';
import type { Account } from '@backstage-irsa/sandbox';
import { ADOPT_KEY, consentOf } from '@backstage-irsa/core/planning';

const document = (Statement: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement });

/** Denies an action to everyone in an account. Returns a function that allows it again. */
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

/** Creates a role under the plugin's path, and a ServiceAccount, as a person who consents to their adoption would. */
export async function makeByHand(
  account: Account,
  core: CoreV1Api,
  names: { role: string; namespace: string; serviceAccount: string },
): Promise<void> {
  const { role: name, namespace, serviceAccount } = names;
  const path = '/irsa/';
  const nobody = {
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 'sts:AssumeRole',
  };
  const value = consentOf(
    { cluster: 'prod-eu', namespace, name: serviceAccount },
    new Date(Date.now() + 24 * 3_600_000),
  );
  const [model] = account.roles.values();
  account.roles.set(name, {
    ...model,
    id: 'AROACRASHDRILLBYHAND1',
    name,
    path,
    arn: `arn:aws:iam::${account.id}:role${path}${name}`,
    trustPolicy: document([nobody]),
    attachedPolicyArns: [],
    inlinePolicies: new Map(),
    permissionsBoundaryArn: undefined,
    maxSessionDurationSeconds: 3600,
    tags: [{ key: ADOPT_KEY, value }],
  });
  // An earlier adoption of a role with this name leaves this policy behind.
  account.policies.delete(`arn:aws:iam::${account.id}:policy${path}${name}`);
  await core.createNamespace({ body: { metadata: { name: namespace } } });
  await core.createNamespacedServiceAccount({
    namespace,
    body: {
      metadata: {
        name: serviceAccount,
        annotations: { [ADOPT_KEY]: value },
      },
    },
  });
}
