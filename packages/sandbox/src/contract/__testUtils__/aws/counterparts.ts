import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { EC2Client } from '@aws-sdk/client-ec2';
import { EKSClient } from '@aws-sdk/client-eks';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { REGION, startAwsFixture } from '../../../aws/__testUtils__/awsFixture';
import { freePorts } from '../../../envtest/programs';
import { mintServiceAccountToken } from '../../../kubernetes/access/tokens';
import type { Cluster } from '../../../state/cluster';
import { makeOrganization } from '../../../company/manyAccounts';
import { organizationPolicies } from '../../../company/organization';
import { organizationsAt, type Organizations } from './organizations';
import type { AwsCounterpart } from './session';

const ACCOUNT = '111122223333';

/** Starts the sandbox's AWS without the company's services. */
export async function startSandboxAws(): Promise<AwsCounterpart> {
  const fixture = await startAwsFixture();
  fixture.world.organization = makeOrganization(fixture.world);
  fixture.staging.serviceControlPolicies = organizationPolicies();
  return {
    accountId: ACCOUNT,
    prefix: 'contract',
    iam: fixture.iam(),
    sts: fixture.sts(),
    eks: fixture.eks(),
    ec2: fixture.ec2(),
    s3: fixture.s3(),
    organizations: organizationsAt(fixture.endpoint, fixture.administrator),
    issuer: fixture.cluster.issuer,
    token: tokens(fixture.cluster),
    stop: () => fixture.close(),
  };
}

/** Returns a function that issues tokens of a cluster. */
function tokens(cluster: Pick<Cluster, 'issuer' | 'signingKey'>) {
  return async (audience: string): Promise<string> => {
    const { token } = await mintServiceAccountToken(
      cluster,
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'orders', namespace: 'production', uid: '1' },
      },
      { audiences: [audience], expirationSeconds: 600, now: new Date() },
    );
    return token;
  };
}

/** Debian's own Python, which finds the Debian packages. */
const PYTHON = '/usr/bin/python3';
const READY_MS = 30_000;
const issuer = 'https://oidc.eks.eu-west-1.amazonaws.com/id/MOTO';

/** Starts moto, an AWS emulator that this project did not write. */
export async function startMoto(): Promise<AwsCounterpart> {
  const [port] = await freePorts(1);
  const endpoint = `http://127.0.0.1:${port}`;
  const child = spawn(
    PYTHON,
    ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)],
    {
      env: {
        PATH: '/usr/bin:/bin',
        MOTO_ACCOUNT_ID: ACCOUNT,
        MOTO_IAM_LOAD_MANAGED_POLICIES: 'true',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let log = '';
  child.stderr.on('data', chunk => {
    log = `${log}${chunk}`.slice(-2000);
  });
  const ended = new Promise<void>(resolve => {
    child.once('error', error => {
      log = error.message;
      resolve();
    });
    child.once('exit', () => resolve());
  });
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  const last = Date.now() + READY_MS;
  while (!(await isUp(`${endpoint}/moto-api/`))) {
    if (isOver || Date.now() > last) {
      child.kill('SIGKILL');
      throw new Error(
        `moto did not start (it needs python3-moto and python3-flask-cors):\n${log}`,
      );
    }
    await sleep(100);
  }
  const config = {
    endpoint,
    region: REGION,
    credentials: { accessKeyId: 'contract', secretAccessKey: 'contract' },
    maxAttempts: 1,
  };
  return {
    accountId: ACCOUNT,
    prefix: 'contract',
    iam: new IAMClient(config),
    sts: new STSClient(config),
    eks: new EKSClient(config),
    ec2: new EC2Client(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    organizations: await makeOrganizationOf(
      organizationsAt(endpoint, config.credentials),
    ),
    issuer,
    token: tokens({
      issuer,
      signingKey: {
        kid: 'moto',
        ...generateKeyPairSync('rsa', { modulusLength: 2048 }),
      },
    }),
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Creates the organization that every counterpart has. */
async function makeOrganizationOf(ask: Organizations): Promise<Organizations> {
  await ask('CreateOrganization', { FeatureSet: 'ALL' });
  const { Roots } = (await ask('ListRoots')) as { Roots: { Id: string }[] };
  await ask('EnablePolicyType', {
    ...{ RootId: Roots[0].Id, PolicyType: 'SERVICE_CONTROL_POLICY' },
  });
  const { OrganizationalUnit } = (await ask('CreateOrganizationalUnit', {
    ParentId: Roots[0].Id,
    Name: 'workloads',
  })) as { OrganizationalUnit: { Id: string } };
  for (const name of ['prod', 'staging']) {
    const { CreateAccountStatus } = (await ask('CreateAccount', {
      AccountName: name,
      Email: `${name}@example.com`,
    })) as { CreateAccountStatus: { AccountId: string } };
    await ask('MoveAccount', {
      AccountId: CreateAccountStatus.AccountId,
      SourceParentId: Roots[0].Id,
      DestinationParentId: OrganizationalUnit.Id,
    });
    if (name === 'staging') {
      await attachPolicies(ask, CreateAccountStatus.AccountId);
    }
  }
  return ask;
}

/** Attaches the policies of an account, except for the one that AWS attaches itself. */
async function attachPolicies(
  ask: Organizations,
  TargetId: string,
): Promise<void> {
  const [, level] = organizationPolicies();
  for (const { name: Name, document: Content } of level) {
    if (Name === 'FullAWSAccess') continue;
    const Type = 'SERVICE_CONTROL_POLICY';
    const { Policy } = (await ask('CreatePolicy', {
      ...{ Name, Content, Type, Description: '' },
    })) as { Policy: { PolicySummary: { Id: string } } };
    const { Id: PolicyId } = Policy.PolicySummary;
    await ask('AttachPolicy', { PolicyId, TargetId });
  }
}

async function isUp(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
