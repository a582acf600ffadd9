import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  formatServiceAccountRef,
  SERVICE_ACCOUNT_ANNOTATION,
  type CheckResult,
  type FaultId,
  type Verification,
  serviceAccountId,
} from '@backstage-irsa/core/model';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf } from '../__testUtils__/core';

const KUBECTL = '/usr/bin/kubectl';
const REF = { cluster: 'prod-eu', namespace: 'production', name: 'orders-api' };
const DEPLOYMENT = 'deployment/orders-api -n production';
const ACCOUNT = 'serviceaccount orders-api -n production';
const KEY = 'eks.amazonaws.com';
const WEBHOOK = 'mutatingwebhookconfiguration pod-identity-webhook';

const patch = (template: object) =>
  `kubectl patch ${DEPLOYMENT} -p '${JSON.stringify({ spec: { template } })}'`;
const container = (change: object) =>
  patch({ spec: { containers: [{ name: 'app', ...change }] } });
const restart = `kubectl rollout restart ${DEPLOYMENT}`;
const annotate = (text: string) =>
  `kubectl annotate ${ACCOUNT} --overwrite ${KEY}/${text}`;

/** Commands that break a healthy service as a person would: fault, check, and commands. */
const PLANTS: [FaultId, string, (role: string) => string[]][] = [
  [
    'default-token-path',
    'pods-injected',
    role => [
      container({
        env: [
          { name: 'AWS_ROLE_ARN', value: role },
          {
            name: 'AWS_WEB_IDENTITY_TOKEN_FILE',
            value: '/var/run/secrets/kubernetes.io/serviceaccount/token',
          },
        ],
      }),
    ],
  ],
  [
    'pod-older-than-annotation',
    'pods-injected',
    role => [
      annotate('role-arn-'),
      restart,
      'sleep 1.1',
      annotate(`role-arn=${role}`),
    ],
  ],
  ['webhook-missing', 'webhook', () => [`kubectl delete ${WEBHOOK}`, restart]],
  [
    'webhook-missing',
    'webhook',
    () => [
      `kubectl patch ${WEBHOOK} -p '{"webhooks":[{"name":"iam-for-pods.amazonaws.com","clientConfig":{"caBundle":null}}]}'`,
      restart,
    ],
  ],
  [
    'webhook-version',
    'webhook',
    () => [
      `kubectl patch ${WEBHOOK} -p '{"webhooks":[{"name":"iam-for-pods.amazonaws.com","admissionReviewVersions":["v1"]}]}'`,
      restart,
    ],
  ],
  [
    'mistyped-annotation',
    'role-annotation',
    role => [
      annotate(`role-arn-`),
      `kubectl annotate ${ACCOUNT} eks.amazon.com/role-arn=${role}`,
      restart,
    ],
  ],
  [
    'malformed-arn',
    'role-annotation',
    role => [annotate(`role-arn=${role.replace('::', ':')}`), restart],
  ],
  [
    'container-sets-role',
    'pods-injected',
    role => [container({ env: [{ name: 'AWS_ROLE_ARN', value: `${role}x` }] })],
  ],
  [
    'user-volume',
    'pods-injected',
    () => [
      patch({ spec: { volumes: [{ name: 'aws-iam-token', emptyDir: {} }] } }),
    ],
  ],
  [
    'webhook-skipped',
    'pods-injected',
    () => [
      patch({
        metadata: { labels: { [`${KEY}/skip-pod-identity-webhook`]: 'true' } },
      }),
    ],
  ],
  [
    'webhook-skipped',
    'pods-injected',
    () => [
      patch({
        metadata: { annotations: { [`${KEY}/skip-containers`]: 'app' } },
      }),
    ],
  ],
  [
    'static-keys',
    'static-keys',
    () => [
      container({
        env: [
          { name: 'AWS_ACCESS_KEY_ID', value: 'AKIA0' },
          { name: 'AWS_SECRET_ACCESS_KEY', value: 'not-a-secret' },
        ],
      }),
    ],
  ],
  [
    'wrong-partition',
    'role-annotation',
    role => [annotate(`role-arn=${role.replace('aws', 'aws-cn')}`), restart],
  ],
  [
    'global-sts',
    'sts-endpoint',
    () => [annotate('sts-regional-endpoints=false'), restart],
  ],
  [
    'other-service-account',
    'pods-use-service-account',
    () => [
      patch({
        spec: { serviceAccountName: 'default', serviceAccount: 'default' },
      }),
    ],
  ],
  [
    'aws-profile',
    'aws-profile',
    () => [container({ env: [{ name: 'AWS_PROFILE', value: 'legacy' }] })],
  ],
  [
    'aws-profile',
    'aws-profile',
    () => [
      patch({
        spec: {
          volumes: [{ name: 'aws', secret: { secretName: 'aws' } }],
          containers: [
            {
              name: 'app',
              volumeMounts: [{ name: 'aws', mountPath: '/home/app/.aws' }],
            },
          ],
        },
      }),
    ],
  ],
  [
    'token-expiration',
    'token-expiration',
    () => [annotate('token-expiration=60'), restart],
  ],
];

/** Runs the remediations in a shell with the real kubectl, as their readers would. */
(existsSync(KUBECTL) ? describe : describe.skip)(
  'remediations of the workload',
  () => {
    let host: TestHost;
    let role: string;
    const path = `/service-accounts/${serviceAccountId(REF)}`;

    beforeAll(async () => {
      const service = componentOf('orders', 'group:default/team', {
        [SERVICE_ACCOUNT_ANNOTATION]: formatServiceAccountRef(REF),
      });
      host = await startTestHost({ entities: () => [service] });
      await host.post('/entities/component/default/orders/verifications', {});
      role = await annotatedRole();
    });
    afterAll(() => host?.stop());

    /** Runs a command. kubectl rejects a second restart within 1 second, so this waits and retries. */
    async function shell(command: string): Promise<string> {
      return run(command).catch(async error => {
        if (!String(error).includes('within the past second')) throw error;
        await new Promise(resolve => setTimeout(resolve, 1000));
        return run(command);
      });
    }

    function run(command: string): Promise<string> {
      return new Promise((resolve, reject) => {
        const env = {
          PATH: `${dirname(KUBECTL)}:/bin`,
          HOME: dirname(host.kubeconfig),
          KUBECONFIG: host.kubeconfig,
        };
        execFile('sh', ['-c', command], { env }, (error, stdout, stderr) =>
          error
            ? reject(new Error(`${command}: ${stderr.trim()}`))
            : resolve(stdout.trim()),
        );
      });
    }

    function annotatedRole(): Promise<string> {
      return shell(
        `kubectl get ${ACCOUNT} -o jsonpath='{.metadata.annotations.eks\\.amazonaws\\.com/role-arn}'`,
      );
    }

    async function verify(): Promise<Verification> {
      const { body } = await host.post(`${path}/verifications`, {
        live: false,
      });
      return body;
    }

    async function findings(): Promise<CheckResult[]> {
      const { checks } = await verify();
      return checks.filter(
        ({ result, blockedBy }) => result !== 'pass' && !blockedBy,
      );
    }

    it.each(PLANTS)(
      'fixes %s, which %s finds',
      async (fault, id, plant) => {
        for (const command of plant(role)) await shell(command);
        const found = await findings();
        expect(found).toMatchObject([{ id, fault }]);
        for (const command of found[0].commands ?? []) await shell(command);
        expect(await findings()).toEqual([]);
        expect((await verify()).status).toBe('verified');
      },
      30_000,
    );
  },
);
