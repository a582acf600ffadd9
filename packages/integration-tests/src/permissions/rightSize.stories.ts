import { EKSClient, ListClustersCommand } from '@aws-sdk/client-eks';
import {
  CreatePolicyVersionCommand,
  IAMClient,
  ListEntitiesForPolicyCommand,
  ListPolicyVersionsCommand,
  SetDefaultPolicyVersionCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  AssumeRoleWithWebIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import {
  SERVICE_ACCOUNT_ANNOTATION,
  type IamServiceAccount,
  type IamServiceAccountSpec,
  type RightSizeProposal,
  type RightSizing,
} from '@backstage-irsa/core/model';
import { coreOf } from '../__testUtils__/coreOf';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf, specOf } from '../__testUtils__/core';

const PROD = '111122223333';
const BUCKET = 'orders-uploads';
const REGION = 'eu-west-1';
const REPORTS = `arn:aws:iam::${PROD}:role/shared/reports`;
const DAY = 86_400_000;

const SIX: Partial<IamServiceAccountSpec> = {
  grants: [
    { service: 's3', access: 'read', resource: BUCKET },
    { service: 'sqs', access: 'consume', resource: 'orders' },
    { service: 'sns', access: 'publish', resource: 'orders' },
    { service: 'dynamodb', access: 'read', resource: 'orders' },
    { service: 'secretsmanager', access: 'read', resource: 'orders/db' },
  ],
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'eks:ListClusters', Resource: '*' }],
  },
};

