import { createExtensionPoint } from '@backstage/backend-plugin-api';

/** An EKS cluster that a supplier found. @public */
export interface IrsaDiscoveredCluster {
  /**
   * The name that specs, annotations, and rules use: lowercase letters, digits, "-", and ".", at most 100 characters. It must not change. Defaults to
   * `<eksName>.<region>.<accountId>`.
   */
  name?: string;
  /** The cluster's name in EKS. */
  eksName: string;
  /** 12 digits. */
  accountId: string;
  region: string;
}

/** The result of a supplier for one place, such as one region of one account. @public */
export interface IrsaDiscoveredPlace {
  /** An ID of the place that is unique within the supplier and does not change, such as `111122223333/eu-west-1`. */
  place: string;
  /** The AWS account that contains the place, if any. */
  accountId?: string;
  /** Accounts for which the backend may request credentials from now on. */
  accounts?: string[];
  /** Clusters in known accounts: accounts of the configuration, or in `accounts` of any supplier. */
  clusters?: IrsaDiscoveredCluster[];
  /** Why the place could not be read. The previous result of the place then stays in effect. */
  failure?: {
    message: string;
    /** The action for an administrator. */
    remediation?: string;
    /** The IAM action that was refused. */
    missingPermission?: string;
  };
}

/** Finds clusters and accounts repeatedly, on one replica at a time. @public */
export interface IrsaClusterSupplier {
  /** A unique ID of lowercase letters, digits, and "-". */
  id: string;
  /**
   * Returns every place with its complete current content: whatever is missing counts as deleted. Rejects if nothing can be determined; everything
   * then stays as it was.
   */
  discover(context: {
    /** The accounts that the configuration and earlier suppliers name. */
    accounts: string[];
    signal: AbortSignal;
  }): Promise<IrsaDiscoveredPlace[]>;
}

/** Accepts suppliers of clusters. @public */
export interface IrsaDiscoveryExtensionPoint {
  /** Adds a supplier. Suppliers run in the order in which they were added. If several name a cluster, the first one wins. */
  addClusterSupplier(supplier: IrsaClusterSupplier): void;
}

/**
 * The extension point where modules of the `irsa` plugin supply clusters and accounts.
 *
 * @public
 */
export const irsaDiscoveryExtensionPoint =
  createExtensionPoint<IrsaDiscoveryExtensionPoint>({ id: 'irsa.discovery' });
