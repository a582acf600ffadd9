import { expect, test } from '@playwright/test';
import { runTemplate, runTemplateNamed, sandboxCalls, signIn } from '../api';
import { aws, json, kubectl } from './tools';

/**
 * Checks EKS Pod Identity from templates, including the migration, with the AWS CLI and kubectl: the association, the trust policy, and
 * the variables in pods that kubectl creates.
 */
test.describe.configure({ mode: 'serial' });

const NAMESPACE = 'moves';
const TRUSTED = { Service: 'pods.eks.amazonaws.com' };
const service = (name: string) => ({
  name,
  owner: 'group:default/guests',
  cluster: 'prod-eu',
  namespace: NAMESPACE,
  bucket: `${name}-files`,
  access: 'read' as const,
});

async function serviceAccount(name: string) {
  return json(
    await kubectl('prod-eu', [
      ...['get', 'serviceaccount', name, '-n', NAMESPACE, '-o', 'json'],
    ]),
  );
}

/** Creates a pod, and returns the names of its injected variables. */
async function injectedInto(pod: string, account: string): Promise<string[]> {
  const overrides = JSON.stringify({ spec: { serviceAccountName: account } });
  const made = await kubectl('prod-eu', [
    ...['run', pod, '--image=amazon/aws-cli:latest', '-n', NAMESPACE],
    ...['--restart=Never', `--overrides=${overrides}`],
  ]);
  expect(made.code, made.stderr).toBe(0);
  const { spec } = json(
    await kubectl('prod-eu', [
      ...['get', 'pod', pod, '-n', NAMESPACE, '-o', 'json'],
    ]),
  );
  return spec.containers[0].env.map(({ name }: { name: string }) => name);
}

async function associationsOf(account: string) {
  const { associations } = json(
    await aws([
      ...['eks', 'list-pod-identity-associations', '--cluster-name'],
      ...['prod-eu', '--namespace', NAMESPACE, '--service-account', account],
    ]),
  );
  return associations;
}

async function trustOf(roleName: string) {
  const { Role } = json(
    await aws(['iam', 'get-role', '--role-name', roleName]),
  );
  return Role.AssumeRolePolicyDocument.Statement;
}

const PODS_BY_POD_IDENTITY = [
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
];

test('the template gives a role through an association, and pods get only the variables of Pod Identity', async () => {
  const first = await runTemplate(service('with-pods'));
  expect(first.status, first.log).toBe('completed');
  const { status, log } = await runTemplateNamed('add-aws-access', {
    component: 'component:default/with-pods',
    cluster: 'prod-eu',
    namespace: NAMESPACE,
    name: 'by-pod-identity',
    mechanism: 'pod-identity',
    grants: [{ service: 's3', access: 'read', resource: 'with-pods-files' }],
  });
  expect(status, log).toBe('completed');
  const [association, ...more] = await associationsOf('by-pod-identity');
  expect(more).toEqual([]);
  const { association: whole } = json(
    await aws([
      ...['eks', 'describe-pod-identity-association', '--cluster-name'],
      ...['prod-eu', '--association-id', association.associationId],
    ]),
  );
  const { cluster } = json(
    await aws(['eks', 'describe-cluster', '--name', 'prod-eu']),
  );
  expect(await trustOf(whole.roleArn.split('/').pop())).toEqual([
    expect.objectContaining({
      Effect: 'Allow',
      Principal: TRUSTED,
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: {
        StringEquals: {
          'aws:RequestTag/eks-cluster-arn': cluster.arn,
          'aws:RequestTag/kubernetes-namespace': NAMESPACE,
          'aws:RequestTag/kubernetes-service-account': 'by-pod-identity',
        },
      },
    }),
  ]);
  const variables = await injectedInto(
    'pod-by-pod-identity',
    'by-pod-identity',
  );
  expect(variables).toEqual(expect.arrayContaining(PODS_BY_POD_IDENTITY));
  expect(variables).not.toContain('AWS_ROLE_ARN');
  expect(variables).not.toContain('AWS_WEB_IDENTITY_TOKEN_FILE');
});

test('the template moves a service to Pod Identity after a preview, and the pods follow', async () => {
  const made = await runTemplate(service('mover'));
  expect(made.status, made.log).toBe('completed');
  const patch = JSON.stringify({
    imagePullSecrets: [{ name: 'registry' }],
    metadata: { labels: { team: 'movers' }, annotations: { note: 'keep' } },
  });
  await kubectl('prod-eu', [
    ...['patch', 'serviceaccount', 'mover', '-n', NAMESPACE],
    ...['--type=merge', '-p', patch],
  ]);
  expect(await injectedInto('old-pod', 'mover')).toContain('AWS_ROLE_ARN');
  const before = await serviceAccount('mover');
  const roleName = before.metadata.annotations['eks.amazonaws.com/role-arn']
    .split('/')
    .pop();

  const values = {
    component: 'component:default/mover',
    to: 'pod-identity',
    confirm: false,
  };
  const since = new Date();
  const looked = await runTemplateNamed('migrate-to-pod-identity', values);
  expect(looked.status, looked.log).toBe('completed');
  expect(JSON.stringify(looked.output)).toContain('old-pod');
  // Ignores calls about a service of a browser test.
  const writes = (await sandboxCalls(since)).filter(
    call =>
      call.write &&
      call.service !== 'sts' &&
      JSON.stringify(call).includes('mover'),
  );
  expect(writes).toEqual([]);

  const moved = await runTemplateNamed('migrate-to-pod-identity', {
    ...values,
    confirm: true,
  });
  expect(moved.status, moved.log).toBe('completed');
  expect(await associationsOf('mover')).toHaveLength(1);
  const { 'eks.amazonaws.com/role-arn': arn, ...rest } =
    before.metadata.annotations;
  expect(arn).toContain(roleName);
  delete rest['eks.amazonaws.com/token-expiration'];
  const after = await serviceAccount('mover');
  expect(after.metadata.annotations).toEqual(rest);
  expect(after.metadata.labels).toEqual(before.metadata.labels);
  expect(after.imagePullSecrets).toEqual([{ name: 'registry' }]);
  // The old pod uses its token until it is recreated.
  expect(await trustOf(roleName)).toHaveLength(2);

  const variables = await injectedInto('new-pod', 'mover');
  expect(variables).toEqual(expect.arrayContaining(PODS_BY_POD_IDENTITY));
  expect(variables).not.toContain('AWS_ROLE_ARN');

  await kubectl('prod-eu', ['delete', 'pod', 'old-pod', '-n', NAMESPACE]);
  const finished = await runTemplateNamed('migrate-to-pod-identity', {
    ...values,
    confirm: true,
  });
  expect(finished.status, finished.log).toBe('completed');
  expect(await trustOf(roleName)).toEqual([
    expect.objectContaining({ Principal: TRUSTED }),
  ]);
  const send = await signIn();
  const { body } = await send(
    'GET',
    '/api/irsa/v1/entities/component/default/mover/service-accounts',
  );
  expect(body.items[0]).toMatchObject({
    mechanism: 'pod-identity',
    verification: { status: 'verified' },
  });
});
