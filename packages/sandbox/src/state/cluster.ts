import type { KeyObject } from 'node:crypto';
import type { ServingCertificates } from '../kubernetes/certificates';
import type { KubeStore } from '../kubernetes/store';

export interface Cluster {
  name: string;
  accountId: string;
  region: string;
  arn: string;
  version: string;
  createdAt: Date;
  /** `https://oidc.eks.<region>.amazonaws.com/id/<32 hex digits>`; nothing listens there, STS takes the keys from here. */
  issuer: string;
  /** Signs ServiceAccount tokens (RS256). */
  signingKey: { kid: string; privateKey: KeyObject; publicKey: KeyObject };
  /** PEM, for HTTPS. */
  certificateAuthority: string;
  /** `https://127.0.0.1:<port>`, known once the server listens. */
  endpoint: string;
  /** Of its nodes. */
  vpc: Vpc;
  nodeGroups: NodeGroup[];
  /** By name. */
  addons: Map<string, Addon>;
  /** By association ID. */
  podIdentityAssociations: Map<string, PodIdentityAssociation>;
  /** ServiceAccounts, as `<namespace>/<name>`, that the webhook has not heard of yet: its cache lags behind the API server. */
  unknownToWebhook: Set<string>;
  /** By name. */
  fargateProfiles: Map<string, FargateProfile>;
  /** Set for a cluster in EKS Auto Mode, whose nodes have the Pod Identity agent built in. */
  autoMode?: { nodeRoleArn: string };
  store: KubeStore;
  /** What the API server presents, signed by the certificate authority. */
  serving: ServingCertificates;
  /** The users of kubeconfig files, by bearer token. */
  users: Map<string, ClusterUser>;
  /** EKS access entries: which Kubernetes user an IAM principal is, by its ARN. */
  accessEntries: Map<string, AccessEntry>;
}

/** The network of a cluster, all of whose subnets have the same routes. */
export interface Vpc {
  /** `vpc-…`. */
  id: string;
  /** The account that owns it: another one than the cluster's where it is shared. */
  ownerId: string;
  endpoints: VpcEndpoint[];
}

/** A VPC endpoint. Its policy decides about requests that are signed with what pods got. */
export interface VpcEndpoint {
  /** `vpce-…`. */
  id: string;
  type: 'Gateway' | 'Interface';
  /** Such as `com.amazonaws.eu-west-1.sqs`. */
  serviceName: string;
  state: 'available' | 'pending';
  /** The text. */
  policy: string;
  /** Whether the names of the service lead to it, of an interface endpoint. */
  privateDns?: boolean;
  /** Whether they do so only for resolvers from outside of the VPC. */
  onlyForInboundResolver?: boolean;
  /** Of a gateway endpoint; without one nobody reaches it. */
  routeTableIds?: string[];
  createdAt: Date;
}

export interface ClusterUser {
  name: string;
  groups: string[];
}

export interface AccessEntry {
  arn: string;
  /** `STANDARD`, or `EC2_LINUX` and the like for nodes. */
  type: string;
  username: string;
  groups: string[];
  createdAt: Date;
  modifiedAt: Date;
  tags: Record<string, string>;
  /** Access policies of EKS, by ARN; the sandbox shows them and asks RBAC alone. */
  policies: Map<string, AssociatedAccessPolicy>;
}

export interface AssociatedAccessPolicy {
  /** The namespaces that it holds in; absent for the whole cluster. */
  namespaces?: string[];
  associatedAt: Date;
  modifiedAt: Date;
}

export interface NodeGroup {
  name: string;
  nodeRoleArn: string;
  instanceTypes: string[];
  desiredSize: number;
  /** Default: Linux. */
  os?: 'linux' | 'windows';
  /** How many network hops answers of the instance metadata service go; 1 keeps pods out. Default 2, as of a group without a launch template. */
  hopLimit?: number;
  /** Whether the metadata service also answers requests without a session token (IMDSv1). */
  optionalTokens?: boolean;
  /** Whether IPv6 is switched off on the nodes. */
  withoutIpv6?: boolean;
}

/** Which pods run on Fargate: those that one of the selectors matches. */
export interface FargateProfile {
  name: string;
  arn: string;
  podExecutionRoleArn: string;
  selectors: { namespace: string; labels: Record<string, string> }[];
  createdAt: Date;
  tags: Record<string, string>;
}

/** An EKS add-on of a cluster. */
export interface Addon {
  name: string;
  version: string;
  arn: string;
  createdAt: Date;
  /** JSON. */
  configurationValues?: string;
  serviceAccountRoleArn?: string;
  tags: Record<string, string>;
}

/** Which role EKS Pod Identity gives the pods of a ServiceAccount. */
export interface PodIdentityAssociation {
  id: string;
  arn: string;
  namespace: string;
  serviceAccount: string;
  roleArn: string;
  /** The role in another account that the first one goes on to assume. */
  targetRoleArn?: string;
  /** What the target role's trust policy can ask for as `sts:ExternalId`; there with a target role. */
  externalId?: string;
  /** The text of a session policy, which limits the role, or the target role when there is one. */
  policy?: string;
  disableSessionTags: boolean;
  /** The request that made it: the same one again is answered with the same association. */
  madeBy?: { token: string; request: string };
  createdAt: Date;
  modifiedAt: Date;
  tags: Record<string, string>;
}
