import { expect, test } from '@playwright/test';
import path from 'node:path';
import { signIn } from '../api';
import { json, kubectl, shell } from './tools';

/**
 * Runs the steps of the guide with the AWS CLI and kubectl, from the scripts in `examples/by-hand`. Backstage adopts and verifies the resources that the
 * scripts create, and the clients use the resources that Backstage creates.
 */
test.describe.configure({ mode: 'serial' });

const SCRIPTS = path.resolve(__dirname, '../../../../examples/by-hand');
const NAMESPACE = 'by-hand';
const CLUSTER = 'prod-eu';
const ACCOUNTS = '/api/irsa/v1/service-accounts';

/** The variables of the scripts. */
const BY_HAND = {
  CLUSTER,
  NAMESPACE,
  SERVICE_ACCOUNT: 'hand-made',
  ROLE_NAME: 'HandMadeRole',
  POLICY_NAME: 'HandMadePolicy',
  BUCKET: 'hand-made-uploads',
  APP: 'hand-made',
};
const spec = {
  entityRef: 'component:default/hand-made',
  owner: 'group:default/guests',
  cluster: CLUSTER,
  namespace: NAMESPACE,
  name: BY_HAND.SERVICE_ACCOUNT,
};
const BY_PRODUCT = 'product-made';

/** Runs a command line in the folder of the scripts, and returns its output. */
async function run(commandLine: string): Promise<string> {
  const variables = Object.entries(BY_HAND).map(
    ([name, value]) => `export ${name}=${value};`,
  );
  const { code, stdout, stderr } = await shell(
    `${variables.join(' ')} cd '${SCRIPTS}'; ${commandLine}`,
  );
  expect(code, stderr).toBe(0);
  return stdout;
}

/** Expects that the command line fails, and returns its error output. */
async function refused(commandLine: string): Promise<string> {
  const { code, stderr } = await shell(`cd '${SCRIPTS}'; ${commandLine}`);
  expect(code).not.toBe(0);
  return stderr;
}

const inPod = (app: string, command: string) =>
  `./in-pod.sh ${NAMESPACE} ${app} ${command}`;

async function trustOf(role: string) {
  const { Role } = JSON.parse(
    await run(`aws iam get-role --role-name ${role}`),
  );
  return Role.AssumeRolePolicyDocument;
}

/** Returns a document without one of its actions. */
function withoutAction(action: string, document: object): object {
  return JSON.parse(JSON.stringify(document), (_, value) =>
    Array.isArray(value) ? value.filter(one => one !== action) : value,
  );
}

async function statementsOf(role: string) {
  const arn = await run(
    `aws iam list-attached-role-policies --role-name ${role} --query 'AttachedPolicies[0].PolicyArn' --output text`,
  );
  const version = `aws iam get-policy --policy-arn ${arn.trim()} --query Policy.DefaultVersionId --output text`;
  const { PolicyVersion } = JSON.parse(
    await run(
      `aws iam get-policy-version --policy-arn ${arn.trim()} --version-id $(${version})`,
    ),
  );
  return PolicyVersion.Document;
}

test('the scripts complete steps 1 to 5', async () => {
  const said = await run('./guide.sh');
  // Other services of the company use the OIDC provider of the cluster. The drill with a missing provider covers its creation.
  expect(said).toContain('is there');
  expect(said).toContain(
    'Role ARN: arn:aws:iam::111122223333:role/HandMadeRole',
  );
});

test('the pod gets the role and can write only to its bucket: step 6', async () => {
  await run(`aws s3 mb s3://${BY_HAND.BUCKET}; aws s3 mb s3://of-others`);
  const { Arn } = JSON.parse(
    await run(inPod(BY_HAND.APP, 'aws sts get-caller-identity')),
  );
  expect(Arn).toContain('assumed-role/HandMadeRole/');
  const copy = (bucket: string) =>
    inPod(BY_HAND.APP, `aws s3 cp in-pod.sh s3://${bucket}/test.txt`);
  await run(copy(BY_HAND.BUCKET));
  expect(await refused(copy('of-others'))).toContain('AccessDenied');
});

