import { ADOPT_KEY, consentOf } from '@backstage-irsa/core/planning';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { TestHost } from '../host';
import { goodSpec } from './types';

/** The owner of the resources that attempts target. */
export const VICTIM = 'user:default/victim';

const CONSENT = {
  key: ADOPT_KEY,
  value: consentOf(goodSpec(), new Date(Date.now() + 3_600_000)),
};
const OURS = [
  { key: 'backstage-irsa.dev/managed-by', value: 'backstage-irsa' },
  { key: 'backstage-irsa.dev/owner', value: 'group:default/others' },
];

/** Adds roles to the account that others created. */
function plantRoles(host: TestHost): void {
  const { roles } = host.sandbox.world.accounts.get('111122223333')!;
  const [model] = roles.values();
  const plant = (
    name: string,
    path: string,
    tags: { key: string; value: string }[],
    Principal: object | string,
  ) =>
    roles.set(name, {
      ...model,
      id: `AROA${name.toUpperCase().replace(/\W/g, '')}`.padEnd(21, 'X'),
      name,
      path,
      arn: `arn:aws:iam::111122223333:role${path}${name}`,
      trustPolicy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }],
      }),
      attachedPolicyArns: [],
      inlinePolicies: new Map<string, string>(),
      tags,
    });
  const lambda = { Service: 'lambda.amazonaws.com' };
  plant('spoofed', '/irsa/', OURS, lambda);
  plant('by-hand', '/', [], lambda);
  plant('open-to-all', '/', [CONSENT], '*');
  plant('open-to-pods', '/irsa/', [CONSENT], {
    Service: 'pods.eks.amazonaws.com',
  });
}

/** Adds a manually created association for a ServiceAccount that does not exist yet. */
function plantAssociation({ sandbox }: TestHost): void {
  const { podIdentityAssociations, arn } =
    sandbox.world.clusters.get('prod-eu')!;
  const id = 'a-byhand00000000000';
  podIdentityAssociations.set(id, {
    id,
    arn: arn.replace(/:cluster\/.*/, `:podidentityassociation/prod-eu/${id}`),
    namespace: goodSpec().namespace,
    serviceAccount: 'associated',
    roleArn: 'arn:aws:iam::111122223333:role/by-hand',
    disableSessionTags: false,
    createdAt: new Date(),
    modifiedAt: new Date(),
    tags: {},
  });
}

/** Creates the resources that attempts target. `gone` is the entity that another user's entity replaces. */
export async function plantTargets(host: TestHost, gone: Entity) {
  for (const change of [
    { name: 'theirs', roleName: 'shared-by-others' },
    { name: 'gone' },
  ]) {
    const entityRef = `component:default/${change.name}`;
    const made = await host
      .put(goodSpec({ ...change, entityRef }))
      .set('Authorization', mockCredentials.user.header(VICTIM));
    if (made.status !== 200) throw new Error(made.body.error.message);
  }
  plantRoles(host);
  plantAssociation(host);
  // The entity is deleted, and another user creates one with the same name.
  gone.metadata.uid = 'uid-2';
  gone.spec = { ...gone.spec, owner: 'group:default/team' };
}
