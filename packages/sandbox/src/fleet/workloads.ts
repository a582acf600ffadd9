import { admitPod } from '../kubernetes/admission/pod';
import { ENTITY_KEY, type ServiceAccountRef } from '@backstage-irsa/core/model';
import { addAssociation } from '../aws/eks/podIdentityAssociations';
import { ROLE_ARN_ANNOTATION } from '../company/service';
import { KubeApi } from '../kubernetes/api';
import {
  newReplicaSet,
  withRevision,
} from '../kubernetes/controllers/deployment';
import { podAddress, runningOn } from '../kubernetes/controllers/kubelet';
import { podFrom, templateHash } from '../kubernetes/controllers/podsOf';
import { afterUpdate } from '../kubernetes/fields/managedFields';
import { timestamp } from '../kubernetes/metadata';
import type {
  Deployment,
  KubeObject,
  ManagedFieldsEntry,
  Node,
  Pod,
  StringMap,
} from '../kubernetes/objects';
import type { ResourceDefinition } from '../kubernetes/resources/definition';
import { deployments } from '../kubernetes/resources/deployments';
import { namespaces } from '../kubernetes/resources/namespaces';
import { pods } from '../kubernetes/resources/pods';
import { replicaSets } from '../kubernetes/resources/replicaSets';
import { serviceAccounts } from '../kubernetes/resources/serviceAccounts';
import type { Cluster } from '../state/cluster';
import type { PlannedMember, PlannedRole } from './plan';
import type { Random } from './random';

const DAY = 24 * 60 * 60 * 1000;
const BACKSTAGE_ID = 'backstage.io/kubernetes-id';
/** The catalog entity of a service. The sandbox has no catalog, so the entity might not exist. */
const ENTITY = (name: string) => `component:default/${name}`;

/** Returns the status of a Deployment or ReplicaSet whose pods all run. */
const allReady = (replicas: number) => ({
  observedGeneration: 1,
  replicas,
  readyReplicas: replicas,
  availableReplicas: replicas,
});

interface Workload {
  namespace: string;
  name: string;
  serviceAccount: string;
  replicas: number;
  fault?: PlannedMember['fault'];
}

/**
 * Creates ServiceAccounts and workloads of the fleet in one cluster: the same objects that the API server and its controllers would create, but
 * written directly to the store, because tens of thousands of requests would take minutes. Pods share their common parts.
 */
export class WorkloadWriter {
  readonly #api: KubeApi;
  readonly #nodes: readonly Node[];
  readonly #managedFields = new Map<string, ManagedFieldsEntry[]>();
  #pods = 0;

  private constructor(
    readonly cluster: Cluster,
    nodes: readonly Node[],
    readonly now: Date,
    readonly random: Random,
  ) {
    this.#api = new KubeApi(cluster, () => new Date(now.getTime() - 400 * DAY));
    this.#nodes = nodes;
  }

  /** @param given - the nodes, to which pods are assigned in turn */
  static create(
    cluster: Cluster,
    given: { nodes: readonly Node[]; now: Date; random: Random },
  ): WorkloadWriter {
    return new WorkloadWriter(cluster, given.nodes, given.now, given.random);
  }

