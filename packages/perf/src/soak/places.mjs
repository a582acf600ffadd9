const CLUSTERS = [
  { cluster: 'prod-eu', accountId: '111122223333' },
  { cluster: 'staging-eu', accountId: '444455556666' },
];
/** The number of IAM service accounts that are repeatedly created, changed, and deleted. */
const COUNT = 40;
/** 1 of this many IAM service accounts uses EKS Pod Identity. */
const BY_POD_IDENTITY = 4;

/** The alternative grants of a service. */
const GRANTS = [
  name => [{ service: 's3', access: 'read', resource: `${name}-files` }],
  name => [{ service: 's3', access: 'write', resource: `${name}-files` }],
  name => [
    { service: 's3', access: 'read', resource: `${name}-files` },
    { service: 'sqs', access: 'send', resource: `${name}-jobs` },
  ],
];

/** The place of one IAM service account, which does not always exist. */
class Place {
  #variant = 0;
  /** The ID, once the account has been created. */
  id;
  /** True if the last request was to create or change the account; false if it was to delete it. */
  isWanted = false;

  constructor(index) {
    const { cluster, accountId } = CLUSTERS[index % CLUSTERS.length];
    this.name = `soak-${index}`;
    this.cluster = cluster;
    this.accountId = accountId;
    this.namespace = `soak-${index % 4}`;
    this.mechanism = index % BY_POD_IDENTITY === 0 ? 'pod-identity' : 'irsa';
  }

  /** The spec with the current grants. */
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

  /** Switches to the next alternative grants. */
  change() {
    this.#variant = (this.#variant + 1) % GRANTS.length;
  }
}

export function makePlaces() {
  return Array.from({ length: COUNT }, (_, index) => new Place(index));
}
