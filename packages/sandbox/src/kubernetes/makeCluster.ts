import {
  createHash,
  generateKeyPair,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { partitionOf } from '@backstage-irsa/core/arn';
import { installAddon } from '../aws/eks/addons';
import type { Cluster } from '../state/cluster';
import { KubeApi } from './api';
import { bootstrapCluster } from './bootstrap';
import { makeServingCertificates } from './certificates';
import { POD_IDENTITY_AGENT } from './podIdentityAgent';
import { KubeStore } from './store';

export interface ClusterSpec {
  name: string;
  accountId: string;
  region: string;
  version: string;
  createdAt: Date;
  /** The name of another cluster whose keys this one shares. Generating keys takes most of the time. */
  keysOf?: string;
}

const makeKeys = (clusterName: string) =>
  Promise.all([
    promisify(generateKeyPair)('rsa', { modulusLength: 2048 }),
    makeServingCertificates(clusterName, ['127.0.0.1', 'localhost']),
  ]);

/**
 * The generated keys by cluster name, kept because generating them takes most of the startup time, and tests start hundreds of companies in one
 * process.
 */
const keysMade = new Map<string, ReturnType<typeof makeKeys>>();

function keysOf(clusterName: string) {
  const made = keysMade.get(clusterName) ?? makeKeys(clusterName);
  keysMade.set(clusterName, made);
  return made;
}

/**
 * Creates a cluster with its own issuer and bearer token, and with the objects that every EKS cluster has. Within a process, clusters with the same
 * name share keys and certificates.
 */
export async function makeCluster(spec: ClusterSpec): Promise<Cluster> {
  const { name, accountId, region } = spec;
  const { id: partition, dnsSuffix } = partitionOf(region);
  const [keys, certificates] = await keysOf(spec.keysOf ?? name);
  const issuerId = randomBytes(16).toString('hex').toUpperCase();
  const cluster: Cluster = {
    ...{ name, accountId, region },
    ...{ version: spec.version, createdAt: spec.createdAt },
    arn: `arn:${partition}:eks:${region}:${accountId}:cluster/${name}`,
    issuer: `https://oidc.eks.${region}.${dnsSuffix}/id/${issuerId}`,
    signingKey: { kid: keyId(keys.publicKey), ...keys },
    certificateAuthority: certificates.certificateAuthority,
    serving: certificates,
    endpoint: '',
    vpc: {
      id: `vpc-0${randomBytes(8).toString('hex')}`,
      ownerId: accountId,
      endpoints: [],
    },
    nodeGroups: [],
    addons: new Map(),
    podIdentityAssociations: new Map(),
    unknownToWebhook: new Set(),
    fargateProfiles: new Map(),
    store: new KubeStore(),
    users: new Map([
      [
        randomBytes(32).toString('base64url'),
        { name: 'administrator', groups: ['system:masters'] },
      ],
    ]),
    accessEntries: new Map(),
  };
  bootstrapCluster(new KubeApi(cluster, () => spec.createdAt));
  installAddon(cluster, POD_IDENTITY_AGENT, spec.createdAt);
  return cluster;
}

/** Returns the key ID that Kubernetes gives a signing key: a hash of its public key. */
function keyId(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64url');
}
