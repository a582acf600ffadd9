const CLUSTERS = [
  { cluster: 'prod-eu', accountId: '111122223333' },
  { cluster: 'staging-eu', accountId: '444455556666' },
];
/** IAM service accounts that come, change and go under the same names. */
const COUNT = 40;
/** Every so manieth has its role by EKS Pod Identity. */
const BY_POD_IDENTITY = 4;

/** What a service may be given; one of them at a time. */
const GRANTS = [
  name => [{ service: 's3', access: 'read', resource: `${name}-files` }],
  name => [{ service: 's3', access: 'write', resource: `${name}-files` }],
  name => [
    { service: 's3', access: 'read', resource: `${name}-files` },
    { service: 'sqs', access: 'send', resource: `${name}-jobs` },
  ],
];

/** The place of one IAM service account, whether it is there or not. */
class Place {
  #variant = 0;
  /** Its id, once it was made. */
  id;
  /** Whether it was asked for last, or its deletion was. */
  isWanted = false;

  constructor(index) {
    const { cluster, accountId } = CLUSTERS[index % CLUSTERS.length];
    this.name = `soak-${index}`;
    this.cluster = cluster;
    this.accountId = accountId;
    this.namespace = `soak-${index % 4}`;
    this.mechanism = index % BY_POD_IDENTITY === 0 ? 'pod-identity' : 'irsa';
  }

  /** What is asked for now. */
  get spec() {
    return {
      entityRef: `component:default/${this.name}`,
      owner: 'group:default/guests',
      cluster: this.cluster,
      namespace: this.namespace,
      name: this.name,
      mechanism: this.mechanism,
      grants: GRANTS[this.#variant](this.name),
    };
  }

  /** Asks for something else from now on. */
  change() {
    this.#variant = (this.#variant + 1) % GRANTS.length;
  }
}

export function makePlaces() {
  return Array.from({ length: COUNT }, (_, index) => new Place(index));
}
