import type { HumanDuration } from '@backstage/types';

/** How the backend reaches the API of a cluster. */
interface IrsaClusterAccess {
  /**
   * `eks`: a token signed with the backend's AWS identity; `in-cluster`: the ServiceAccount of the pod that Backstage runs in;
   * `service-account-token`: the token below; `kubeconfig`: a file.
   * @visibility backend
   */
  type: 'eks' | 'in-cluster' | 'service-account-token' | 'kubeconfig';
  /**
   * Endpoint of the Kubernetes API, `https://…`. For `eks`, it defaults to the endpoint that EKS reports.
   * @visibility backend
   */
  url?: string;
  /**
   * Path of a PEM file with the cluster's certificate authority.
   * @visibility backend
   */
  caFile?: string;
  /**
   * The certificate authority as PEM in base64.
   * @visibility backend
   */
  caData?: string;
  /**
   * Token of a ServiceAccount, for `service-account-token`.
   * @visibility secret
   */
  token?: string;
  /**
   * Path of the kubeconfig, for `kubeconfig`.
   * @visibility backend
   */
  file?: string;
  /**
   * Context of the kubeconfig. Defaults to its current context.
   * @visibility backend
   */
  context?: string;
}

/** How the backend requests tokens of ServiceAccounts. The identity must differ from that of `access`. */
interface IrsaTokenRequestAccess {
  /**
   * `eks`: a token signed with the role below; `service-account-token`: the token below; `kubeconfig`: a file.
   * @visibility backend
   */
  type: 'eks' | 'service-account-token' | 'kubeconfig';
  /**
   * Required for `eks`: the IAM role that requests the tokens. It needs its own EKS access entry. The backend assumes it with its credentials for the
   * cluster's account.
   * @visibility backend
   */
  roleArn?: string;
  /**
   * The external ID that the trust policy of that role requires.
   * @visibility secret
   */
  externalId?: string;
  /**
   * Endpoint of the Kubernetes API, `https://…`. For `eks`, it defaults to the endpoint that EKS reports.
   * @visibility backend
   */
  url?: string;
  /**
   * Path of a PEM file with the cluster's certificate authority.
   * @visibility backend
   */
  caFile?: string;
  /**
   * The certificate authority as PEM in base64.
   * @visibility backend
   */
  caData?: string;
  /**
   * Token of a ServiceAccount, for `service-account-token`.
   * @visibility secret
   */
  token?: string;
  /**
   * Path of the kubeconfig, for `kubeconfig`.
   * @visibility backend
   */
  file?: string;
  /**
   * Context of the kubeconfig. Defaults to its current context.
   * @visibility backend
   */
  context?: string;
}

/** A range in whole seconds. Both ends are included. */
interface IrsaSecondsRange {
  /**
   * Defaults to the minimum of AWS.
   * @visibility backend
   */
  min?: number;
  /**
   * Defaults to the maximum of AWS.
   * @visibility backend
   */
  max?: number;
}

/** Guardrails that only restrict. */
interface IrsaGuardrailLimits {
  /**
   * Actions that nobody may be granted, with the wildcards `*` and `?`, in addition to the default list in docs/how-to/guardrails.md. The backend compares
   * them with everything that all policies of a request allow together, no matter how the policies are written.
   * @visibility backend
   */
  deniedActions?: string[];
  deniedWildcards?: {
    /**
     * IAM prefixes of services, or `*` for all services. The policies of a request together may not allow every action of these services.
     * @visibility backend
     */
    services?: string[];
    /**
     * IAM prefixes of services, or `*` for all services. If an action of these services can be limited to resources, it may not be allowed on all or nearly
     * all resources.
     * @visibility backend
     */
    resources?: string[];
  };
  /**
   * A policy document that no request may exceed. The backend refuses what it cannot prove to be within this document.
   * @visibility backend
   */
  maximumPermissions?: object;
  /** Tags that every request must set. */
  requiredTags?: Array<{
    /**
     * The key. It is case-sensitive.
     * @visibility backend
     */
    key: string;
    /**
     * The allowed values. Defaults to any value.
     * @visibility backend
     */
    values?: string[];
  }>;
  /** Required prefixes of role names. If several apply, a name needs one of them. */
  namePrefixes?: Array<{
    /**
     * At most 32 characters.
     * @visibility backend
     */
    prefix: string;
    /**
     * The prefix applies only in these AWS accounts, 12 digits in quotes. Defaults to all accounts.
     * @visibility backend
     */
    accounts?: string[];
    /**
     * The prefix applies only to these owners, given as entity references. Defaults to all owners.
     * @visibility backend
     */
    owners?: string[];
  }>;
  /** Lifetimes of projected tokens, from 600 to 86400. If a request sets none, the backend chooses a value in the range. */
  tokenExpirationSeconds?: IrsaSecondsRange;
  /** Maximum session durations of roles, from 3600 to 43200. If a request sets none, the backend chooses a value in the range. */
  maxSessionDurationSeconds?: IrsaSecondsRange;
  /**
   * ARNs of the managed policies that may be attached if `allow` has `managed-policies`, with `*` for any text. Defaults to all; an empty list allows none.
   * @visibility backend
   */
  managedPolicyArns?: string[];
}

