import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { makeCompany } from '../company';
import {
  startKubernetesServer,
  writeKubeconfig,
  type KubernetesServer,
} from '.';

const KUBECTL = '/usr/bin/kubectl';
const ROLE = 'arn:aws:iam::111122223333:role/s3-writer';

/** kubectl is an independent reference client, for which the sandbox must behave like a real cluster. */
(existsSync(KUBECTL) ? describe : describe.skip)('kubectl', () => {
  let folder: string;
  let servers: KubernetesServer[];

  beforeAll(async () => {
    const world = await makeCompany();
    const clusters = [...world.clusters.values()];
    servers = await Promise.all(
      clusters.map(cluster =>
        startKubernetesServer(world, cluster, { host: '127.0.0.1', port: 0 }),
      ),
    );
    folder = await mkdtemp(join(tmpdir(), 'kubectl-'));
    await writeKubeconfig(clusters, join(folder, 'kubeconfig'));
    await kubectl('create namespace judged');
    await kubectl('create serviceaccount s3-writer -n judged');
    await kubectl(
      `annotate serviceaccount s3-writer -n judged eks.amazonaws.com/role-arn=${ROLE}`,
    );
  });

  afterAll(async () => {
    await Promise.all(servers.map(server => server.close()));
    await rm(folder, { recursive: true });
  });

  /** Runs a command line without quotes. Returns its output, or throws its error output. */
  function kubectl(line: string, ...more: string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      execFile(
        KUBECTL,
        [...line.split(' '), ...more],
        {
          env: {
            KUBECONFIG: join(folder, 'kubeconfig'),
            HOME: folder,
          },
        },
        (error, stdout, stderr) =>
          error ? reject(new Error(stderr.trim())) : resolve(stdout.trim()),
      );
    });
  }

  async function manifest(text: string): Promise<string> {
    const file = join(folder, 'manifest.yaml');
    await writeFile(file, text);
    return file;
  }

  it.each<[string, RegExp]>([
    ['get namespaces', /NAME +STATUS +AGE\n(.*\n)*production +Active +399d/],
    ['get pods -n shop -o wide', /catalogue-\S+ +1\/1 +Running .* ip-10-0-/],
    [
      'get sa -n judged -o name',
      /^serviceaccount\/default\nserviceaccount\/s3-writer$/,
    ],
    ['get ns --context staging-eu', /production/],
    ['config current-context', /^prod-eu$/],
    ['version', /Server Version: v1\.32/],
    ['api-resources', /serviceaccounts +sa +v1 +true +ServiceAccount/],
    ['auth can-i create serviceaccounts -n judged', /^yes$/],
    ['auth whoami', /Username +administrator/],
    [
      'describe serviceaccount s3-writer -n judged',
      /role-arn: arn:aws:iam::1111/,
    ],
    ['rollout status deployment/orders-api -n production', /rolled out/],
    ['get --raw /openid/v1/jwks', /"kty":"RSA"/],
    ['get --raw /readyz', /^ok$/],
  ])('%s', async (line, output) => {
    expect(await kubectl(line)).toMatch(output);
  });

  it.each<[string, string]>([
    ['create namespace judged', 'namespaces "judged" already exists'],
    ['create serviceaccount Bad -n judged', 'a lowercase RFC 1123 subdomain'],
    ['create serviceaccount a -n nowhere', 'namespaces "nowhere" not found'],
    ['get serviceaccount ghost -n judged', 'serviceaccounts "ghost" not found'],
    [
      'create token s3-writer -n judged --duration=60s',
      'may not specify a duration less than 10 minutes',
    ],
    [
      'get pods -n judged --as=system:serviceaccount:judged:s3-writer',
      'User "system:serviceaccount:judged:s3-writer" cannot list resource "pods"',
    ],
  ])('%s is rejected', async (line, complaint) => {
    await expect(kubectl(line)).rejects.toThrow(complaint);
  });

  it('prints the created ServiceAccount', async () => {
    const yaml = await kubectl('get sa s3-writer -n judged -o yaml');
    expect(yaml).toContain(
      `annotations:\n    eks.amazonaws.com/role-arn: ${ROLE}`,
    );
  });

  it('creates tokens for STS', async () => {
    const token = await kubectl(
      'create token s3-writer -n judged --audience=sts.amazonaws.com --duration=10m',
    );
    expect(decodeJwt(token)).toMatchObject({
      sub: 'system:serviceaccount:judged:s3-writer',
      aud: ['sts.amazonaws.com'],
    });
  });

  it('runs a pod that gets the variables and the volume', async () => {
    const overrides = { spec: { serviceAccountName: 's3-writer' } };
    await kubectl(
      'run probe --image=amazon/aws-cli -n judged',
      `--overrides=${JSON.stringify(overrides)}`,
    );
    const pod = JSON.parse(await kubectl('get pod probe -n judged -o json'));
    expect(pod.status.phase).toBe('Running');
    expect(pod.spec.containers[0].env).toEqual(
      expect.arrayContaining([
        { name: 'AWS_ROLE_ARN', value: ROLE },
        {
          name: 'AWS_WEB_IDENTITY_TOKEN_FILE',
          value: '/var/run/secrets/eks.amazonaws.com/serviceaccount/token',
        },
      ]),
    );
    expect(
      pod.spec.volumes.map(({ name }: { name: string }) => name),
    ).toContain('aws-iam-token');
  });

  const APP = `
apiVersion: v1
kind: ServiceAccount
metadata: { name: app, namespace: judged }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: app, namespace: judged }
spec:
  selector: { matchLabels: { app: app } }
  template:
    metadata: { labels: { app: app } }
    spec:
      serviceAccountName: app
      containers:
        - { name: app, image: nginx, env: [{ name: A, value: VALUE }] }
`;

  it('applies manifests, applies changes, and scales, restarts, and deletes workloads', async () => {
    const first = await manifest(APP.replace('VALUE', 'one'));
    expect(await kubectl(`create --dry-run=client -f ${first}`)).toBe(
      'serviceaccount/app created (dry run)\ndeployment.apps/app created (dry run)',
    );
    expect(await kubectl(`apply -f ${first}`)).toBe(
      'serviceaccount/app created\ndeployment.apps/app created',
    );
    expect(await kubectl(`apply -f ${first}`)).toBe(
      'serviceaccount/app unchanged\ndeployment.apps/app unchanged',
    );
    const second = await manifest(APP.replace('VALUE', 'two'));
    expect(await kubectl(`apply -f ${second}`)).toBe(
      'serviceaccount/app unchanged\ndeployment.apps/app configured',
    );
    await kubectl('scale deployment app -n judged --replicas=3');
    await kubectl('rollout restart deployment app -n judged');
    await kubectl('rollout status deployment app -n judged --timeout=10s');
    const values = await kubectl(
      'get pods -n judged -l app=app -o jsonpath={.items[*].spec.containers[*].env[0].value}',
    );
    expect(values).toBe('two two two');
    await kubectl('rollout undo deployment app -n judged --to-revision=1');
    expect(
      await kubectl(
        'get pods -n judged -l app=app -o jsonpath={.items[*].spec.containers[*].env[0].value}',
      ),
    ).toBe('one one one');
    expect(
      await kubectl(`apply --server-side --force-conflicts -f ${second}`),
    ).toBe(
      'serviceaccount/app serverside-applied\ndeployment.apps/app serverside-applied',
    );
    await kubectl(`delete -f ${second}`);
    expect(await kubectl('get pods -n judged -l app=app -o name')).toBe('');
  });

  it('grants permissions', async () => {
    await kubectl('create role reader -n judged --verb=list --resource=pods');
    await kubectl(
      'create rolebinding reader -n judged --role=reader --serviceaccount=judged:default',
    );
    expect(
      await kubectl(
        'auth can-i list pods -n judged --as=system:serviceaccount:judged:default',
      ),
    ).toBe('yes');
  });

  it('deletes a namespace and waits until it is gone', async () => {
    await kubectl('create namespace passing');
    await kubectl('create job j --image=busybox -n passing');
    expect(await kubectl('get pods -A -o name')).toContain('pod/j-');
    await kubectl('delete namespace passing --timeout=20s');
    expect(await kubectl('get pods -A -o name')).not.toContain('pod/j-');
    expect(await kubectl('get namespaces -o name')).not.toContain('passing');
  });
});
