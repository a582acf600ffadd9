import type { Server } from 'node:http';
import { EC2Client } from '@aws-sdk/client-ec2';
import { EKSClient } from '@aws-sdk/client-eks';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { makeAccount } from '../../company/accounts';
import { makeCluster } from '../../kubernetes';
import { close, listen } from '../../server/http';
import { CallLog } from '../../state/calls';
import { Propagation } from '../../state/propagation';
import { Disturbances } from '../../disturbances/Disturbances';
import type { Account, IamUser } from '../../state/account';
import type { Cluster, NodeGroup } from '../../state/cluster';
import type { World } from '../../state/world';
import { secretKey, uniqueId } from '../iam/ids';
import { createAwsServer } from '../server';

export const REGION = 'eu-west-1';

export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** The running AWS services of a sandbox: two accounts with an administrator each, a cluster `prod-eu` in the first account, and no roles. */
export interface AwsFixture {
  world: World;
  prod: Account;
  staging: Account;
  cluster: Cluster;
  endpoint: string;
  administrator: Keys;
  stagingAdministrator: Keys;
  /** Moves the clock of the sandbox and of clients that are created later. */
  advance(milliseconds: number): void;
  iam(keys?: Keys): IAMClient;
  sts(keys?: Keys): STSClient;
  ec2(keys?: Keys): EC2Client;
  eks(keys?: Keys): EKSClient;
  s3(keys?: Keys): S3Client;
  /** Adds a user with one inline policy to the prod account, and returns its access key. */
  user(name: string, statements: object[]): Keys;
  close(): Promise<void>;
}

let made: Promise<Cluster> | undefined;

/** Returns a cluster that the tests of a file share: creating its keys takes long, and the AWS services do not change clusters. */
function sharedCluster(): Promise<Cluster> {
  made ??= makeCluster({
    name: 'prod-eu',
    accountId: '111122223333',
    region: REGION,
    version: '1.32',
    createdAt: new Date(),
  }).then(cluster => ({
    ...cluster,
    nodeGroups: [nodeGroup('general'), nodeGroup('memory')],
  }));
  return made;
}

/** Starts the AWS services on a free port. */
export async function startAwsFixture(): Promise<AwsFixture> {
  let shift = 0;
  const now = () => new Date(Date.now() + shift);
  const prod = makeAccount('111122223333', 'prod', now());
  const staging = makeAccount('444455556666', 'staging', now());
  const cluster = await sharedCluster();
  const world: World = {
    accounts: new Map([prod, staging].map(account => [account.id, account])),
    clusters: new Map([[cluster.name, cluster]]),
    buckets: new Map(),
    resources: new Map(),
    sessions: new Map(),
    calls: new CallLog(),
    disturbances: new Disturbances(),
    propagation: new Propagation(),
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
  const administrator = keysOf(administratorOf(prod));
  const config = (keys: Keys = administrator) => ({
    endpoint,
    region: REGION,
    credentials: keys,
    maxAttempts: 1,
    systemClockOffset: shift,
  });
  return {
    world,
    prod,
    staging,
    cluster,
    endpoint,
    administrator,
    stagingAdministrator: keysOf(administratorOf(staging)),
    advance: milliseconds => {
      shift += milliseconds;
    },
    iam: keys => new IAMClient(config(keys)),
    sts: keys => new STSClient(config(keys)),
    ec2: keys => new EC2Client(config(keys)),
    eks: keys => new EKSClient(config(keys)),
    s3: keys => new S3Client(config(keys)),
    user: (name, statements) => {
      const user = addUser(prod, name, now());
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

function administratorOf(account: Account): IamUser {
  return [...account.users.values()][0];
}

function addUser(account: Account, name: string, createdAt: Date): IamUser {
  const user: IamUser = {
    arn: `arn:aws:iam::${account.id}:user/${name}`,
    id: uniqueId('AIDA'),
    name,
    path: '/',
    createdAt,
    accessKeys: [{ id: uniqueId('AKIA'), secret: secretKey() }],
    attachedPolicyArns: [],
    inlinePolicies: new Map(),
  };
  account.users.set(name.toLowerCase(), user);
  return user;
}

function nodeGroup(name: string): NodeGroup {
  return {
    name,
    nodeRoleArn: 'arn:aws:iam::111122223333:role/nodes',
    instanceTypes: ['m6i.large'],
    desiredSize: 2,
  };
}
