import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  POD,
  PodFixture,
  podTrust,
  PROD,
} from './aws/__testUtils__/podFixture';
import { policyText } from './company/iam';
import { allow } from './company/statements';

/** The AWS CLI from the system packages, because one on the PATH can have another version. */
const AWS = '/usr/bin/aws';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ROLE = `arn:aws:iam::${PROD}:role/by-cli`;
const run = promisify(execFile);

// The browser tests of the project `clients` use the AWS CLI on every change.
const suite =
  process.env.NIGHTLY === 'true' && existsSync(AWS) ? describe : describe.skip;

suite(`EKS Pod Identity by the AWS CLI (at night, where ${AWS} is)`, () => {
  let directory: string;
  let fixture: PodFixture;

  const awsAs = async (
    variables: Record<string, string>,
    ...args: string[]
  ) => {
    const { stdout } = await run(AWS, [...args, '--output', 'json'], {
      cwd: directory,
      env: {
        PATH: '/usr/bin:/bin',
        HOME: directory,
        AWS_ENDPOINT_URL: fixture.endpoint,
        AWS_REGION: 'eu-west-1',
        AWS_PAGER: '',
        AWS_EC2_METADATA_DISABLED: 'true',
        ...variables,
      },
    });
    return stdout === '' ? {} : JSON.parse(stdout);
  };

  const aws = (...args: string[]) => {
    const { accessKeyId, secretAccessKey } = fixture.administrator();
    return awsAs(
      {
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
      },
      ...args,
    );
  };

  const exchange = (token: string) =>
    aws(
      'eks-auth',
      'assume-role-for-pod-identity',
      '--cluster-name',
      'prod-eu',
      '--token',
      token,
    );

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sandbox-pod-'));
    fixture = await PodFixture.start();
    await aws(
      'iam',
      'create-role',
      '--role-name',
      'by-cli',
      '--assume-role-policy-document',
      policyText(podTrust(fixture.cluster)),
    );
    await aws(
      'iam',
      'put-role-policy',
      '--role-name',
      'by-cli',
      '--policy-name',
      'own',
      '--policy-document',
      policyText(allow('s3:ListBucket', 'arn:aws:s3:::orders-uploads')),
    );
    await aws(
      'eks',
      'create-pod-identity-association',
      '--cluster-name',
      'prod-eu',
      '--namespace',
      POD.namespace,
      '--service-account',
      POD.serviceAccount,
      '--role-arn',
      ROLE,
      '--tags',
      'team=shop',
    );
  }, MINUTE);

  afterAll(async () => {
    await fixture.close();
    await rm(directory, { recursive: true });
  });

  it(
    'lists the association and its tags',
    async () => {
      const { associations } = await aws(
        'eks',
        'list-pod-identity-associations',
        '--cluster-name',
        'prod-eu',
        '--namespace',
        POD.namespace,
      );
      expect(associations).toHaveLength(1);
      expect(
        await aws(
          'eks',
          'list-tags-for-resource',
          '--resource-arn',
          associations[0].associationArn,
        ),
      ).toEqual({ tags: { team: 'shop' } });
    },
    MINUTE,
  );

  it(
    'exchanges the token of a pod with EKS Auth, and rejects other tokens',
    async () => {
      const pod = fixture.pod('by-cli');
      expect(await exchange(await fixture.token(pod))).toMatchObject({
        subject: POD,
        audience: 'pods.eks.amazonaws.com',
        podIdentityAssociation: {
          associationId: expect.stringMatching(/^a-/),
        },
        assumedRoleUser: {
          arn: expect.stringContaining(':assumed-role/by-cli/eks-prod-eu-'),
          assumeRoleId: expect.stringMatching(/^AROA/),
        },
        credentials: { accessKeyId: expect.stringMatching(/^ASIA/) },
      });
      const old = { now: new Date(Date.now() - 2 * HOUR) };
      for (const [token, message] of [
        [
          await fixture.token(undefined),
          '(InvalidTokenException) when calling the AssumeRoleForPodIdentity operation: The token included in the request is not bound to a pod',
        ],
        [
          await fixture.token(pod, { audience: 'sts.amazonaws.com' }),
          '(InvalidTokenException)',
        ],
        [
          await fixture.token(pod, old),
          '(ExpiredTokenException) when calling the AssumeRoleForPodIdentity operation: The token included in the request is expired: current date/time ',
        ],
      ]) {
        await expect(exchange(token)).rejects.toThrow(message);
      }
    },
    MINUTE,
  );

  it(
    'works in a pod with only the variables of the webhook',
    async () => {
      const pod = fixture.pod('inside');
      const names = pod.spec.containers[0].env?.map(({ name }) => name);
      expect(names).toEqual(
        expect.arrayContaining([
          'AWS_CONTAINER_CREDENTIALS_FULL_URI',
          'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
        ]),
      );
      await writeFile(join(directory, 'token'), await fixture.token(pod));
      const variables = {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: fixture.agentUri,
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: join(directory, 'token'),
      };
      const { Arn } = await awsAs(variables, 'sts', 'get-caller-identity');
      expect(Arn).toContain(`arn:aws:sts::${PROD}:assumed-role/by-cli/eks-`);
      await expect(
        awsAs(variables, 's3api', 'list-objects-v2', '--bucket', 'shop-assets'),
      ).rejects.toThrow('(AccessDenied)');
      await awsAs(
        variables,
        's3api',
        'list-objects-v2',
        '--bucket',
        'orders-uploads',
      );
    },
    MINUTE,
  );
});
