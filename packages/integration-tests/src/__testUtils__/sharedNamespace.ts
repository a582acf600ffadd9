import { mockCredentials } from '@backstage/backend-test-utils';
import type { OperationStep } from '@backstage-irsa/core/model';
import request from 'supertest';
import { namespaceRule } from './namespaceRule';
import { componentOf } from './core';
import { coreOf } from './coreOf';
import { API, startTestHost } from './host';

const TEAM = 'group:default/team';
const OTHERS = 'group:default/others';
const ATTACKER = 'user:default/attacker';

/** The other team's requests are for its own component. */
export const THEIR_COMPONENT = {
  entityRef: 'component:default/theirs',
  owner: OTHERS,
};

/** Starts a host with the namespace `shared` of two teams. A member of the other team is the attacker. */
export async function startSharedNamespace() {
  const host = await startTestHost({
    entities: () => [
      componentOf('uploads', TEAM),
      componentOf('theirs', OTHERS),
    ],
    users: { [ATTACKER]: [OTHERS] },
    irsa: {
      namespaceRules: [
        namespaceRule([TEAM]),
        namespaceRule([OTHERS], { namespaces: ['shared'] }),
      ],
    },
  });
  const core = coreOf(host.kubeconfig);
  await core.createNamespace({ body: { metadata: { name: 'shared' } } });
  return {
    host,
    core,
    planOf: async (spec: object) => (await host.post('/plans', { spec })).body,
    async apply(spec: object) {
      const { status, body } = await host.put(spec);
      if (status !== 200) throw new Error(body.error.message);
      return body;
    },
    /** Returns the status and the result of the live proof. */
    async verify(id: string) {
      const path = `/service-accounts/${id}/verifications`;
      const { body } = await host.post(path, { live: true });
      return [body.status, body.liveProof?.result];
    },
    isAssociated: (name: string) =>
      [
        ...host.sandbox.world.clusters
          .get('prod-eu')!
          .podIdentityAssociations.values(),
      ].some(({ serviceAccount }) => serviceAccount === name),
    asAttacker: (method: 'put' | 'post', path: string, body: object) =>
      request(host.backend.server)
        [method](`${API}${path}`)
        .set('Authorization', mockCredentials.user.header(ATTACKER))
        .send(body),
  };
}

/** Returns the step for the ServiceAccount. */
export const stepOf = (steps: OperationStep[]) =>
  steps.find(({ target }) => target.kind === 'service-account')!;
