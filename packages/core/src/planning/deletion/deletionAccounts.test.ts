import { desiredWith } from '../../__testUtils__/desired';
import {
  CLUSTER,
  PROVIDER_ARN,
  REF,
  roleWith,
  trustOf,
} from '../../__testUtils__/observed';
import { found } from '../../model/observation';
import { planDeletion } from './deletion';

const B = '444455556666';
const desired = desiredWith();
const inB = (text: string) => text.replaceAll(CLUSTER.accountId, B);

it('deletes the roles of a ServiceAccount in several accounts, each with the provider of its account', () => {
  const roles = [desired.roleArn, inB(desired.roleArn)].map(arn => ({
    role: roleWith(
      trustOf({
        accountId: arn.split(':')[4],
        name: desired.spec.name,
        namespace: desired.spec.namespace,
      }),
      {
        arn,
        name: desired.roleName,
        path: '/irsa/',
        tags: desired.tags,
      },
    ),
    attachedPolicies: found([]),
    inlinePolicies: found([]),
  }));
  const steps = planDeletion(
    {
      ref: { ...REF, ...desired.spec },
      refText: desired.refText,
      audience: 'sts.amazonaws.com',
      entityRef: 'component:default/uploads',
      rolePath: '/irsa/',
      attachable: [],
      eks: { name: 'prod-eu', arn: '' },
      recorded: new Set(
        roles.map(({ role }) => (role.state === 'found' ? role.value.arn : '')),
      ),
      adopted: new Set(),
      shared: new Set(),
    },
    {
      providerArn: found(PROVIDER_ARN),
      serviceAccount: { state: 'absent' },
      roles,
      policies: [],
    },
    PROVIDER_ARN,
  );
  expect(steps.map(({ action, target }) => [action, target.name])).toEqual([
    ['delete', desired.roleArn],
    ['delete', inB(desired.roleArn)],
  ]);
  expect(
    steps.map(({ effect }) =>
      effect?.type === 'delete-role' ? effect.entry.providerArn : '',
    ),
  ).toEqual([PROVIDER_ARN, inB(PROVIDER_ARN)]);
});
