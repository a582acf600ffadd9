import type { IamServiceAccount, IamServiceAccountSpec } from '../types';
import { extendSpec } from './extendSpec';

const place = { cluster: 'prod-eu', namespace: 'shop', name: 'orders' };
const grant = (service: string) => ({
  ...{ service, access: 'read', resource: 'orders' },
});
const asked: IamServiceAccountSpec = {
  ...{ ...place, entityRef: 'component:default/orders' },
  grants: [grant('s3'), grant('sqs')],
};
const account = (rest: Partial<IamServiceAccount>): IamServiceAccount => ({
  ...{ ...place, id: 'orders', mechanism: 'irsa', roleArn: null },
  ...{ entityRef: asked.entityRef, owner: null, region: 'eu-west-1' },
  ...{ accountId: '111122223333', workloads: null, verification: null },
  permissions: { services: [], risks: [] },
  ...rest,
});
const recorded: IamServiceAccountSpec = {
  ...{ ...asked, grants: [grant('s3')], tokenExpirationSeconds: 3600 },
  managedPolicyArns: ['arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess'],
};

it('keeps recorded fields that the request does not set', () => {
  expect(extendSpec(asked, [account({ spec: recorded })])).toEqual({
    ...recorded,
    grants: asked.grants,
  });
});

it('does not request a recorded adoption again', () => {
  const adopted = account({ spec: { ...recorded, adopt: true } });
  expect(extendSpec(asked, [adopted])).toEqual(
    extendSpec(asked, [account({ spec: recorded })]),
  );
  expect(extendSpec({ ...asked, adopt: true }, [adopted]).adopt).toBe(true);
});

it.each([
  ['no ServiceAccount', []],
  ['only a ServiceAccount without a spec', [account({ spec: null })]],
  [
    'only a ServiceAccount of another namespace',
    [account({ spec: recorded, namespace: 'billing' })],
  ],
])('does not change the request when the records contain %s', (_, accounts) => {
  expect(extendSpec(asked, accounts)).toEqual(asked);
});
