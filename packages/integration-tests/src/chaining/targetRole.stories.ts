import {
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { LayerReading, Verification } from '@backstage-irsa/core/model';
import {
  A,
  B,
  BUCKET,
  boundaryIn,
  startTargetStage,
  type TargetStage,
} from '../__testUtils__/targetStage';

const CHAIN = ['sts:AssumeRole', 'sts:TagSession'];

describe('a role in another account with EKS Pod Identity', () => {
  let stage: TargetStage;

  beforeAll(async () => {
    stage = await startTargetStage();
  });
  afterAll(() => stage?.host.stop());

  it('gets its permissions last, and is assumed by a role that can do nothing else', async () => {
    const place = stage.host.sandbox.world.calls.count;
    const { status, body } = await stage.host.put(stage.inB('ledger'));
    expect(body.error).toBeUndefined();
    expect(status).toBe(200);
    expect(stage.writesSince(place)).toEqual([
      'CreateRole',
      'CreatePolicy',
      'CreateRole',
      'AttachRolePolicy',
      'PutRolePolicy',
      'CreatePodIdentityAssociation',
      'create serviceaccounts',
    ]);
    const [podRole, target] = stage.rolesOf('ledger');
    expect(podRole).toMatchObject({
      path: '/irsa/',
      permissionsBoundaryArn: boundaryIn(A),
      attachedPolicyArns: [],
    });
    expect(
      [...podRole!.inlinePolicies].map(([name, text]) => [
        name,
        typeof text === 'string' ? JSON.parse(text) : text,
      ]),
    ).toEqual([
      [
        'assume-target-role',
        {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: CHAIN, Resource: target!.arn },
          ],
        },
      ],
    ]);
    expect(target).toMatchObject({
      path: '/irsa/',
      permissionsBoundaryArn: boundaryIn(B),
    });
    const tags = {
      'aws:RequestTag/eks-cluster-arn': stage.cluster().arn,
      'aws:RequestTag/kubernetes-namespace': 'production',
      'aws:RequestTag/kubernetes-service-account': 'ledger',
    };
    const trusting = (Principal: object) => ({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: expect.stringMatching(/^BackstageIrsa[0-9a-f]{16}$/),
          Effect: 'Allow',
          Principal,
          Action: CHAIN,
          Condition: { StringEquals: tags },
        },
      ],
    });
    expect(JSON.parse(podRole!.trustPolicy)).toEqual(
      trusting({ Service: 'pods.eks.amazonaws.com' }),
    );
    expect(JSON.parse(target!.trustPolicy)).toEqual(
      trusting({ AWS: podRole!.arn }),
    );
    expect(stage.associationOf('ledger')).toMatchObject({
      roleArn: podRole!.arn,
      targetRoleArn: target!.arn,
    });
    expect(stage.failing(body.verification)).toEqual([]);
    expect(body.verification.status).toBe('verified');
    expect(body.serviceAccount.drift).toEqual([]);
    const { body: again } = await stage.host.put(stage.inB('ledger'));
    expect(stage.actions(again.steps)).toEqual([]);
  });

  it('gives pods exactly the permissions that were granted to it', async () => {
    const config = await stage.keysOf('ledger');
    const { Arn } = await new STSClient(config).send(
      new GetCallerIdentityCommand({}),
    );
    expect(Arn).toMatch(
      new RegExp(`^arn:aws:sts::${B}:assumed-role/ledger-[0-9a-f]{10}/eks-`),
    );
    const s3 = new S3Client(config);
    await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'a' }));
    await expect(
      s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'b', Body: 'x' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('is the role that permissions and simulations evaluate, with the pod role as the intermediate role', async () => {
    const { body: account_ } = await stage.host.put(stage.inB('ledger'));
    const { id, permissions } = account_.serviceAccount;
    expect(
      permissions.services.map(({ service }: { service: string }) => service),
    ).toEqual(['s3']);
    const { body } = await stage.host.get(
      `/service-accounts/${id}/permissions`,
    );
    const identity = body.layers.find(
      ({ layer }: LayerReading) => layer === 'identity',
    );
    const [podRole, target] = stage.rolesOf('ledger');
    expect(identity.reason).toContain(target!.arn);
    expect(identity.reason).toContain(podRole!.name);
    const { body: simulated } = await stage.host.post(
      `/service-accounts/${id}/simulations`,
      {
        requests: [
          { action: 's3:GetObject', resource: `arn:aws:s3:::${BUCKET}/a` },
          { action: 'sts:AssumeRole', resource: target!.arn },
        ],
      },
    );
    expect(
      simulated.results.map(
        ({ decision }: { decision: string }) => decision === 'Allowed',
      ),
    ).toEqual([true, false]);
    const { body: diagnosis } = await stage.host.post(
      `/service-accounts/${id}/diagnoses`,
      {
        text: `User: arn:aws:sts::${B}:assumed-role/${
          target!.name
        }/eks-prod-eu is not authorized to perform: s3:DeleteObject on resource: "arn:aws:s3:::${BUCKET}/a" because no identity-based policy allows the s3:DeleteObject action`,
      },
    );
    expect(JSON.stringify(diagnosis)).toContain(
      `the policies of ${target!.arn}`,
    );
    const { body: plan } = await stage.host.post('/plans', {
      spec: stage.inB('ledger', {
        grants: [{ service: 's3', access: 'read-write', resource: BUCKET }],
      }),
    });
    expect(
      plan.permissions.gained.flatMap(
        ({ actions: gained }: { actions: string[] }) => gained,
      ),
    ).toContain('s3:PutObject');
    expect(plan.permissions.lost).toEqual([]);
  });

  it.each([
    [
      'trust in the pod role',
      (name: string) => {
        const [, target] = stage.rolesOf(name);
        target!.trustPolicy = JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'lambda.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          ],
        });
      },
      'update role',
    ],
    [
      'pod role inline policy',
      (name: string) => {
        stage.rolesOf(name)[0]!.inlinePolicies.clear();
      },
      'create pod-role-inline-policy',
    ],
  ])(
    'is reported as broken if its %s was removed, and reconciled',
    async (_, takeOut, drift) => {
      const { body } = await stage.host.put(stage.inB('ledger'));
      const { id } = body.serviceAccount;
      takeOut('ledger');
      expect(stage.failing(await stage.verify(id))).toEqual(['target-role']);
      const { body: read } = await stage.host.get(`/service-accounts/${id}`);
      expect(stage.actions(read.drift)).toEqual([drift]);
      const { body: resolved } = await stage.host.put(read.spec);
      expect(resolved.verification.status).toBe('verified');
    },
  );

  it('is limited by a session policy, and then its trust policy checks only the external ID', async () => {
    const { body } = await stage.host.put(
      stage.inB('narrow', {
        grants: [{ service: 's3', access: 'read-write', resource: BUCKET }],
        sessionPolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
          ],
        },
      }),
    );
    const { checks } = body.verification as Verification;
    // The session policy blocks the part of the grant that exceeds it.
    expect(
      checks.filter(({ result }) => result === 'fail').map(({ id }) => id),
    ).toEqual(['grants']);
    const [, target] = stage.rolesOf('narrow');
    expect(JSON.parse(target!.trustPolicy).Statement[0].Condition).toEqual({
      StringEquals: {
        'sts:ExternalId': stage.associationOf('narrow')?.externalId,
      },
    });
    const s3 = new S3Client(await stage.keysOf('narrow'));
    await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'a' }));
    await expect(
      s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'b', Body: 'x' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
