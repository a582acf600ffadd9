import {
  CreateBucketCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type {
  CheckResult,
  IamServiceAccountSpec,
  PlanStep,
  Violation,
} from '@backstage-irsa/core/model';
import { namespaceRule } from './namespaceRule';
import { coreOf } from './coreOf';
import { startTestHost } from './host';
import { specOf } from './core';

/** The cluster's account. */
export const A = '111122223333';
/** The account of the target roles. */
export const B = '444455556666';
/** A bucket in account B with one object, `a`. */
export const BUCKET = 'ledger-archive';
/** The permissions boundary that the guardrails require. */
export const boundaryIn = (id: string) =>
  `arn:aws:iam::${id}:policy/platform/service-boundary`;

/** Starts a host whose owners are allowed to have roles in both accounts, with helpers for roles in the other account. */
export async function startTargetStage() {
  const host = await startTestHost({
    irsa: {
      namespaceRules: [
        namespaceRule(['group:default/team'], { accounts: [A, B] }),
      ],
      guardrails: {
        permissionsBoundaries: { [A]: boundaryIn(A), [B]: boundaryIn(B) },
      },
    },
  });
  const s3 = new S3Client({
    region: 'eu-west-1',
    endpoint: host.sandbox.awsEndpoint,
    forcePathStyle: true,
    credentials: host.sandbox.administrators.get(B)!,
  });
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'a', Body: 'x' }));

  const world = () => host.sandbox.world;
  const account = (id: string) => world().accounts.get(id)!;
  const cluster = () => world().clusters.get('prod-eu')!;
  const associationOf = (name: string) =>
    [...cluster().podIdentityAssociations.values()].find(
      ({ serviceAccount }) => serviceAccount === name,
    );
  const rolesOf = (name: string) =>
    [A, B].map(id =>
      [...account(id).roles.values()].find(role =>
        role.name.startsWith(`${name}-`),
      ),
    );
  const namesLike = (name: string) =>
    [A, B].flatMap(id =>
      [...account(id).roles.keys(), ...account(id).policies.keys()].filter(
        text => text.includes(name),
      ),
    );
  const core = () => coreOf(host.kubeconfig);
  const inB = (name: string, change: Partial<IamServiceAccountSpec> = {}) =>
    specOf({
      name,
      mechanism: 'pod-identity',
      accountId: B,
      grants: [{ service: 's3', access: 'read', resource: BUCKET }],
      ...change,
    });
  const actions = (steps: PlanStep[]) =>
    steps
      .filter(({ action }) => action !== 'none')
      .map(({ id, action }) => `${action} ${id}`);
  const rulesOf = async (spec: object) => {
    const { body } = await host.post('/plans', { spec });
    return body.violations.map(
      ({ field, rule }: Violation) => `${field} ${rule}`,
    );
  };
  const verify = async (id: string) =>
    (await host.post(`/service-accounts/${id}/verifications`, { live: false }))
      .body;
  const failing = ({ checks }: { checks: CheckResult[] }) =>
    checks.filter(({ result }) => result === 'fail').map(({ id }) => id);
  const writesSince = (place: number) =>
    world()
      .calls.since(place)
      .filter(({ write }) => write)
      .map(({ operation }) => operation);

  /** Returns the credentials that the SDK in a pod gets: it sends its token to the agent. */
  const keysOf = async (name: string) => {
    const pod = await core().createNamespacedPod({
      namespace: 'production',
      body: {
        metadata: { name: `${name}-0` },
        spec: {
          serviceAccountName: name,
          containers: [{ name: 'app', image: 'app' }],
        },
      },
    });
    const { status } = await core().createNamespacedServiceAccountToken({
      namespace: 'production',
      name,
      body: {
        spec: {
          audiences: ['pods.eks.amazonaws.com'],
          expirationSeconds: 600,
          boundObjectRef: {
            apiVersion: 'v1',
            kind: 'Pod',
            name: `${name}-0`,
            uid: pod.metadata?.uid,
          },
        },
      },
    });
    const answer = await fetch(
      `${host.sandbox.awsEndpoint}/__sandbox/pod-identity-agent/v1/credentials?cluster=prod-eu`,
      { headers: { authorization: status?.token ?? '' } },
    );
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(text);
    const { AccessKeyId, SecretAccessKey, Token } = JSON.parse(text);
    return {
      region: 'eu-west-1',
      endpoint: host.sandbox.awsEndpoint,
      forcePathStyle: true,
      credentials: {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: Token,
      },
    };
  };

  return {
    host,
    account,
    cluster,
    associationOf,
    rolesOf,
    namesLike,
    inB,
    actions,
    rulesOf,
    verify,
    failing,
    writesSince,
    keysOf,
  };
}

/** The result of {@link startTargetStage}. */
export type TargetStage = Awaited<ReturnType<typeof startTargetStage>>;
