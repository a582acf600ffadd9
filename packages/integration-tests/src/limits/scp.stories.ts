import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EKSClient } from '@aws-sdk/client-eks';
import {
  CreateRoleCommand,
  IAMClient,
  TagRoleCommand,
  UntagRoleCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import {
  startSandbox,
  type Account,
  type Sandbox,
} from '@backstage-irsa/sandbox';
import {
  associate,
  policyChanges,
  roleChanges,
} from '../__testUtils__/iam/attempts';
import { iamText, PROD } from '../__testUtils__/iam/files';
import { addPolicy, addRole } from '../__testUtils__/iam/objects';

const EVERYTHING = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});
const KEYS = ['managed-by', 'owner', 'entity', 'adopted'].map(
  name => `backstage-irsa.dev/${name}`,
);
const CONSENT = 'backstage-irsa.dev/adopt';
const ours = { key: KEYS[0], value: 'backstage' };

/** A service control policy for the accounts that the backend manages. */
describe('the SCP', () => {
  const directory = mkdtempSync(join(tmpdir(), 'irsa-scp-'));
  let sandbox: Sandbox;
  let account: Account;
  let clients: Record<'dev' | 'backend' | 'administrator', IAMClient>;
  let devEks: EKSClient;

  function addUser(name: string) {
    const keys = { id: `AKIA${name.toUpperCase()}`, secret: `secret-${name}` };
    account.users.set(name, {
      arn: `arn:aws:iam::${PROD}:user/${name}`,
      id: `AIDA${name.toUpperCase()}`,
      name,
      path: '/',
      createdAt: new Date(),
      accessKeys: [keys],
      attachedPolicyArns: [],
      inlinePolicies: new Map([['everything', JSON.parse(EVERYTHING)]]),
    });
    return { accessKeyId: keys.id, secretAccessKey: keys.secret };
  }

  const options = (credentials: object) => ({
    endpoint: sandbox.awsEndpoint,
    region: 'eu-west-1',
    credentials: credentials as {
      accessKeyId: string;
      secretAccessKey: string;
    },
  });

  /** Returns a session of the role that the SCP names. */
  async function administrator(): Promise<IAMClient> {
    const role = addRole(account, {
      name: 'platform-administrator',
      path: '/',
      tags: [],
    });
    role.trustPolicy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${PROD}:root` },
          Action: 'sts:AssumeRole',
        },
      ],
    });
    role.inlinePolicies.set('everything', EVERYTHING);
    const sts = new STSClient(options(sandbox.administrators.get(PROD)!));
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: role.arn, RoleSessionName: 'jo' }),
    );
    return new IAMClient(
      options({
        accessKeyId: Credentials!.AccessKeyId,
        secretAccessKey: Credentials!.SecretAccessKey,
        sessionToken: Credentials!.SessionToken,
      }),
    );
  }

  beforeAll(async () => {
    sandbox = await startSandbox({
      directory,
      awsPort: 0,
      clusterPorts: [0, 0],
    });
    account = sandbox.world.accounts.get(PROD)!;
    const dev = options(addUser('dev'));
    devEks = new EKSClient(dev);
    clients = {
      dev: new IAMClient(dev),
      backend: new IAMClient(options(addUser('backstage'))),
      administrator: await administrator(),
    };
    account.serviceControlPolicies = [
      [
        { name: 'everything', document: EVERYTHING },
        { name: 'ours', document: iamText('scp.json') },
      ],
    ];
  });
  beforeEach(() => {
    addRole(account, { name: 'ours', path: '/irsa/', tags: [ours] });
    addRole(account, { name: 'foreign', path: '/', tags: [] });
    addPolicy(account, {
      name: 'ours',
      path: '/irsa/',
      tags: [ours],
      versions: 2,
    });
  });
  afterAll(async () => {
    await sandbox?.close();
    rmSync(directory, { recursive: true });
  });

  const outcomeOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'allowed',
      error =>
        /service control policy/.test(error.message) ? 'denied' : error.name,
    );
  const tagRole = (RoleName: string, Key: string) =>
    new TagRoleCommand({ RoleName, Tags: [{ Key, Value: 'x' }] });
  const untagRole = (RoleName: string, Key: string) =>
    new UntagRoleCommand({ RoleName, TagKeys: [Key] });

  it('prevents others from changing any resource under the path of Backstage', async () => {
    const roleAttempts = roleChanges(
      clients.dev,
      `arn:aws:iam::${PROD}:policy/irsa/ours`,
    );
    for (const [name, change] of Object.entries(roleAttempts)) {
      expect([name, await outcomeOf(change('ours'))]).toEqual([name, 'denied']);
    }
    const policyAttempts = policyChanges(clients.dev);
    for (const [name, change] of Object.entries(policyAttempts)) {
      const outcome = await outcomeOf(
        change(`arn:aws:iam::${PROD}:policy/irsa/ours`),
      );
      expect([name, outcome]).toEqual([name, 'denied']);
    }
    const created = clients.dev.send(
      new CreateRoleCommand({
        RoleName: 'new',
        Path: '/irsa/team/',
        AssumeRolePolicyDocument: account.roles.get('ours')!.trustPolicy,
      }),
    );
    expect(await outcomeOf(created)).toBe('denied');
  });

  it('prevents others from passing the roles of Backstage', async () => {
    const passed = associate(devEks, account.roles.get('ours')!.arn);
    await expect(passed).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  it.each([...KEYS, ...KEYS.map(key => key.toUpperCase())])(
    'prevents others from setting the tag %s on anything, in any letter case',
    async key => {
      const { dev, backend, administrator: admin } = clients;
      expect(await outcomeOf(dev.send(tagRole('foreign', key)))).toBe('denied');
      expect(await outcomeOf(dev.send(untagRole('foreign', key)))).toBe(
        'denied',
      );
      const created = dev.send(
        new CreateRoleCommand({
          RoleName: 'created',
          AssumeRolePolicyDocument: account.roles.get('ours')!.trustPolicy,
          Tags: [{ Key: key, Value: 'x' }],
        }),
      );
      expect(await outcomeOf(created)).toBe('denied');
      for (const client of [backend, admin]) {
        expect(await outcomeOf(client.send(tagRole('foreign', key)))).toBe(
          'allowed',
        );
      }
    },
  );

  it.each([CONSENT, CONSENT.toUpperCase()])(
    'lets only the administrator set %s, and the backend remove it',
    async key => {
      const { dev, backend, administrator: admin } = clients;
      for (const client of [dev, backend]) {
        expect(await outcomeOf(client.send(tagRole('foreign', key)))).toBe(
          'denied',
        );
      }
      expect(await outcomeOf(dev.send(untagRole('foreign', key)))).toBe(
        'denied',
      );
      expect(await outcomeOf(admin.send(tagRole('foreign', key)))).toBe(
        'allowed',
      );
      expect(await outcomeOf(backend.send(untagRole('foreign', key)))).toBe(
        'allowed',
      );
    },
  );

  it('allows others everything else', async () => {
    const { dev } = clients;
    expect(await outcomeOf(dev.send(tagRole('foreign', 'team')))).toBe(
      'allowed',
    );
    const created = dev.send(
      new CreateRoleCommand({
        RoleName: 'of-a-team',
        Path: '/irsa-x/',
        AssumeRolePolicyDocument: account.roles.get('ours')!.trustPolicy,
        Tags: [{ Key: 'backstage-irsa.dev-x', Value: 'x' }],
      }),
    );
    expect(await outcomeOf(created)).toBe('allowed');
  });

  it('fits the quota of AWS Organizations', () => {
    // Source: "Quotas for AWS Organizations": 5,120 characters.
    expect(iamText('scp.json').replace(/\s/g, '').length).toBeLessThan(5120);
  });
});
