import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { EKSClient } from '@aws-sdk/client-eks';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { KubeStore } from '../../kubernetes/store';
import { close, listen } from '../../server/http';
import { addUser, newAccount } from '../../state/account';
import { CallLog } from '../../state/calls';
import type { Account, Cluster, IamUser, World } from '../../state/world';
import { createAwsServer } from '../server';

export const REGION = 'eu-west-1';
export const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** A running AWS half: two accounts with an administrator each, one cluster `prod-eu` in the first, no roles. */
export interface AwsFixture {
  world: World;
  prod: Account;
  staging: Account;
  cluster: Cluster;
  endpoint: string;
  administrator: Keys;
  stagingAdministrator: Keys;
  /** Moves the sandbox's clock. */
  advance(milliseconds: number): void;
  iam(keys?: Keys): IAMClient;
  sts(keys?: Keys): STSClient;
  eks(keys?: Keys): EKSClient;
  s3(keys?: Keys): S3Client;
  /** A user of the prod account with one inline policy, or none. */
  user(name: string, statements: object[]): Keys;
  close(): Promise<void>;
}

/** Starts the AWS half on a free port. */
export async function startAwsFixture(): Promise<AwsFixture> {
  let shift = 0;
  const now = () => new Date(Date.now() + shift);
  const prod = newAccount('111122223333', 'prod');
  const staging = newAccount('444455556666', 'staging');
  const cluster = newCluster(prod, now());
  const world: World = {
    accounts: new Map([prod, staging].map(account => [account.id, account])),
    clusters: new Map([[cluster.name, cluster]]),
    buckets: new Map(),
    sessions: new Map(),
    calls: new CallLog(),
    services: [],
    now,
  };
  const server: Server = createAwsServer(world);
  const port = await listen(server, {
    host: '127.0.0.1',
    port: 0,
    setting: 'none',
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const administrator = keysOf(addUser(prod, 'admin', [ADMINISTRATOR], now()));
  const config = (keys: Keys = administrator) => ({
    endpoint,
    region: REGION,
    credentials: keys,
    maxAttempts: 1,
  });
  return {
    world,
    prod,
    staging,
    cluster,
    endpoint,
    administrator,
    stagingAdministrator: keysOf(
      addUser(staging, 'admin', [ADMINISTRATOR], now()),
    ),
    advance: milliseconds => {
      shift += milliseconds;
    },
    iam: keys => new IAMClient(config(keys)),
    sts: keys => new STSClient(config(keys)),
    eks: keys => new EKSClient(config(keys)),
    s3: keys => new S3Client(config(keys)),
    user: (name, statements) => {
      const user = addUser(prod, name, [], now());
      user.inlinePolicies.set(
        'own',
        JSON.parse(
          JSON.stringify({ Version: '2012-10-17', Statement: statements }),
        ),
      );
      return keysOf(user);
    },
    close: () => close(server),
  };
}

function keysOf(user: IamUser): Keys {
  const [{ id, secret }] = user.accessKeys;
  return { accessKeyId: id, secretAccessKey: secret };
}

function newCluster(account: Account, createdAt: Date): Cluster {
  const name = 'prod-eu';
  const id = randomBytes(16).toString('hex').toUpperCase();
  return {
    name,
    accountId: account.id,
    region: REGION,
    arn: `arn:aws:eks:${REGION}:${account.id}:cluster/${name}`,
    version: '1.31',
    createdAt,
    issuer: `https://oidc.eks.${REGION}.amazonaws.com/id/${id}`,
    signingKey: {
      kid: 'key-1',
      ...generateKeyPairSync('rsa', { modulusLength: 2048 }),
    },
    certificateAuthority: 'PEM of the certificate authority',
    serving: { certificate: '', privateKey: '' },
    users: new Map(),
    accessEntries: new Map(),
    endpoint: 'https://127.0.0.1:6443',
    nodeGroups: [
      {
        name: 'general',
        nodeRoleArn: `arn:aws:iam::${account.id}:role/nodes`,
        instanceTypes: ['m6i.large'],
        desiredSize: 2,
      },
      {
        name: 'memory',
        nodeRoleArn: `arn:aws:iam::${account.id}:role/nodes`,
        instanceTypes: ['r6i.large'],
        desiredSize: 1,
      },
    ],
    store: new KubeStore(),
  };
}
