import type { V1Pod } from '@kubernetes/client-node';
import { hasEnded, toPod } from './pods';
import { HIDDEN_VALUE } from '@backstage-irsa/core/model';

const POD: V1Pod = {
  metadata: {
    name: 'orders-5d9c7b-x2x4z',
    creationTimestamp: new Date('2026-11-02T00:00:00Z'),
    labels: { 'pod-template-hash': '5d9c7b' },
    ownerReferences: [
      {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        name: 'orders-5d9c7b',
        uid: 'r-1',
        controller: true,
      },
    ],
  },
  spec: {
    serviceAccountName: 'orders',
    hostNetwork: true,
    securityContext: { runAsUser: 1000, runAsNonRoot: true, fsGroup: 2000 },
    initContainers: [{ name: 'setup' }],
    containers: [
      {
        name: 'app',
        securityContext: { runAsUser: 0, runAsNonRoot: false },
        env: [
          { name: 'AWS_PROFILE', value: 'legacy' },
          { name: 'AWS_SECRET_ACCESS_KEY', value: 'not-to-be-seen' },
          { name: 'EMPTY', value: '' },
          {
            name: 'FROM_SECRET',
            valueFrom: { secretKeyRef: { name: 's', key: 'k' } },
          },
          {
            name: 'FROM_MAP',
            valueFrom: { configMapKeyRef: { name: 'm', key: 'k' } },
          },
          {
            name: 'FROM_FIELD',
            valueFrom: { fieldRef: { fieldPath: 'metadata.name' } },
          },
        ],
        envFrom: [
          { secretRef: { name: 'all' }, prefix: 'P_' },
          { configMapRef: { name: 'map' } },
        ],
        volumeMounts: [{ name: 'keys', mountPath: '/home/app/.aws' }],
      },
    ],
    volumes: [
      { name: 'keys', secret: { secretName: 'keys' } },
      { name: 'map', configMap: { name: 'map' } },
      { name: 'host', hostPath: { path: '/etc' } },
      { name: 'tmp', emptyDir: {} },
      {
        name: 'aws-iam-token',
        projected: {
          sources: [
            {
              serviceAccountToken: {
                audience: 'sts.amazonaws.com',
                path: 'token',
              },
            },
          ],
        },
      },
      { name: 'nfs', nfs: { path: '/', server: 'files' } },
    ],
  },
  status: { phase: 'Running' },
};

it('reads the sources of the variables of each container, but no secret', () => {
  const pod = toPod(POD);
  const [setup, app] = pod.containers;
  expect(setup).toMatchObject({
    name: 'setup',
    init: true,
    security: { runAsUser: 1000, runAsNonRoot: true },
  });
  expect(app).toEqual({
    name: 'app',
    init: false,
    env: {
      AWS_PROFILE: 'legacy',
      AWS_SECRET_ACCESS_KEY: HIDDEN_VALUE,
      EMPTY: '',
      FROM_SECRET: '',
      FROM_MAP: '',
      FROM_FIELD: '',
    },
    envSources: {
      FROM_SECRET: { kind: 'secret', name: 's', key: 'k' },
      FROM_MAP: { kind: 'config-map', name: 'm', key: 'k' },
      FROM_FIELD: { kind: 'other', name: '', key: '' },
    },
    envFrom: [
      { kind: 'secret', name: 'all', prefix: 'P_' },
      { kind: 'config-map', name: 'map', prefix: '' },
    ],
    mounts: { '/home/app/.aws': 'keys' },
    security: { runAsUser: 0, runAsNonRoot: false },
  });
  expect(JSON.stringify(pod)).not.toContain('not-to-be-seen');
});

it('reads the workload and the volumes of a pod', () => {
  expect(toPod(POD)).toMatchObject({
    name: 'orders-5d9c7b-x2x4z',
    workload: 'deployment/orders',
    isControlled: true,
    createdAt: '2026-11-02T00:00:00.000Z',
    phase: 'Running',
    serviceAccountName: 'orders',
    hostNetwork: true,
    fsGroup: 2000,
    volumes: {
      keys: 'secret',
      map: 'config-map',
      host: 'host-path',
      tmp: 'empty-dir',
      'aws-iam-token': 'projected',
      nfs: 'other',
    },
    tokenVolumes: { 'aws-iam-token': 'sts.amazonaws.com' },
  });
});

it.each([
  [false, POD],
  [true, { ...POD, status: { phase: 'Succeeded' } }],
  [true, { ...POD, status: { phase: 'Failed' } }],
  [
    true,
    { ...POD, metadata: { ...POD.metadata, deletionTimestamp: new Date() } },
  ],
])('reports whether a pod has ended or is terminating: %s', (ended, pod) => {
  expect(hasEnded(pod)).toBe(ended);
});
