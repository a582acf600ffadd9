import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  KubernetesObject,
  V1Deployment,
  V1NetworkPolicy,
  V1Pod,
  V1PodDisruptionBudget,
  V1RoleBinding,
  V1Secret,
  V1Service,
} from '@kubernetes/client-node';
import { EKS_ANNOTATIONS } from '@backstage-irsa/core/model';
import { stringify } from 'yaml';
import {
  BACKEND,
  eksConfig,
  KUBECTL,
  NAMESPACE,
  ofKind,
  overlay,
  ROLE,
  TOKEN_REQUESTER,
} from '../__testUtils__/deployment/overlay';
import { secretsOfPage } from '../__testUtils__/deployment/page';
import { restrictedFaults } from '../__testUtils__/deployment/podSecurity';
import { GenuineApiServer } from '../__testUtils__/genuineApiServer';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { manifestFile, PROD } from '../__testUtils__/iam/files';

const eks = overlay('eks');
const member = overlay('member-cluster');
const [deployment] = ofKind<V1Deployment>(eks, 'Deployment');
const pod = deployment.spec!.template;

describe('the manifests', () => {
  it('run a pod that the Pod Security Standard "restricted" admits', () => {
    const [namespace] = ofKind(eks, 'Namespace');
    expect(namespace.metadata).toMatchObject({
      name: NAMESPACE,
      labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
    });
    expect(restrictedFaults(pod.spec!)).toEqual([]);
    expect(pod.spec!.automountServiceAccountToken).toBe(false);
    for (const { securityContext, resources } of pod.spec!.containers) {
      expect(securityContext?.readOnlyRootFilesystem).toBe(true);
      expect(resources?.limits?.memory).toBeDefined();
    }
  });

  it('select that pod in the Deployment, Service, disruption budget, and network policy', () => {
    const labels = pod.metadata!.labels!;
    const [service] = ofKind<V1Service>(eks, 'Service');
    const [budget] = ofKind<V1PodDisruptionBudget>(eks, 'PodDisruptionBudget');
    const [policy] = ofKind<V1NetworkPolicy>(eks, 'NetworkPolicy');
    expect([
      deployment.spec!.selector.matchLabels,
      service.spec!.selector,
      budget.spec!.selector!.matchLabels,
      policy.spec!.podSelector!.matchLabels,
    ]).toEqual([labels, labels, labels, labels]);
    const ports = pod.spec!.containers[0].ports!.map(({ name }) => name);
    const admitted = policy.spec!.ingress!.flatMap(rule => rule.ports!);
    expect(admitted.map(({ port }) => port)).toEqual(ports);
    const served = service.spec!.ports!.map(({ targetPort }) => targetPort);
    // Each replica has its own counters, so the Service does not serve metrics.
    expect([...served, 'metrics']).toEqual(ports);
    // A voluntary disruption must leave one pod running and be able to evict another.
    expect(deployment.spec!.replicas).toBeGreaterThan(
      Number(budget.spec!.minAvailable),
    );
  });

  it('block access to node metadata', () => {
    const [policy] = ofKind<V1NetworkPolicy>(eks, 'NetworkPolicy');
    const ports = policy.spec!.egress!.flatMap(rule => rule.ports ?? [{}]);
    expect(ports.map(({ port }) => port)).toEqual([53, 53, 443, 5432]);
  });

  it('accept identities only from the load balancer that they create', () => {
    const [ingress] = ofKind(eks, 'Ingress');
    const name =
      ingress.metadata!.annotations![
        'alb.ingress.kubernetes.io/load-balancer-name'
      ];
    const { auth } = eksConfig();
    const arn = `arn:aws:elasticloadbalancing:eu-west-1:${PROD}:loadbalancer/app/${name}/`;
    expect(auth).toMatchObject({
      providers: {
        awsalb: { region: 'eu-west-1', signer: expect.stringContaining(arn) },
      },
    });
  });

  it('contain no Secret values, and use the Secrets that the documentation names', () => {
    for (const secret of ofKind<V1Secret>([...eks, ...member], 'Secret')) {
      expect([secret.data, secret.stringData]).toEqual([undefined, undefined]);
    }
    const { containers, volumes = [] } = pod.spec!;
    const names = [
      ...containers
        .flatMap(({ env = [] }) => env)
        .map(({ valueFrom }) => valueFrom?.secretKeyRef?.name),
      ...volumes.map(({ secret }) => secret?.secretName),
      ...ofKind(eks, 'Ingress').map(
        ({ metadata }) =>
          JSON.parse(
            metadata!.annotations!['alb.ingress.kubernetes.io/auth-idp-oidc'],
          ).secretName,
      ),
    ].filter(name => name !== undefined);
    expect([...new Set(names)].sort()).toEqual(secretsOfPage().sort());
  });

  it.each([
    ['eks', eks],
    ['member-cluster', member],
  ])(
    '%s: the permissions are exactly those of the permission files',
    (_, objects) => {
      const sameAs = (kind: string, namespace?: string) =>
        ofKind(objects, kind)
          .filter(({ metadata }) => metadata?.namespace === namespace)
          .map(({ metadata, ...object }) => [metadata!.name, object]);
      const inFiles = (kind: string, files: string[]) =>
        ofKind(files.flatMap(manifestFile), kind).map(
          ({ metadata, ...object }) => [metadata!.name, object],
        );
      const cluster = ['cluster-role.yaml', 'cluster-role.scan.yaml'];
      const admission = ['validating-admission-policy.yaml'];
      expect(sameAs('ClusterRole')).toEqual(inFiles('ClusterRole', cluster));
      for (const kind of [
        'ValidatingAdmissionPolicy',
        'ValidatingAdmissionPolicyBinding',
      ]) {
        expect(sameAs(kind)).toEqual(inFiles(kind, admission));
      }
      expect(sameAs('Role', 'payments')).toEqual(
        inFiles('Role', ['token-requester-role.yaml', 'namespace-role.yaml']),
      );
      // Each binding has one of the subjects that the files offer: the group of an access entry.
      const subjects = [
        ...ofKind<V1RoleBinding>(objects, 'ClusterRoleBinding'),
        ...ofKind<V1RoleBinding>(objects, 'RoleBinding'),
      ].map(({ roleRef, subjects: all }) => [
        roleRef.name,
        ...all!.map(({ kind, name, namespace }) => [kind, name, namespace]),
      ]);
      expect(subjects).toEqual([
        ['backstage-irsa', ['Group', BACKEND, undefined]],
        ['backstage-irsa-scan', ['Group', BACKEND, undefined]],
        [TOKEN_REQUESTER, ['Group', TOKEN_REQUESTER, undefined]],
        ['backstage-irsa-writer', ['Group', BACKEND, undefined]],
      ]);
    },
  );
});

