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
  /** The issuer URL, `https://oidc.eks.<region>.amazonaws.com/id/<32 hex digits>`. Nothing listens there: STS takes the keys from `signingKey`. */
  issuer: string;
  /** The key pair that signs ServiceAccount tokens (RS256). */
  signingKey: { kid: string; privateKey: KeyObject; publicKey: KeyObject };
  /** The certificate of the certificate authority for HTTPS, in PEM. */
  certificateAuthority: string;
  /** The URL of the API server, `https://127.0.0.1:<port>`. Known once the server listens. */
  endpoint: string;
  /** The VPC of the nodes. */
  vpc: Vpc;
  nodeGroups: NodeGroup[];
  /** Nodes outside managed node groups, such as those of Terraform or Karpenter. */
  selfManagedNodes?: NodeGroup[];
  /** The add-ons by name. */
  addons: Map<string, Addon>;
  /** The EKS Pod Identity associations by association ID. */
  podIdentityAssociations: Map<string, PodIdentityAssociation>;
  /** The ServiceAccounts, as `<namespace>/<name>`, that the webhook does not know yet: its cache lags behind the API server. */
  unknownToWebhook: Set<string>;
  /** The Fargate profiles by name. */
  fargateProfiles: Map<string, FargateProfile>;
  /** Set for a cluster in EKS Auto Mode. Its nodes have the EKS Pod Identity agent built in. */
  autoMode?: { nodeRoleArn: string };
  store: KubeStore;
  /** In a sandbox with exports: the resources, as `<group>/<plural name>`, that were not exported. Requests for them are refused. */
  unexported?: ReadonlySet<string>;
  /** The serving certificates of the API server, signed by the certificate authority. */
  serving: ServingCertificates;
  /** The users of kubeconfig files, by bearer token. */
  users: Map<string, ClusterUser>;
  /** The EKS access entries, which map IAM principals to Kubernetes users, by ARN of the principal. */
  accessEntries: Map<string, AccessEntry>;
  /** How the cluster maps IAM principals. Default `API`: only by access entries. */
  authenticationMode?: 'API' | 'API_AND_CONFIG_MAP' | 'CONFIG_MAP';
}

/** The network of a cluster. All its subnets have the same routes. */
export interface Vpc {
  /** The VPC ID, `vpc-…`. */
  id: string;
  /** The ID of the account that owns the VPC. In a shared VPC, it differs from the cluster's account. */
  ownerId: string;
  endpoints: VpcEndpoint[];
}

/** A VPC endpoint. Its policy limits the requests that pods sign with their credentials. */
export interface VpcEndpoint {
  /** The endpoint ID, `vpce-…`. */
  id: string;
  type: 'Gateway' | 'Interface';
  /** The name of the service, such as `com.amazonaws.eu-west-1.sqs`. */
  serviceName: string;
  state: 'available' | 'pending';
  /** The endpoint policy as JSON text. */
  policy: string;
  /** Whether the DNS names of the service resolve to this endpoint. Only for interface endpoints. */
  privateDns?: boolean;
  /** Whether these names resolve to the endpoint only for inbound resolvers from outside of the VPC. */
  onlyForInboundResolver?: boolean;
  /** The route tables of a gateway endpoint. Without any, nothing can reach the endpoint. */
  routeTableIds?: string[];
  createdAt: Date;
}

export interface ClusterUser {
  name: string;
  groups: string[];
}

export interface AccessEntry {
  arn: string;
  /** The type of the entry: `STANDARD`, or a type for nodes such as `EC2_LINUX`. */
  type: string;
  username: string;
  groups: string[];
  createdAt: Date;
  modifiedAt: Date;
  tags: Record<string, string>;
  /** The associated EKS access policies, by ARN. The sandbox returns them, but authorizes requests with RBAC only. */
  policies: Map<string, AssociatedAccessPolicy>;
}

export interface AssociatedAccessPolicy {
  /** The namespaces that the policy applies to; absent for the whole cluster. */
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
  /**
   * The maximum number of network hops for answers of the instance metadata service; 1 blocks pods. Default 2, as in a node group without a launch
   * template.
   */
  hopLimit?: number;
  /** Whether the instance metadata service also answers requests without a session token (IMDSv1). */
  optionalTokens?: boolean;
  /** Whether IPv6 is disabled on the nodes. */
  withoutIpv6?: boolean;
}

/** A Fargate profile: the pods that match one of its selectors run on Fargate. */
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
  /** The configuration of the add-on as JSON text. */
  configurationValues?: string;
  serviceAccountRoleArn?: string;
  /** Absent if it is active. */
  status?: string;
  tags: Record<string, string>;
}

/** An EKS Pod Identity association, which gives an IAM role to the pods of a ServiceAccount. */
export interface PodIdentityAssociation {
  id: string;
  arn: string;
  namespace: string;
  serviceAccount: string;
  roleArn: string;
  /** The role in another account that EKS Pod Identity assumes with the first role. */
  targetRoleArn?: string;
  /** The external ID, which the target role's trust policy can require as `sts:ExternalId`. Present only with a target role. */
  externalId?: string;
  /** The text of a session policy. It limits the target role, or the role if there is no target role. */
  policy?: string;
  disableSessionTags: boolean;
  /** The ARN of the add-on that manages the association; absent if none does. */
  ownerArn?: string;
  /** The request that created the association. If the same request is repeated, EKS returns the same association. */
  madeBy?: { token: string; request: string };
  /** Whether EKS does not list or use the association yet. */
  isNew?: boolean;
  createdAt: Date;
  modifiedAt: Date;
  tags: Record<string, string>;
}