  addNamespace({ name, team }: { name: string; team: string }): void {
    this.#api.create(
      namespaces,
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name, labels: { team } },
      },
      { writer: { manager: 'terraform', operation: 'Update' } },
    );
  }

  /** Adds the ServiceAccount with its role, and its Deployment if it has pods. */
  addMember(role: PlannedRole, member: PlannedMember, roleArn: string): void {
    const { namespace, name } = member;
    const createdAt = this.#someTimeAgo();
    if (role.mechanism === 'pod-identity') {
      addAssociation(
        this.cluster,
        { namespace, serviceAccount: name, roleArn },
        createdAt,
      );
    }
    this.#addServiceAccount(
      { namespace, name },
      createdAt,
      role.mechanism === 'irsa' ? { [ROLE_ARN_ANNOTATION]: roleArn } : {},
    );
    if (member.replicas > 0) {
      this.#addWorkload(
        {
          ...member,
          name: name === 'default' ? `${namespace}-main` : name,
          serviceAccount: name,
        },
        createdAt,
      );
    }
  }

  /** Adds a Deployment whose ServiceAccount has no role. */
  addPlain(namespace: string, replicas: number): void {
    const name = 'frontend';
    const createdAt = this.#someTimeAgo();
    this.#addServiceAccount({ namespace, name }, createdAt, {});
    this.#addWorkload(
      { namespace, name, serviceAccount: name, replicas },
      createdAt,
    );
  }

  #addServiceAccount(
    { namespace, name }: Omit<ServiceAccountRef, 'cluster'>,
    createdAt: Date,
    annotations: StringMap,
  ): void {
    const { random } = this;
    const labels = {
      'app.kubernetes.io/name': name,
      ...(random.chance(0.6) && { [BACKSTAGE_ID]: name }),
    };
    const account = this.#new(
      serviceAccounts,
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: {
          name,
          namespace,
          labels,
          annotations: {
            ...annotations,
            ...(random.chance(0.3) && { [ENTITY_KEY]: ENTITY(name) }),
          },
        },
      },
      'helm',
      createdAt,
    );
    const { store } = this.cluster;
    const isThere = store.get(serviceAccounts, namespace, name) !== undefined;
    store[isThere ? 'replace' : 'insert'](serviceAccounts, account);
  }

  #addWorkload(workload: Workload, createdAt: Date): void {
    const { store } = this.cluster;
    const { replicas } = workload;
    const draft = deploymentOf(workload, this.cluster.region);
    deployments.setDefaults(draft);
    const deployment = store.insert(
      deployments,
      withRevision(
        {
          ...this.#new(deployments, draft, 'helm', createdAt),
          status: { ...allReady(replicas), updatedReplicas: replicas },
        },
        '1',
      ),
    );
    const { template } = deployment.spec;
    const set = store.insert(replicaSets, {
      ...this.#new(
        replicaSets,
        withRevision(
          newReplicaSet(deployment, templateHash(template), replicas),
          '1',
        ),
        'kube-controller-manager',
        createdAt,
      ),
      status: { ...allReady(replicas), fullyLabeledReplicas: replicas },
    });
    this.#addPods(set, replicas, createdAt);
  }

  #addPods(set: Deployment, count: number, createdAt: Date): void {
    const generateName = `${set.metadata.name}-`;
    const draft = this.#new(
      pods,
      podFrom(set, set.spec.template, { name: generateName, generateName }),
      'kube-controller-manager',
      createdAt,
    );
    pods.setDefaults(draft);
    const time = timestamp(createdAt);
    const first = runningOn(this.#nodes[0], admitPod(draft, this.cluster), {
      number: 0,
      time,
    });
    for (let i = 0; i < count; i++) {
      this.#pods += 1;
      this.cluster.store.insert(
        pods,
        this.#placed(first, this.#nodes[this.#pods % this.#nodes.length]),
      );
    }
  }

  /** Returns another pod like the first, on another node. */
  #placed(first: Pod, node: Node): Pod {
    const uid = this.random.uuid();
    return {
      ...first,
      metadata: {
        ...first.metadata,
        name: `${first.metadata.generateName}${uid.slice(0, 5)}`,
        uid,
      },
      spec: { ...first.spec, nodeName: node.metadata.name },
      status: {
        phase: 'Running',
        ...first.status,
        hostIP: node.status?.addresses?.[0]?.address,
        podIP: podAddress(this.#pods),
      },
    };
  }

  /** Returns a new object with the metadata that the API server sets. Objects of one kind share their `managedFields`. */
  #new<T extends KubeObject>(
    definition: ResourceDefinition<T>,
    object: T,
    manager: string,
    createdAt: Date,
  ): T {
    const time = timestamp(createdAt);
    const key = `${definition.kind}/${manager}`;
    const managedFields =
      this.#managedFields.get(key) ??
      afterUpdate(undefined, object, { manager, operation: 'Update' }, time);
    this.#managedFields.set(key, managedFields);
    return {
      ...object,
      metadata: {
        ...object.metadata,
        uid: this.random.uuid(),
        creationTimestamp: time,
        managedFields,
        ...(definition.hasGeneration && { generation: 1 }),
      },
    };
  }

  #someTimeAgo(): Date {
    return new Date(this.now.getTime() - (1 + this.random.below(90)) * DAY);
  }
}

const STATIC_KEYS = [
  { name: 'AWS_ACCESS_KEY_ID', value: 'AKIAIOSFODNN7EXAMPLE' },
  {
    name: 'AWS_SECRET_ACCESS_KEY',
    valueFrom: { secretKeyRef: { name: 'aws', key: 'secret' } },
  },
];

function deploymentOf(
  { namespace, name, serviceAccount, replicas, fault }: Workload,
  region: string,
): Deployment {
  const labels = { 'app.kubernetes.io/name': name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: serviceAccount,
          ...(fault === 'host-network' && { hostNetwork: true }),
          containers: [
            {
              name: 'app',
              image: `registry.example.com/${namespace}/${name}:1.0.0`,
              env: [
                { name: 'AWS_REGION', value: region },
                ...(fault === 'static-keys' ? STATIC_KEYS : []),
              ],
            },
          ],
        },
      },
    },
  };
}
