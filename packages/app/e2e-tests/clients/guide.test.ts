import { expect, test } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { runTemplate, writesOf } from '../api';
import { SANDBOX_DIRECTORY } from '../product';
import { aws, json, kubectl, readExports } from './tools';

/**
 * Uses the AWS CLI and kubectl on the objects that the template creates. They must match the objects of steps 2 to 6 of the guide
 * "Setting Up IAM Roles for Service Accounts (IRSA) on EKS".
 */
test.describe.configure({ mode: 'serial' });

const values = {
  name: 's3-writer',
  owner: 'group:default/guests',
  cluster: 'prod-eu',
  namespace: 'uploads',
  bucket: 'my-app-uploads',
  access: 'write',
} as const;

let roleArn: string;
const roleName = () => roleArn.split('/').pop()!;

test('the template creates the objects and proves access', async () => {
  const { status, log, output } = await runTemplate(values);
  expect(status, log).toBe('completed');
  expect(log).toContain('Created role');
  const sa = json(
    await kubectl('prod-eu', [
      ...['get', 'serviceaccount', values.name],
      ...['-n', values.namespace, '-o', 'json'],
    ]),
  );
  roleArn = sa.metadata.annotations['eks.amazonaws.com/role-arn'];
  expect(JSON.stringify(output)).toMatch(
    /\*\*Verified\*\*.*Proved by token exchange/,
  );
});

test('aws iam get-role shows the trust policy of step 3', async () => {
  const { cluster } = json(
    await aws(['eks', 'describe-cluster', '--name', values.cluster]),
  );
  const issuer = cluster.identity.oidc.issuer.replace('https://', '');
  const { Role } = json(
    await aws(['iam', 'get-role', '--role-name', roleName()]),
  );
  expect(Role.Arn).toBe(roleArn);
  expect(Role.AssumeRolePolicyDocument).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        // The Sid identifies the statement of Backstage.
        Sid: expect.stringMatching(/^BackstageIrsa[0-9a-f]{16}$/),
        Effect: 'Allow',
        Principal: {
          Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}`,
        },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${issuer}:sub`]: 'system:serviceaccount:uploads:s3-writer',
            [`${issuer}:aud`]: 'sts.amazonaws.com',
          },
        },
      },
    ],
  });
  for (const { Key } of Role.Tags) {
    expect(Key).toMatch(/^backstage-irsa\.dev\//);
  }
});

test('aws iam get-policy-version shows the statements of step 2', async () => {
  const { AttachedPolicies } = json(
    await aws([
      'iam',
      'list-attached-role-policies',
      '--role-name',
      roleName(),
    ]),
  );
  expect(AttachedPolicies).toHaveLength(1);
  const [{ PolicyArn }] = AttachedPolicies;
  const { Policy } = json(
    await aws(['iam', 'get-policy', '--policy-arn', PolicyArn]),
  );
  const { PolicyVersion } = json(
    await aws([
      ...['iam', 'get-policy-version', '--policy-arn', PolicyArn],
      ...['--version-id', Policy.DefaultVersionId],
    ]),
  );
  expect(PolicyVersion.Document).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        // Without the ACL permission of the guide, and with the permission to abort an upload.
        Action: ['s3:PutObject', 's3:AbortMultipartUpload'],
        Resource: 'arn:aws:s3:::my-app-uploads/*',
      },
      {
        Effect: 'Allow',
        Action: ['s3:ListBucket'],
        Resource: 'arn:aws:s3:::my-app-uploads',
      },
    ],
  });
});

test('kubectl get serviceaccount -o yaml shows the annotations of step 4', async () => {
  const sa = json(
    await kubectl('prod-eu', [
      ...['get', 'serviceaccount', values.name],
      ...['-n', values.namespace, '-o', 'json'],
    ]),
  );
  const eks = Object.entries(sa.metadata.annotations).filter(([key]) =>
    key.startsWith('eks.amazonaws.com/'),
  );
  expect(Object.fromEntries(eks)).toEqual({
    'eks.amazonaws.com/role-arn': roleArn,
    'eks.amazonaws.com/token-expiration': '86400',
  });
  const added = [
    ...Object.keys(sa.metadata.annotations),
    ...Object.keys(sa.metadata.labels ?? {}),
  ].filter(key => !key.startsWith('eks.amazonaws.com/'));
  for (const key of added) expect(key).toMatch(/^backstage-irsa\.dev\//);
});

test('a pod created with kubectl run gets the variables and the token volume of step 5', async () => {
  const overrides = { spec: { serviceAccountName: values.name } };
  const made = await kubectl('prod-eu', [
    ...['run', 'irsa-test', '--image=amazon/aws-cli:latest', '-n'],
    ...[values.namespace, '--restart=Never'],
    `--overrides=${JSON.stringify(overrides)}`,
  ]);
  expect(made.code, made.stderr).toBe(0);
  const pod = json(
    await kubectl('prod-eu', [
      ...['get', 'pod', 'irsa-test', '-n', values.namespace, '-o', 'json'],
    ]),
  );
  const [container] = pod.spec.containers;
  const env = Object.fromEntries(
    container.env.map((entry: { name: string; value: string }) => [
      entry.name,
      entry.value,
    ]),
  );
  expect(env.AWS_ROLE_ARN).toBe(roleArn);
  expect(env.AWS_WEB_IDENTITY_TOKEN_FILE).toBe(
    '/var/run/secrets/eks.amazonaws.com/serviceaccount/token',
  );
  const volume = pod.spec.volumes.find(
    (entry: { name: string }) => entry.name === 'aws-iam-token',
  );
  expect(volume.projected.sources[0].serviceAccountToken).toMatchObject({
    audience: 'sts.amazonaws.com',
    expirationSeconds: 86400,
  });
});

test('aws s3 cp with the web identity token uploads to the bucket, and is denied for another one', async () => {
  const bucket = `s3://${values.bucket}`;
  expect((await aws(['s3', 'mb', bucket])).code).toBe(0);
  expect((await aws(['s3', 'mb', 's3://somebody-elses'])).code).toBe(0);
  const token = await kubectl('prod-eu', [
    ...['create', 'token', values.name, '-n', values.namespace],
    ...['--audience', 'sts.amazonaws.com'],
  ]);
  const tokenFile = path.join(SANDBOX_DIRECTORY, 'web-identity-token');
  writeFileSync(tokenFile, token.stdout.trim(), { mode: 0o600 });
  const env = {
    ...readExports('aws-endpoint.env'),
    AWS_ROLE_ARN: roleArn,
    AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile,
  };
  const identity = json(await aws(['sts', 'get-caller-identity'], env));
  expect(identity.Arn).toMatch(
    new RegExp(`^arn:aws:sts::111122223333:assumed-role/${roleName()}/`),
  );
  const up = await aws(['s3', 'cp', __filename, `${bucket}/test.txt`], env);
  expect(up.code, up.stderr).toBe(0);
  const denied = await aws(
    ['s3', 'cp', __filename, 's3://somebody-elses/test.txt'],
    env,
  );
  expect(denied.code).not.toBe(0);
  expect(denied.stderr).toContain('AccessDenied');
});

test('running the template again changes nothing', async () => {
  const since = new Date();
  const { status, log } = await runTemplate(values);
  expect(status, log).toBe('completed');
  expect(await writesOf(values.name, since)).toEqual([]);
});
