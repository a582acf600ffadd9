import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { existsSync } from 'node:fs';
import path from 'node:path';

const execute = promisify(execFile);

/** Returns the path of a standard client. Prefers /usr/bin, because other programs with this name can be on the PATH. */
function client(name) {
  const debian = path.join('/usr/bin', name);
  return existsSync(debian) ? debian : name;
}

/**
 * Runs the manual steps of the guide "Setting Up IAM Roles for Service Accounts (IRSA) on EKS" with the AWS CLI and
 * kubectl: look up the provider, create policy, role, attachment, ServiceAccount, and annotation. The token exchange
 * replaces the test pod of the guide, because a sandbox runs no containers.
 */
export async function createByHand({ env, cluster, namespace, name }) {
  const aws = async (...args) =>
    (
      await execute(client('aws'), [...args, '--output', 'text'], { env })
    ).stdout.trim();
  const kubectl = async (...args) =>
    (
      await execute(client('kubectl'), ['--context', cluster, ...args], { env })
    ).stdout.trim();

  const issuerUrl = await aws(
    'eks',
    'describe-cluster',
    '--name',
    cluster,
    '--query',
    'cluster.identity.oidc.issuer',
  );
  const issuer = issuerUrl.replace('https://', '');
  await aws('iam', 'list-open-id-connect-providers');
  const bucket = `arn:aws:s3:::${name}-uploads`;
  const policyArn = await aws(
    'iam',
    'create-policy',
    '--policy-name',
    name,
    '--query',
    'Policy.Arn',
    '--policy-document',
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['s3:PutObject', 's3:PutObjectAcl'],
          Resource: `${bucket}/*`,
        },
        { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: bucket },
      ],
    }),
  );
  const account = await aws('sts', 'get-caller-identity', '--query', 'Account');
  await aws(
    'iam',
    'create-role',
    '--role-name',
    name,
    '--assume-role-policy-document',
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: {
            Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}`,
          },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {
              [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${name}`,
              [`${issuer}:aud`]: 'sts.amazonaws.com',
            },
          },
        },
      ],
    }),
  );
  await aws(
    'iam',
    'attach-role-policy',
    '--role-name',
    name,
    '--policy-arn',
    policyArn,
  );
  const roleArn = await aws(
    'iam',
    'get-role',
    '--role-name',
    name,
    '--query',
    'Role.Arn',
  );
  await kubectl('create', 'namespace', namespace).catch(() => {}); // The guide also allows an existing namespace.
  await kubectl('create', 'serviceaccount', name, '-n', namespace);
  await kubectl(
    'annotate',
    'serviceaccount',
    name,
    '-n',
    namespace,
    `eks.amazonaws.com/role-arn=${roleArn}`,
  );
  const token = await kubectl(
    'create',
    'token',
    name,
    '-n',
    namespace,
    '--audience',
    'sts.amazonaws.com',
  );
  await aws(
    'sts',
    'assume-role-with-web-identity',
    '--role-arn',
    roleArn,
    '--role-session-name',
    'by-hand',
    '--web-identity-token',
    token,
    '--query',
    'AssumedRoleUser.Arn',
  );
}
