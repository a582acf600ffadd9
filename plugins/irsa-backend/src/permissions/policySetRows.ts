/** A set of policies, under the hash of its documents. */
export interface PolicySetRow {
  hash: string;
  policies: string;
  risks: string;
}

/** A service in which a set of policies allows something. */
export interface PolicySetServiceRow {
  service: string;
  hash: string;
}