describe('on a genuine API server', () => {
  /** Kinds from later Kubernetes versions than the one available here. */
  const LATER = [
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
  ];
  let genuine: GenuineApiServer;
  let host: TestHost;

  /** Converts objects for this server: `policy/v1` of Kubernetes 1.21 has the same fields. */
  const known = (objects: KubernetesObject[]) =>
    objects
      .filter(({ kind }) => !LATER.includes(kind!))
      .map(object =>
        object.kind === 'PodDisruptionBudget'
          ? { ...object, apiVersion: 'policy/v1beta1' }
          : object,
      );

  const kubectl = (args: string[], objects: KubernetesObject[] = []) =>
    execFileSync(
      KUBECTL,
      ['--kubeconfig', genuine.controlPlane.kubeconfig, ...args],
      {
        // The client's models call the field `from` of a network policy `_from`.
        input: objects
          .map(object => stringify(object).replaceAll('_from:', 'from:'))
          .join('---\n'),
        encoding: 'utf8',
      },
    );

  /** Returns whether a subject is allowed to do something. For "no", kubectl also exits with an error. */
  const may = (as: string[], ...what: string[]) => {
    try {
      return kubectl(['auth', 'can-i', ...what, ...as]).trim();
    } catch (error) {
      return (error as { stdout: string }).stdout.trim();
    }
  };

  beforeAll(async () => {
    host = await startTestHost();
    genuine = await GenuineApiServer.start(
      host.sandbox.world.clusters.get('prod-eu')!,
    );
    await genuine.core.createNamespace({
      body: { metadata: { name: 'payments' } },
    });
  });
  afterAll(async () => {
    await genuine?.stop();
    await host?.stop();
  });

  it('accepts every object, in a dry run and for real', () => {
    const namespaces = ofKind(eks, 'Namespace');
    const others = eks.filter(({ kind }) => kind !== 'Namespace');
    kubectl(['apply', '-f', '-'], namespaces);
    const trial = kubectl(
      ['apply', '--dry-run=server', '-f', '-'],
      known(others),
    );
    const done = kubectl(['apply', '-f', '-'], known(others));
    expect(done.trim().split('\n')).toHaveLength(known(others).length);
    expect(trial.replaceAll(' (server dry run)', '')).toBe(done);
    expect(kubectl(['apply', '-f', '-'], known(eks))).not.toMatch(
      / (created|configured)$/m,
    );
  });

  it('creates a pod that has the role', async () => {
    const labelSelector = 'app.kubernetes.io/name=backstage';
    let pods: V1Pod[] = [];
    while (pods.length < 2) {
      await sleep(100);
      ({ items: pods } = await genuine.core.listNamespacedPod({
        namespace: NAMESPACE,
        labelSelector,
      }));
    }
    const [{ spec }] = pods;
    expect(spec!.containers[0].env).toEqual(
      expect.arrayContaining([
        { name: 'AWS_ROLE_ARN', value: ROLE },
        { name: 'AWS_STS_REGIONAL_ENDPOINTS', value: 'regional' },
      ]),
    );
    const tokens = spec!.volumes!.flatMap(
      ({ projected }) => projected?.sources ?? [],
    );
    // Only the token for AWS, and no token for Kubernetes.
    expect(tokens).toEqual([
      {
        serviceAccountToken: {
          audience: 'sts.amazonaws.com',
          expirationSeconds: 3600,
          path: 'token',
        },
      },
    ]);
    const { metadata } = await genuine.core.readNamespacedServiceAccount({
      namespace: NAMESPACE,
      name: BACKEND,
    });
    expect(metadata!.annotations![EKS_ANNOTATIONS.roleArn]).toBe(ROLE);
  });

  it('grants the backend and the token requester exactly the permissions that they need', () => {
    const backend = ['--as=backstage', `--as-group=${BACKEND}`];
    const requester = ['--as=requester', `--as-group=${TOKEN_REQUESTER}`];
    const nobody = [`--as=system:serviceaccount:${NAMESPACE}:${BACKEND}`];
    expect([
      may(backend, 'list', 'serviceaccounts', '-A'),
      may(backend, 'create', 'serviceaccounts', '-n', 'payments'),
      may(
        requester,
        'create',
        'serviceaccounts',
        '--subresource=token',
        '-n',
        'payments',
      ),
    ]).toEqual(['yes', 'yes', 'yes']);
    expect([
      may(backend, 'create', 'serviceaccounts', '-n', NAMESPACE),
      may(backend, 'get', 'secrets', '-n', NAMESPACE),
      may(
        backend,
        'create',
        'serviceaccounts',
        '--subresource=token',
        '-n',
        'payments',
      ),
      may(
        requester,
        'create',
        'serviceaccounts',
        '--subresource=token',
        '-n',
        NAMESPACE,
      ),
      may(requester, 'list', 'serviceaccounts', '-n', 'payments'),
      may(nobody, 'list', 'serviceaccounts', '-A'),
    ]).toEqual(['no', 'no', 'no', 'no', 'no', 'no']);
  });
});
