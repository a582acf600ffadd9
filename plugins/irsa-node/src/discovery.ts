import { createExtensionPoint } from '@backstage/backend-plugin-api';

/** An EKS cluster that a supplier knows of. @public */
export interface IrsaDiscoveredCluster {
  /**
   * The name that specs, annotations and rules use: lowercase letters, digits, "-" and ".", at most 100 characters; it must not change.
   * `<eksName>.<region>.<accountId>` when absent.
   */
  name?: string;
  /** The cluster's name in EKS. */
  eksName: string;
  /** 12 digits. */
  accountId: string;
  region: string;
}

/** What a supplier found in one place, such as one region of one account. @public */
export interface IrsaDiscoveredPlace {
  /** Unique within the supplier and always the same, such as `111122223333/eu-west-1`. */
  place: string;
  /** The account that the place is in, where it is in one. */
  accountId?: string;
  /** Accounts that the backend may ask for credentials from now on. */
  accounts?: string[];
  /** Clusters in accounts that are known: by the configuration or by `accounts` of any supplier. */
  clusters?: IrsaDiscoveredCluster[];
  /** Why the place could not be read. Then what it had before stays. */
  failure?: {
    message: string;
    /** What an administrator can do. */
    remediation?: string;
    /** The IAM action that was refused. */
    missingPermission?: string;
  };
}

/** Finds clusters and accounts, again and again, on one replica at a time. @public */
export interface IrsaClusterSupplier {
  /** Unique: lowercase letters, digits and "-". */
  id: string;
  /**
   * Every place with all that is there now: what is missing has left. Rejects when nothing can be told; then everything stays as it was.
   */
  discover(context: {
    /** The accounts that the configuration and earlier suppliers name. */
    accounts: string[];
    signal: AbortSignal;
  }): Promise<IrsaDiscoveredPlace[]>;
}

/** Takes suppliers of clusters. @public */
export interface IrsaDiscoveryExtensionPoint {
  /** Suppliers are asked in the order in which they were added; the first that names a cluster wins. */
  addClusterSupplier(supplier: IrsaClusterSupplier): void;
}

/**
 * Lets modules of the `irsa` plugin tell which clusters and accounts there are.
 *
 * @public
 */
export const irsaDiscoveryExtensionPoint =
  createExtensionPoint<IrsaDiscoveryExtensionPoint>({ id: 'irsa.discovery' });