/** What requests may contain. */
interface IrsaGuardrails extends IrsaGuardrailLimits {
  /**
   * The permissions boundary of every role in an account: the ARN of a managed policy by account ID (in quotes). A request that names another boundary is
   * refused. So is a request for an account that is not listed, unless `allow` has `no-boundary`.
   * @visibility backend
   */
  permissionsBoundaries?: { [accountId: string]: string };
  /**
   * What requests may contain in addition to grants. Defaults to nothing. `inline-documents`: their own policy document. `managed-policies`: managed
   * policies. `adoption`: existing roles. `cross-account-roles`: roles outside the cluster's account. `no-boundary`: roles without a permissions
   * boundary, in accounts that `permissionsBoundaries` does not list. `annotate-existing`: annotating existing ServiceAccounts that no tool marks as
   * its own.
   * @visibility backend
   */
  allow?: Array<
    | 'inline-documents'
    | 'managed-policies'
    | 'adoption'
    | 'cross-account-roles'
    | 'no-boundary'
    | 'annotate-existing'
  >;
  /**
   * Entries of the default list that are not denied here, written exactly as in the list.
   * @visibility backend
   */
  deniedActionExceptions?: string[];
  /**
   * The audiences that tokens may have. Defaults to only `sts.amazonaws.com`.
   * @visibility backend
   */
  audiences?: string[];
  /**
   * ARNs of the roles that services may assume through an `sts` grant, with `*` for any text in path and name. Defaults to none. Such a grant is the only
   * exception to `deniedActions`.
   * @visibility backend
   */
  assumableRoles?: string[];
  /** Targets that nobody may change, in addition to `kube-*`, `default`, and the identities that Backstage itself runs as. */
  reserved?: {
    /**
     * Names of namespaces, with `*` for any text.
     * @visibility backend
     */
    namespaces?: string[];
    /**
     * ServiceAccounts as `cluster/namespace/name`, with `*` for any text.
     * @visibility backend
     */
    serviceAccounts?: string[];
    /**
     * Names or ARNs of roles, with `*` for any text. They are not case-sensitive.
     * @visibility backend
     */
    roles?: string[];
    /**
     * Tag keys that no request may set, with `*` for any text. They are not case-sensitive. List the keys by which your policies distinguish principals.
     * @visibility backend
     */
    tagKeys?: string[];
  };
  /**
   * Limits of the same form that are not enforced yet. A request that breaks them gets a warning in its plan, and is counted and audited when it is
   * applied. Existing access that breaks them is a finding. To enforce a limit, move it up. Other keys of this section cannot be here.
   */
  reportOnly?: IrsaGuardrailLimits;
}

/** Selects accounts. An account is selected if it matches any of these. */
interface IrsaAccountRules {
  /**
   * 12 digits in quotes.
   * @visibility backend
   */
  accounts?: string[];
  /**
   * IDs of organizational units or of the root. Accounts of nested units match too.
   * @visibility backend
   */
  organizationalUnits?: string[];
  /**
   * Names of accounts, with `*` for any text.
   * @visibility backend
   */
  names?: string[];
  /**
   * Tags of accounts. Reading them takes one call for each account that no other rule selects.
   */
  tags?: Array<{
    /**
     * The key. It is case-sensitive.
     * @visibility backend
     */
    key: string;
    /**
     * Its values, with `*` for any text. Defaults to any value.
     * @visibility backend
     */
    values?: string[];
  }>;
}