test('the node role findings match the output of step 7', async () => {
  const send = await signIn();
  const { body } = await send('GET', '/api/irsa/v1/node-roles');
  const ofCluster = body.items.filter(
    ({ cluster }: { cluster: string }) => cluster === CLUSTER,
  );
  expect(ofCluster.length).toBeGreaterThan(1);
  for (const { excess, nodeGroups } of ofCluster) {
    const said = await run(`./node-role.sh ${nodeGroups[0]}`);
    const named = excess.map((policy: string) => policy.split('/').pop());
    expect(said.split('\n').filter(Boolean).sort()).toEqual(named.sort());
  }
});

test('Backstage adopts the role with consent, and proves it', async () => {
  const send = await signIn();
  const adopted = {
    spec: { ...spec, roleName: BY_HAND.ROLE_NAME, adopt: true },
  };
  const without = await send('PUT', ACCOUNTS, adopted);
  expect(without.status).toBe(400);
  expect(JSON.stringify(without.body)).toContain('adoption-consent');

  const statements = await statementsOf(BY_HAND.ROLE_NAME);
  await run('./consent.sh');
  const { status, body } = await send('PUT', ACCOUNTS, adopted);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.verification).toMatchObject({
    status: 'verified',
    liveProof: { result: 'proved' },
  });
  expect(body.serviceAccount).toMatchObject({
    roleArn: 'arn:aws:iam::111122223333:role/HandMadeRole',
    workloads: { pods: 1 },
  });
  expect(await statementsOf(BY_HAND.ROLE_NAME)).toEqual(statements);
  await run(inPod(BY_HAND.APP, 'aws sts get-caller-identity'));
});

test('Backstage creates the same as the guide, and AWS clients can use it', async () => {
  const send = await signIn();
  const { status, body } = await send('PUT', ACCOUNTS, {
    spec: {
      ...spec,
      entityRef: `component:default/${BY_PRODUCT}`,
      name: BY_PRODUCT,
      grants: [
        { service: 's3', access: 'write-acl', resource: BY_HAND.BUCKET },
      ],
    },
  });
  expect(status, JSON.stringify(body)).toBe(200);
  const { roleArn } = body.serviceAccount;
  const sa = json(
    await kubectl(CLUSTER, [
      ...['get', 'serviceaccount', BY_PRODUCT],
      ...['-n', NAMESPACE, '-o', 'json'],
    ]),
  );
  expect(sa.metadata.annotations['eks.amazonaws.com/role-arn']).toBe(roleArn);
  const role = roleArn.split('/').pop();
  // The guide omits the permission to abort an upload.
  expect(
    withoutAction('s3:AbortMultipartUpload', await statementsOf(role)),
  ).toEqual(await statementsOf(BY_HAND.ROLE_NAME));
  const [made] = (await trustOf(role)).Statement;
  const [byHand] = (await trustOf(BY_HAND.ROLE_NAME)).Statement;
  expect({ ...made, Sid: undefined }).toEqual({
    ...JSON.parse(
      JSON.stringify(byHand).replaceAll(BY_HAND.SERVICE_ACCOUNT, BY_PRODUCT),
    ),
    Sid: undefined,
  });

  await run(`./deploy.sh ${NAMESPACE} ${BY_PRODUCT} ${BY_PRODUCT}`);
  const assume =
    'sh -c \'aws sts assume-role-with-web-identity --role-arn "$AWS_ROLE_ARN" --role-session-name by-hand --web-identity-token "$(cat "$AWS_WEB_IDENTITY_TOKEN_FILE")"\'';
  const { AssumedRoleUser, SubjectFromWebIdentityToken } = JSON.parse(
    await run(inPod(BY_PRODUCT, assume)),
  );
  expect(AssumedRoleUser.Arn).toContain(`assumed-role/${role}/by-hand`);
  expect(SubjectFromWebIdentityToken).toBe(
    `system:serviceaccount:${NAMESPACE}:${BY_PRODUCT}`,
  );
  await run(
    inPod(BY_PRODUCT, `aws s3 cp in-pod.sh s3://${BY_HAND.BUCKET}/test.txt`),
  );
});