describe('right-sizing', () => {
  let host: TestHost;

  beforeAll(async () => {
    host = await startTestHost({
      irsa: { guardrails: { assumableRoles: [REPORTS] } },
      entities: () => [
        componentOf('ledger', 'group:default/team', {
          [SERVICE_ACCOUNT_ANNOTATION]: 'prod-eu/payments/ledger',
        }),
        componentOf('forecast', 'group:default/team', {
          [SERVICE_ACCOUNT_ANNOTATION]: 'prod-eu/data/forecast',
        }),
      ],
    });
  });
  afterAll(() => host?.stop());

  const account = () => host.sandbox.world.accounts.get(PROD)!;
  const roleOf = ({ roleArn }: IamServiceAccount) =>
    [...account().roles.values()].find(({ arn }) => arn === roleArn)!;
  const endpoint = () => ({
    region: REGION,
    endpoint: host.sandbox.awsEndpoint,
  });
  const path = ({ id }: IamServiceAccount, rest: string) =>
    `/service-accounts/${id}/${rest}`;

  /** Backdates the creation by this number of days. */
  const age = (made: IamServiceAccount, days: number) => {
    // AWS times have a resolution of 1 second.
    const at = new Date(Math.floor(Date.now() / 1000) * 1000 - days * DAY);
    const role = roleOf(made);
    role.createdAt = at;
    for (const arn of role.attachedPolicyArns) {
      for (const version of account().policies.get(arn)?.versions ?? []) {
        version.createdAt = at;
      }
    }
  };
  const make = async (change: Partial<IamServiceAccountSpec>, days = 200) => {
    const { status, body } = await host.put(specOf(change));
    expect({ status, error: body.error }).toEqual({ status: 200 });
    age(body.serviceAccount, days);
    return body.serviceAccount as IamServiceAccount;
  };
  const propose = async (made: IamServiceAccount, request: object = {}) => {
    const { status, body } = await host.post(
      path(made, 'right-size-proposals'),
      request,
    );
    expect({ status, error: body.error }).toEqual({ status: 200 });
    return body as RightSizeProposal;
  };
  const decisions = ({ services }: RightSizeProposal) =>
    Object.fromEntries(
      services.map(({ service, decision, confidence }) => [
        service,
        `${decision} ${confidence}`,
      ]),
    );
  const rightSizings = async (made: IamServiceAccount) =>
    (await host.get(path(made, 'right-sizings'))).body.items as RightSizing[];

  /** Returns the credentials that a pod gets for its token. */
  const podOf = async ({ namespace, name, roleArn }: IamServiceAccount) => {
    const { status } = await coreOf(
      host.kubeconfig,
    ).createNamespacedServiceAccountToken({
      ...{ namespace, name },
      body: {
        spec: { audiences: ['sts.amazonaws.com'], expirationSeconds: 600 },
      },
    });
    const { Credentials: own } = await new STSClient(endpoint()).send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: roleArn!,
        RoleSessionName: 'pod',
        WebIdentityToken: status?.token,
      }),
    );
    const credentials = {
      accessKeyId: own!.AccessKeyId!,
      secretAccessKey: own!.SecretAccessKey!,
      sessionToken: own!.SessionToken,
    };
    const s3 = new S3Client({
      ...endpoint(),
      credentials,
      forcePathStyle: true,
    });
    const eks = new EKSClient({ ...endpoint(), credentials });
    return {
      list: (bucket = BUCKET) =>
        s3.send(new ListObjectsV2Command({ Bucket: bucket })),
      get: (Key: string) =>
        s3.send(new GetObjectCommand({ Bucket: BUCKET, Key })),
      clusters: () => eks.send(new ListClustersCommand({})),
    };
  };
  const iam = () =>
    new IAMClient({
      ...endpoint(),
      credentials: host.sandbox.administrators.get(PROD)!,
    });
  /** Does what the AWS CLI does for one line of the proposal. */
  const runByHand = async (line: string) => {
    const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(
      ([, quoted, plain]) => quoted ?? plain,
    );
    const given = (option: string) => words[words.indexOf(option) + 1];
    const PolicyArn = given('--policy-arn');
    if (words[2] === 'list-entities-for-policy') {
      await iam().send(new ListEntitiesForPolicyCommand({ PolicyArn }));
    } else if (words[2] === 'list-policy-versions') {
      await iam().send(new ListPolicyVersionsCommand({ PolicyArn }));
    } else if (words[2] === 'create-policy-version') {
      await iam().send(
        new CreatePolicyVersionCommand({
          PolicyArn,
          PolicyDocument: given('--policy-document'),
          SetAsDefault: words.includes('--set-as-default'),
        }),
      );
    } else if (words[2] === 'set-default-policy-version') {
      const VersionId = given('--version-id');
      await iam().send(
        new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId }),
      );
    } else throw new Error(`not run: ${line}`);
  };
  const simulated = async (
    { roleArn }: IamServiceAccount,
    action: string,
    resource: string,
  ) => {
    const { EvaluationResults } = await iam().send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: roleArn!,
        ActionNames: [action],
        ResourceArns: [resource],
        // The company's organization denies other regions, and requests without a region.
        ContextEntries: [
          {
            ContextKeyName: 'aws:RequestedRegion',
            ContextKeyType: 'string',
            ContextKeyValues: [REGION],
          },
        ],
      }),
    );
    return EvaluationResults?.[0].EvalDecision;
  };
  const publishes = (made: IamServiceAccount) =>
    simulated(made, 'sns:Publish', `arn:aws:sns:${REGION}:${PROD}:orders`);
  const receives = (made: IamServiceAccount) =>
    simulated(
      made,
      'sqs:ReceiveMessage',
      `arn:aws:sqs:${REGION}:${PROD}:orders`,
    );

  it('keeps the two used services, removes the other four, and restores them', async () => {
    const made = await make({ ...SIX, name: 'six' });
    const pod = await podOf(made);
    await pod.list();
    await pod.clusters();
    const { body: proof } = await host.post(path(made, 'verifications'), {
      live: true,
    });
    expect(proof.liveProof.result).toBe('proved');

    const proposal = await propose(made);
    expect(decisions(proposal)).toEqual({
      dynamodb: 'drop high',
      eks: 'keep high',
      s3: 'keep high',
      secretsmanager: 'drop high',
      sns: 'drop high',
      sqs: 'drop high',
    });
    expect(proposal).toMatchObject({
      method: 'plan',
      drop: ['dynamodb', 'secretsmanager', 'sns', 'sqs'],
      narrow: [],
      unusedAfterDays: 90,
      plan: { violations: [] },
    });
    expect(proposal.deletion).toBeUndefined();
    expect(
      proposal.services.find(({ service }) => service === 'sqs'),
    ).toMatchObject({
      unusedSince: roleOf(made).createdAt.toISOString(),
      sources: ['grant consume on orders'],
    });
    const { gained, lost } = proposal.plan!.permissions!;
    expect(gained).toEqual([]);
    expect([...new Set(lost.map(({ service }) => service))].sort()).toEqual(
      proposal.drop,
    );

    expect(await publishes(made)).toBe('allowed');
    const { status, body } = await host.post(path(made, 'right-sizings'), {
      drop: proposal.drop,
    });
    expect({ status, error: body.error }).toEqual({ status: 200 });
    expect(body.verification.status).toBe('verified');
    expect((await pod.list()).$metadata.httpStatusCode).toBe(200);
    expect((await pod.clusters()).clusters).toContain('prod-eu');
    expect(await publishes(made)).toBe('implicitDeny');
    expect(await receives(made)).toBe('implicitDeny');
    expect((await propose(made)).drop).toEqual([]);

    const [sizing] = await rightSizings(made);
    expect(sizing).toMatchObject({
      by: 'user:default/mock',
      drop: proposal.drop,
      status: 'applied',
    });
    expect(sizing.undoBlockedReason).toBeUndefined();
    const undo = path(made, `right-sizings/${sizing.id}/undo`);
    expect((await host.post(undo, {})).status).toBe(200);
    expect(await publishes(made)).toBe('allowed');
    expect(await receives(made)).toBe('allowed');
    expect((await pod.list()).$metadata.httpStatusCode).toBe(200);
    expect((await rightSizings(made))[0]).toMatchObject({
      status: 'undone',
      undoneBy: 'user:default/mock',
      undoBlockedReason: 'The removal was already undone.',
    });
    expect((await host.post(undo, {})).status).toBe(409);
  });

  it('removes a requested service although it is used, and calls are denied until it is undone', async () => {
    const made = await make({ ...SIX, name: 'asked' });
    const pod = await podOf(made);
    await pod.list();
    await pod.clusters();
    const { status } = await host.post(path(made, 'right-sizings'), {
      drop: ['s3'],
    });
    expect(status).toBe(200);
    await expect(pod.list()).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(pod.get('a.pdf')).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    expect((await pod.clusters()).clusters).toContain('prod-eu');
    const [{ id }] = await rightSizings(made);
    await host.post(path(made, `right-sizings/${id}/undo`), {});
    expect((await pod.list()).$metadata.httpStatusCode).toBe(200);
  });

  it('runs as an operation if the client prefers that', async () => {
    const made = await make({ ...SIX, name: 'later' });
    const { status, body } = await host
      .post(path(made, 'right-sizings'), { drop: ['sns'] })
      .set('Prefer', 'respond-async');
    expect(status).toBe(202);
    expect((await rightSizings(made))[0].operationId).toBe(body.id);
    let operation = body;
    while (operation.status === 'running') {
      operation = (await host.get(`/operations/${body.id}`)).body;
    }
    expect(operation.status).toBe('succeeded');
    expect(await publishes(made)).toBe('implicitDeny');
  });

  it('refuses to undo a removal after another change of the same part', async () => {
    const made = await make({ ...SIX, name: 'changed' });
    await host.post(path(made, 'right-sizings'), { drop: ['sns'] });
    const [{ id }] = await rightSizings(made);
    await make({ name: 'changed' });
    const { status, body } = await host.post(
      path(made, `right-sizings/${id}/undo`),
      {},
    );
    expect(status).toBe(409);
    expect(body.error.message).toContain('changed after the removal');
    expect((await rightSizings(made))[0].undoBlockedReason).toBe(
      body.error.message,
    );
    expect(await publishes(made)).toBe('implicitDeny');
  });

  it('is undone in spite of changes to other parts', async () => {
    const made = await make({ ...SIX, name: 'beside' });
    await host.post(path(made, 'right-sizings'), { drop: ['sns'] });
    const [{ id }] = await rightSizings(made);
    const { spec } = (await host.get(`/service-accounts/${made.id}`)).body;
    await host.put({ ...spec, tokenExpirationSeconds: 7200 });
    const { status, body } = await host.post(
      path(made, `right-sizings/${id}/undo`),
      {},
    );
    expect(status).toBe(200);
    expect(body.serviceAccount.spec.tokenExpirationSeconds).toBe(7200);
    expect(await publishes(made)).toBe('allowed');
  });

  it('does not count a live proof as use of STS or of the role', async () => {
    const made = await make({
      name: 'proved',
      grants: [
        { service: 'sts', access: 'assume-role', resource: REPORTS },
        { service: 'sqs', access: 'consume', resource: 'orders' },
      ],
    });
    expect((await propose(made)).deletion).toMatchObject({
      confidence: 'high',
      reason: expect.stringContaining('no pod runs with it'),
    });
    // AWS can count the token exchange of a live proof.
    const role = roleOf(made);
    const use = { at: new Date(), region: REGION };
    role.lastUsed = use;
    role.serviceUse = new Map([['sts', use]]);
    const proposal = await propose(made);
    expect(decisions(proposal)).toEqual({
      sqs: 'drop high',
      sts: 'undecided low',
    });
    expect(proposal.deletion).toMatchObject({
      confidence: 'low',
      reason: expect.stringContaining('live proof'),
    });
    expect(proposal.drop).toEqual([]);
  });

  it('proposes to delete a role that was never used, but not a new one', async () => {
    const made = await make({ ...SIX, name: 'idle' }, 20);
    const young = await propose(made);
    expect(young.deletion).toBeUndefined();
    expect(young.drop).toEqual([]);
    expect(new Set(Object.values(decisions(young)))).toEqual(
      new Set(['undecided low']),
    );
    expect(young.services[0].reason).toContain('younger than 90 days');
    age(made, 200);
    const old = await propose(made);
    expect(old.deletion?.confidence).toBe('high');
    expect(old.drop).toEqual([]);
  });

  it('changes nothing that Backstage did not create, and shows the manual steps', async () => {
    const { body } = await host.post(
      '/entities/component/default/ledger/verifications',
      {},
    );
    const ledger: IamServiceAccount = body.items[0];
    const role = roleOf(ledger);
    role.inlinePolicies.set(
      'extra',
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['sns:Publish', 'events:PutEvents'],
            Resource: '*',
          },
        ],
      }),
    );
    role.serviceUse?.set('events', { at: new Date(), region: REGION });
    const proposal = await propose(ledger, { drop: ['sns'] });
    expect(proposal.method).toBe('manual');
    expect(proposal.methodReason).toContain('managed by eksctl');
    expect(proposal.spec).toBeUndefined();
    expect(proposal.manual?.policies).toEqual([
      {
        name: 'extra',
        before: expect.stringContaining('sns:Publish'),
        after: expect.not.stringContaining('sns:Publish'),
      },
    ]);
    const before = host.sandbox.world.calls.count;
    const refused = await host.post(path(ledger, 'right-sizings'), {
      drop: ['sns'],
    });
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toContain('no-automatic-plan');
    expect(host.sandbox.world.calls.since(before)).toEqual([]);
  });

  it('shows the manual steps to a smaller role that keeps the used services, and back', async () => {
    const { body } = await host.post(
      '/entities/component/default/forecast/verifications',
      {},
    );
    const forecast: IamServiceAccount = body.items[0];
    const pod = await podOf(forecast);
    const queue = `arn:aws:sqs:${REGION}:${PROD}:forecast`;
    const topic = `arn:aws:sns:${REGION}:${PROD}:forecast`;
    const may = async () => ({
      lists: await pod.list('data-lake-curated').then(
        () => true,
        ({ name }) => name,
      ),
      receives: await simulated(forecast, 'sqs:ReceiveMessage', queue),
      publishes: await simulated(forecast, 'sns:Publish', topic),
    });
    const all = { lists: true, receives: 'allowed', publishes: 'allowed' };
    expect(await may()).toEqual(all);
    const { drop: preselected, services } = await propose(forecast);
    // The time when the policy was attached is unknown.
    expect(preselected).toEqual([]);
    const drop = services
      .filter(({ decision }) => decision === 'drop')
      .map(({ service }) => service);
    expect(drop).toEqual(['dynamodb', 'events', 'secretsmanager', 'sns']);
    const { manual } = await propose(forecast, { drop });
    expect(
      services.filter(({ decision }) => decision === 'keep'),
    ).toMatchObject([{ service: 's3' }, { service: 'sqs' }]);
    for (const line of manual!.commands) await runByHand(line);
    expect(await may()).toEqual({ ...all, publishes: 'implicitDeny' });
    for (const line of manual!.undo) await runByHand(line);
    expect(await may()).toEqual(all);
  });

  it('removes single actions if AWS reports their use', async () => {
    const made = await make({
      name: 'actions',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: [
              'eks:ListClusters',
              'eks:DescribeCluster',
              'eks:ListTagsForResource',
            ],
            Resource: '*',
          },
        ],
      },
    });
    const pod = await podOf(made);
    await pod.clusters();
    const { services, drop } = await propose(made);
    expect(services.find(({ service }) => service === 'eks')).toMatchObject({
      ...{ decision: 'narrow', confidence: 'medium' },
      unusedActions: ['eks:describecluster'],
    });
    expect(drop).toEqual(['s3']);
    const { status } = await host.post(path(made, 'right-sizings'), {
      narrow: ['eks'],
    });
    expect(status).toBe(200);
    expect((await pod.clusters()).clusters).toContain('prod-eu');
    expect(await simulated(made, 'eks:DescribeCluster', '*')).toBe(
      'implicitDeny',
    );
    expect(await simulated(made, 'eks:ListTagsForResource', '*')).toBe(
      'allowed',
    );
  });

  it('names the field and the rule of a service that cannot be removed', async () => {
    const made = await make({ ...SIX, name: 'wrong' });
    const { status, body } = await host.post(path(made, 'right-sizings'), {
      drop: ['ec2'],
    });
    expect(status).toBe(400);
    expect(body.error.message).toBe(
      'drop: No policy of the role names the service ec2. [not-removable]',
    );
    const empty = await host.post(path(made, 'right-sizings'), { drop: [] });
    expect(empty.body.error.message).toContain('nothing-to-remove');
    expect(await rightSizings(made)).toEqual([]);
  });

  it('names the missing permission if there is no report', async () => {
    const made = await make({ ...SIX, name: 'unread' });
    account().serviceControlPolicies = [
      [
        {
          name: 'limit',
          document: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: '*', Resource: '*' },
              {
                Effect: 'Deny',
                Action: 'iam:GenerateServiceLastAccessedDetails',
                Resource: '*',
              },
            ],
          }),
        },
      ],
    ];
    const { status, body } = await host.post(
      path(made, 'right-size-proposals'),
      {},
    );
    account().serviceControlPolicies = [];
    expect(status).toBe(503);
    expect(body.error.message).toContain(
      'iam:GenerateServiceLastAccessedDetails',
    );
  });
});
