import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { API_AUDIENCE } from '../kubernetes/access/tokens';
import type { Cluster } from '../state/cluster';
import { freePorts, startProgram, type Program } from './programs';

/**
 * A real Kubernetes control plane: etcd, kube-apiserver, and kube-controller-manager, as envtest starts them. There is no kubelet, so pods stay
 * `Pending`.
 *
 * @public
 */
export interface ControlPlane {
  /** The URL of the API server, `https://127.0.0.1:<port>`. */
  endpoint: string;
  /** The certificate of the certificate authority in PEM. */
  certificateAuthority: string;
  /** The bearer token of an administrator. */
  token: string;
  /** The path of a kubeconfig file with one context, for the administrator. */
  kubeconfig: string;
  stop(): Promise<void>;
}

/**
 * The options for starting a control plane.
 *
 * @public
 */
export interface ControlPlaneOptions {
  /** The folder with the programs (`KUBEBUILDER_ASSETS`). */
  assets: string;
  /** The cluster of the sandbox whose name, issuer, keys, and certificates the control plane uses, so that AWS in the sandbox trusts its tokens. */
  cluster: Pick<
    Cluster,
    'name' | 'issuer' | 'signingKey' | 'certificateAuthority' | 'serving'
  >;
}

/**
 * The controllers that finish the deletion of namespaces, create the pods of Deployments, and create the `default` ServiceAccount of each namespace.
 */
const CONTROLLERS = [
  'clusterrole-aggregation',
  'deployment',
  'garbagecollector',
  'namespace',
  'replicaset',
  'root-ca-cert-publisher',
  'serviceaccount',
];

/**
 * The feature gate is on by default since Kubernetes 1.22. Without it, the API server rejects a pod until its ServiceAccount has a token Secret, but
 * since Kubernetes 1.24 no ServiceAccount gets one.
 */
const FEATURES = '--feature-gates=BoundServiceAccountTokenVolume=true';

/** The maximum token age that EKS sets on its API servers. */
const MAXIMUM_TOKEN_AGE = '24h0m0s';

const READY_MS = 60_000;
const POLL_MS = 50;

/**
 * Starts a control plane in place of a cluster of the sandbox, and waits until it answers.
 * @throws Error with the last log output of a program that ended, or if the control plane is not ready after 1 minute
 *
 * @public
 */
export async function startControlPlane(
  options: ControlPlaneOptions,
): Promise<ControlPlane> {
  const directory = mkdtempSync(join(tmpdir(), 'control-plane-'));
  const programs: Program[] = [];
  const stop = async () => {
    await Promise.all(programs.map(program => program.stop()));
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const [etcdPort, peerPort, port] = await freePorts(3);
    const endpoint = `https://127.0.0.1:${port}`;
    const token = randomBytes(32).toString('base64url');
    const { certificateAuthority } = options.cluster;
    const files = writeFiles(directory, { ...options, endpoint, token });
    const start = (program: string, args: string[]) => {
      programs.push(startProgram(join(options.assets, program), args));
    };
    start('etcd', etcdFlags(directory, etcdPort, peerPort));
    start('kube-apiserver', apiserverFlags(options, files, port, etcdPort));
    const answers = (path: string) =>
      until(programs, () =>
        isOk(`${endpoint}${path}`, certificateAuthority, token),
      );
    await answers('/readyz');
    start('kube-controller-manager', controllerManagerFlags(files));
    await answers('/api/v1/namespaces/default/serviceaccounts/default');
    return {
      endpoint,
      certificateAuthority,
      token,
      kubeconfig: files.kubeconfig,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Files = ReturnType<typeof writeFiles>;

function writeFiles(
  directory: string,
  given: ControlPlaneOptions & { endpoint: string; token: string },
) {
  const { cluster, token } = given;
  const { privateKey, publicKey } = cluster.signingKey;
  const write = (file: string, content: string | Buffer) => {
    const path = join(directory, file);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  return {
    directory,
    certificateAuthority: write('ca.crt', cluster.certificateAuthority),
    certificate: write('apiserver.crt', cluster.serving.certificate),
    privateKey: write('apiserver.key', cluster.serving.privateKey),
    signingKey: write(
      'service-accounts.key',
      privateKey.export({ type: 'pkcs1', format: 'pem' }),
    ),
    verificationKey: write(
      'service-accounts.pub',
      publicKey.export({ type: 'spki', format: 'pem' }),
    ),
    tokens: write('tokens.csv', `${token},administrator,1,system:masters\n`),
    kubeconfig: write('kubeconfig', kubeconfigOf(given)),
  };
}

function kubeconfigOf({
  cluster,
  endpoint,
  token,
}: ControlPlaneOptions & { endpoint: string; token: string }): string {
  const { name, certificateAuthority } = cluster;
  const caData = Buffer.from(certificateAuthority).toString('base64');
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [
      {
        name,
        cluster: {
          server: endpoint,
          'certificate-authority-data': caData,
        },
      },
    ],
    users: [{ name: 'administrator', user: { token } }],
    contexts: [{ name, context: { cluster: name, user: 'administrator' } }],
  });
}

function etcdFlags(directory: string, port: number, peers: number): string[] {
  const client = `http://127.0.0.1:${port}`;
  const peer = `http://127.0.0.1:${peers}`;
  return [
    `--data-dir=${join(directory, 'etcd')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    '--unsafe-no-fsync',
  ];
}

function apiserverFlags(
  { cluster }: ControlPlaneOptions,
  files: Files,
  port: number,
  etcdPort: number,
): string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${etcdPort}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    '--endpoint-reconciler-type=none',
    `--secure-port=${port}`,
    `--cert-dir=${files.directory}`,
    `--tls-cert-file=${files.certificate}`,
    `--tls-private-key-file=${files.privateKey}`,
    `--client-ca-file=${files.certificateAuthority}`,
    `--token-auth-file=${files.tokens}`,
    '--authorization-mode=Node,RBAC',
    `--service-account-issuer=${cluster.issuer}`,
    `--service-account-signing-key-file=${files.signingKey}`,
    `--service-account-key-file=${files.verificationKey}`,
    `--service-account-max-token-expiration=${MAXIMUM_TOKEN_AGE}`,
    `--api-audiences=${API_AUDIENCE}`,
    FEATURES,
  ];
}

function controllerManagerFlags(files: Files): string[] {
  return [
    `--kubeconfig=${files.kubeconfig}`,
    `--root-ca-file=${files.certificateAuthority}`,
    `--controllers=${CONTROLLERS.join(',')}`,
    '--leader-elect=false',
    '--port=0',
    '--secure-port=0',
    FEATURES,
  ];
}

/** Waits until `isSo` returns true. Rejects if a program ends or the control plane is not ready in time. */
async function until(
  programs: Program[],
  isSo: () => Promise<boolean>,
): Promise<void> {
  const ended = Promise.race(programs.map(program => program.ended));
  const last = Date.now() + READY_MS;
  while (!(await Promise.race([isSo(), ended]))) {
    if (Date.now() > last) {
      throw new Error(`The control plane is not ready after ${READY_MS} ms.`);
    }
    await sleep(POLL_MS);
  }
}

function isOk(url: string, ca: string, token: string): Promise<boolean> {
  return new Promise(resolve => {
    get(
      url,
      { ca, headers: { Authorization: `Bearer ${token}` } },
      response => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    ).on('error', () => resolve(false));
  });
}