export interface Config {
  /** IAM roles for Kubernetes ServiceAccounts. */
  irsa?: {
    /**
     * Whether this is a development machine. If false, the backend refuses to start with guest sign-in, with the sandbox's AWS accounts 111122223333 and
     * 444455556666, or with an AWS endpoint that is local or has no TLS. Defaults to false.
     * @visibility backend
     */
    development?: boolean;
    /**
     * The IAM path of every role and policy that the backend creates, with "/" at both ends. Defaults to "/irsa/".
     * @visibility backend
     */
    rolePath?: string;
    aws?: {
      /**
       * One endpoint for IAM, STS and EKS instead of AWS's own, for the sandbox.
       * @visibility backend
       */
      endpoint?: string;
    };
    /** Further sources of clusters and accounts, in addition to `clusters`. Their changes need no restart. */
    discovery?: {
      /**
       * The interval between two reads, at most 24 days. Defaults to 10 minutes.
       */
      frequency?: HumanDuration | string;
      /**
       * The AWS regions in which EKS lists the clusters of every known account. Defaults to none.
       * @visibility backend
       */
      regions?: string[];
      /** The AWS organization whose active accounts are included. The backend needs the role `aws.accountDefaults.roleName` in each of them. */
      organization?: {
        /**
         * The management account or a delegated administrator of the organization, 12 digits in quotes. Its credentials are used to list accounts.
         * @visibility backend
         */
        accountId: string;
        /** The accounts to include. Defaults to all. */
        include?: IrsaAccountRules;
        /** The accounts to exclude from these. */
        exclude?: IrsaAccountRules;
      };
      /**
       * Whether to include the clusters of `kubernetes.clusterLocatorMethods` that have the auth provider `aws` and name their account. Defaults to false.
       * @visibility backend
       */
      kubernetes?: boolean;
      /** Resources of type `kubernetes-cluster` in the catalog. */
      catalog?: {
        /**
         * The origin locations whose entities are included, with `*` for any text, such as `url:https://github.com/my-org/platform/blob/main/*`. Anyone
         * who can change these files decides which clusters the backend calls, so name a protected branch. The backend calls EKS only in accounts that
         * it knows from another source.
         * @visibility backend
         */
        sources: string[];
      };
      /** The identity that requests tokens of ServiceAccounts in discovered clusters, for live proofs. */
      tokenRequestAccess?: {
        /**
         * The name of an IAM role in the account of each cluster. Each role needs its own EKS access entry.
         * @visibility backend
         */
        roleName: string;
        /**
         * The external ID that the trust policies of these roles require.
         * @visibility secret
         */
        externalId?: string;
      };
    };
    /** The AWS organization whose service control policies (SCPs) and resource control policies (RCPs) are evaluated. Without it, they are not read. */
    organization?: {
      /**
       * The management account or a delegated administrator of the organization, 12 digits in quotes. Its credentials are used to read the policies every
       * `discovery.frequency`.
       * @visibility backend
       */
      accountId: string;
    };
    /** The EKS clusters, by the names that specs and annotations use. */
    clusters?: Array<{
      /**
       * Lower-case letters, digits, "-" and ".".
       * @visibility backend
       */
      name: string;
      /**
       * The cluster's name in EKS. Defaults to `name`.
       * @visibility backend
       */
      eksName?: string;
      /**
       * The AWS account of the cluster, 12 digits in quotes. Its credentials come from the `aws` section.
       * @visibility backend
       */
      accountId: string;
      /**
       * The AWS region of the cluster.
       * @visibility backend
       */
      region: string;
      /**
       * The namespace of this cluster in which Backstage runs, or in which its ServiceAccount is. Nobody may use it, whatever the rules say. Even without
       * this key, the backend refuses the namespace of its own pod, if the pod reveals it, and those of the ServiceAccounts whose tokens it uses.
       * @visibility backend
       */
      backstageNamespace?: string;
      /**
       * The HTTP proxy for the cluster's API, such as `http://user:password@proxy:3128`. AWS calls use the proxy of the environment:
       * docs/how-to/operate.md.
       * @visibility secret
       */
      proxyUrl?: string;
      /**
       * Defaults to the entry of the same name in `kubernetes.clusterLocatorMethods`.
       */
      access?: IrsaClusterAccess;
      /**
       * The identity that requests tokens of ServiceAccounts for live proofs. It must differ from that of `access`. Without it, this cluster has no live proofs.
       */
      tokenRequestAccess?: IrsaTokenRequestAccess;
    }>;
    /**
     * How changes are made. `observe`: not at all; people can still view plans. `pull-request`: only through pull requests. `write`: through pull requests
     * and by the backend itself. Defaults to `write`. docs/how-to/limit-writes.md
     * @visibility backend
     */
    mode?: 'observe' | 'pull-request' | 'write';
    /** While this is set, the backend writes nothing and removes nothing. People can still cut off and restore access, and open pull requests. */
    freeze?: {
      /**
       * Why changes are frozen, and until when. People see this text where they would make a change.
       * @visibility backend
       */
      reason: string;
    };
    /** Settings for single AWS accounts and their clusters. */
    accounts?: Array<{
      /**
       * 12 digits in quotes.
       * @visibility backend
       */
      accountId: string;
      /**
       * Overrides `irsa.mode`.
       * @visibility backend
       */
      mode?: 'observe' | 'pull-request' | 'write';
      /**
       * The purpose of the account. Findings in `test` accounts and their clusters are one severity lower. Defaults to `production`.
       * @visibility backend
       */
      environment?: 'production' | 'test';
      /** Like `irsa.freeze`, for this account. */
      freeze?: {
        /**
         * Why changes are frozen, and until when.
         * @visibility backend
         */
        reason: string;
      };
    }>;
    /** Which plans that give access need an approval. Defaults to none. docs/how-to/approve-changes.md */
    approvals?: Array<{
      /**
       * A unique name. People and auditors see it.
       * @visibility backend
       */
      name: string;
      /**
       * Only plans for these clusters, or for a role that a ServiceAccount of these clusters also uses, with `*` for any text. Defaults to all.
       * @visibility backend
       */
      clusters?: string[];
      /**
       * Only plans that write in one of these AWS accounts, 12 digits in quotes. Defaults to all.
       * @visibility backend
       */
      accounts?: string[];
      /**
       * Plans for a spec with one of these grants of docs/reference/grants.md, written as `service:access` with `*`, such as `secretsmanager:*`. A spec
       * with an inline document, managed policies, or an adoption always matches. Without this key and `minimumRisk`, every plan that gives access needs the
       * approval.
       * @visibility backend
       */
      grants?: string[];
      /**
       * Plans that add a risk of at least this severity, in addition to plans with one of the grants.
       * @visibility backend
       */
      minimumRisk?: 'low' | 'medium' | 'high';
      /**
       * Groups whose members decide. Nobody can approve their own request.
       * @visibility backend
       */
      approvers?: string[];
      /**
       * The id of a gate that a backend module adds, instead of approvers.
       * @visibility backend
       */
      gate?: string;
    }>;
    breakGlass?: {
      /**
       * Groups whose members may apply without approvals in one AWS account for 4 hours, with a reason. Administrators are notified. Defaults to none.
       * @visibility backend
       */
      groups?: string[];
    };
    provisioning?: {
      /**
       * Whether a missing namespace may be created. Defaults to false.
       * @visibility backend
       */
      createNamespaces?: boolean;
      /**
       * Whether the cluster's OIDC provider may be created in IAM, and the audience added to it. Defaults to false.
       * @visibility backend
       */
      createOidcProviders?: boolean;
    };
    /**
     * Groups whose members may change, delete, transfer, and cut off the access of any owner, such as `group:default/platform`. Defaults to none.
     * @visibility backend
     */
    administrators?: string[];
    findings?: {
      /**
       * Groups whose members may accept the risk of findings of high and critical severity, except for access that they requested themselves. Defaults to
       * none. Owners accept other findings.
       * @visibility backend
       */
      acceptanceGroups?: string[];
    };
    /**
     * Which User and Group entities of the catalog decide about ownership: patterns for their annotation `backstage.io/managed-by-origin-location`, with
     * `*` for any text, such as `url:https://github.com/my-org/org-data/blob/main/*`. Name a branch that only administrators can write to. Defaults to all
     * entities. If `catalog.rules` lets everyone register such entities, the backend does not start without this key.
     * @visibility backend
     */
    groupSources?: string[];
    /** Who may use which namespaces and AWS resources. Without a rule, nobody may use any. `kube-*` and `default` are always refused. */
    namespaceRules?: Array<{
      /**
       * Entity references of groups or users, such as `group:default/payments`.
       * @visibility backend
       */
      owners: string[];
      /**
       * Names of clusters, with `*` for any text.
       * @visibility backend
       */
      clusters: string[];
      /**
       * Names of namespaces, with `*` for any text.
       * @visibility backend
       */
      namespaces: string[];
      /**
       * Only clusters in these AWS accounts, 12 digits in quotes. Defaults to all. If set, roles may also be in these accounts and reach into them, in
       * addition to the cluster's own account.
       * @visibility backend
       */
      accounts?: string[];
      /**
       * ARNs of the AWS resources that services of these owners may be granted, with `*` for any text and `?` for any character, such as
       * `arn:aws:s3:::{owner}-*`. `{owner}` stands for the owner's name. Grants, inline documents, and managed policies are limited to these resources,
       * and to the cluster's account and `accounts`. A single `*` stands for every resource in these accounts. Defaults to none: nothing can be granted.
       * @visibility backend
       */
      resources?: string[];
    }>;
    /**
     * Limits for the requests of all callers. Without this section, requests can contain only grants, and only in accounts with a boundary, of which there
     * are none. docs/how-to/guardrails.md has examples.
     */
    guardrails?: IrsaGuardrails;
    /** Scans read every cluster and account as a whole. */
    scans?: {
      /**
       * Whether clusters and accounts are scanned. Defaults to true.
       * @visibility backend
       */
      enabled?: boolean;
      /**
       * Whether this replica scans. Defaults to true. If false, another replica on the same database must scan, and this replica only serves
       * requests.
       * @visibility backend
       */
      here?: boolean;
      /**
       * The interval between two scans of a cluster or account, at most 24 days. Defaults to 10 minutes.
       * @visibility backend
       */
      frequency?: HumanDuration | string;
      /**
       * The topic of Backstage events that carries changes in AWS from EventBridge, such as `aws-changes`. The backend reads the changed objects again within
       * seconds. Defaults to none. Setup: docs/how-to/events.md
       * @visibility backend
       */
      eventsTopic?: string;
      /**
       * The maximum duration of a scan, at most 24 days. Defaults to 15 minutes.
       * @visibility backend
       */
      timeout?: HumanDuration | string;
      /**
       * How many days to keep deleted objects and resolved findings, at most 36500. Defaults to 90.
       * @visibility backend
       */
      historyDays?: number;
    };
    governance?: {
      /**
       * After how many days without use a role counts as unused. At most 400, because IAM reports no earlier use. Defaults to 90.
       * @visibility backend
       */
      unusedAfterDays?: number;
    };
    /** How much of the backend requests may use. docs/reference/limits.md */
    limits?: {
      /** Policy evaluation in worker threads. Beyond these limits, the backend answers 429. */
      evaluation?: {
        /**
         * Maximum number of threads of one replica. Defaults to 2.
         * @visibility backend
         */
        threads?: number;
        /**
         * Maximum number of evaluations that wait for a thread. Defaults to 50.
         * @visibility backend
         */
        queue?: number;
        /**
         * Maximum time that one evaluation waits for a thread, and maximum time that it runs, in milliseconds. At most 2147483647. Defaults to 10000.
         * @visibility backend
         */
        timeoutMs?: number;
        /**
         * Maximum memory of one thread, in megabytes. Defaults to 256.
         * @visibility backend
         */
        memoryMb?: number;
      };
      /**
       * Maximum number of requests of one user per minute, over all replicas. Evaluations, changes, and verifications are counted separately.
       * Defaults to 300.
       * @visibility backend
       */
      requestsPerMinute?: number;
      /**
       * Maximum number of AWS calls of the backend per minute and account, over all replicas. Beyond it, scans wait for the next minute; requests of people
       * do not wait. Defaults to 1500.
       * @visibility backend
       */
      awsCallsPerMinute?: number;
    };
    pullRequests?: {
      /** The company's own Terraform module for roles. Terraform files call it instead of declaring policy and role resources. */
      terraformModule?: {
        /**
         * The module source for Terraform, such as `app.terraform.io/my-org/irsa/aws` or `git::https://…`.
         * @visibility backend
         */
        source: string;
        /**
         * The version, for a module from a registry.
         * @visibility backend
         */
        version?: string;
        /**
         * The name of the module's variable for each value. `roleName` and `rolePath` are required. The backend refuses a spec with a value that has no
         * variable.
         * @visibility backend
         */
        variables: {
          /**
           * The variable for the role's name.
           * @visibility backend
           */
          roleName: string;
          /**
           * The variable for the role's path.
           * @visibility backend
           */
          rolePath: string;
          /**
           * The variable for the trust policy, as JSON.
           * @visibility backend
           */
          trustPolicy?: string;
          /**
           * The variable for the document of the managed policy that implements the grants, as JSON.
           * @visibility backend
           */
          policyDocument?: string;
          /**
           * The variable for the spec's inline policy document, as JSON.
           * @visibility backend
           */
          inlinePolicyDocument?: string;
          /**
           * The variable for the list of managed policies to attach.
           * @visibility backend
           */
          managedPolicyArns?: string;
          /**
           * The variable for the ARN of the permissions boundary.
           * @visibility backend
           */
          permissionsBoundaryArn?: string;
          /**
           * The variable for the maximum session duration, in seconds.
           * @visibility backend
           */
          maxSessionDurationSeconds?: string;
          /**
           * The variable for the map of the role's tags.
           * @visibility backend
           */
          tags?: string;
          /**
           * The variable for the ARN of the cluster's IAM OIDC provider.
           * @visibility backend
           */
          oidcProviderArn?: string;
          /**
           * The variable for the name of the cluster.
           * @visibility backend
           */
          clusterName?: string;
          /**
           * The variable for the Kubernetes namespace.
           * @visibility backend
           */
          namespace?: string;
          /**
           * The variable for the name of the ServiceAccount.
           * @visibility backend
           */
          serviceAccountName?: string;
        };
      };
    };
    liveProof?: {
      /**
       * Whether verifications may exchange a token with AWS STS. Defaults to true.
       * @visibility backend
       */
      enabled?: boolean;
      /**
       * Maximum number of live proofs per minute, over all replicas. Defaults to 120.
       * @visibility backend
       */
      maxPerMinute?: number;
    };
    /** The record of changes for auditors; docs/reference/audit.md. */
    audit?: {
      /**
       * How many days to keep changes, including those of deleted IAM service accounts. At most 36500. Defaults to 400.
       * @visibility backend
       */
      retentionDays?: number;
      /**
       * Groups whose members may read all changes and the access review, with the permission `irsa.audit.read`. Defaults to none.
       * @visibility backend
       */
      readerGroups?: string[];
      /**
       * The key for replacing user names in changes with pseudonyms, at least 32 characters. Without it, names are stored.
       * @visibility secret
       */
      pseudonymSecret?: string;
    };
    /** Who reads the fleet; docs/how-to/control-access.md. */
    fleet?: {
      /**
       * Groups whose members may read the fleet data of all owners: IAM service accounts, findings, roles, workloads, who can, and exports. Other users read
       * only data of their own groups, and IAM service accounts of entities that they can see. Without this key, only permissions decide.
       * @visibility backend
       */
      readerGroups?: string[];
    };
    /** Notifications to owners. docs/reference/events-and-metrics.md */
    notifications?: {
      /**
       * Whether to notify owners when something gets worse and when it is resolved. Defaults to true.
       * @visibility backend
       */
      enabled?: boolean;
      /**
       * The lowest severity that is notified. Defaults to `high`.
       * @visibility backend
       */
      minimumSeverity?: 'low' | 'medium' | 'high' | 'critical';
      /**
       * How often updates are sent, such as `{ minutes: 1 }`, which is the default.
       * @visibility backend
       */
      frequency?: HumanDuration | string;
      /**
       * How often owners get a digest of open findings: `daily` at 07:00 UTC, or `weekly` on Mondays at 07:00 UTC. Defaults to `weekly`.
       * @visibility backend
       */
      digest?: 'none' | 'daily' | 'weekly';
    };
    timeouts?: {
      /**
       * Maximum time to wait for one AWS response, in milliseconds. At most 2147483647. Defaults to 15000.
       * @visibility backend
       */
      awsMs?: number;
      /**
       * Maximum time to wait for one response of a cluster, in milliseconds. At most 2147483647. Defaults to 15000.
       * @visibility backend
       */
      kubernetesMs?: number;
    };
  };
}
