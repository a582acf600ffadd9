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
   * Endpoint of the Kubernetes API, `https://…`. For `eks` it is read from EKS when absent.
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
   * Context of the kubeconfig; its current one when absent.
   * @visibility backend
   */
  context?: string;
}

/** How the backend requests tokens of ServiceAccounts. It must be another identity than that of `access`. */
interface IrsaTokenRequestAccess {
  /**
   * `eks`: a token signed with the role below; `service-account-token`: the token below; `kubeconfig`: a file.
   * @visibility backend
   */
  type: 'eks' | 'service-account-token' | 'kubeconfig';
  /**
   * For `eks`, and required there: the IAM role that requests the tokens, with an EKS access entry of its own. The backend assumes it with its
   * credentials of the cluster's account.
   * @visibility backend
   */
  roleArn?: string;
  /**
   * The external ID that the trust policy of that role requires.
   * @visibility secret
   */
  externalId?: string;
  /**
   * Endpoint of the Kubernetes API, `https://…`. For `eks` it is read from EKS when absent.
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
   * Context of the kubeconfig; its current one when absent.
   * @visibility backend
   */
  context?: string;
}

/** Whole seconds, both ends included. */
interface IrsaSecondsRange {
  /**
   * Defaults to what AWS takes at least.
   * @visibility backend
   */
  min?: number;
  /**
   * Defaults to what AWS takes at most.
   * @visibility backend
   */
  max?: number;
}

/** Guardrails that only restrict. */
interface IrsaGuardrailLimits {
  /**
   * Actions that nobody may be granted, with `*` and `?`, beside the default list in docs/how-to/guardrails.md. They are compared with what all policies of
   * a request really allow together, however that is written.
   * @visibility backend
   */
  deniedActions?: string[];
  deniedWildcards?: {
    /**
     * IAM prefixes of services, or `*` for all, of which the policies of a request together may not allow every action.
     * @visibility backend
     */
    services?: string[];
    /**
     * IAM prefixes of services, or `*` for all, of which no action may be allowed on every resource, or nearly every one, when it could be limited to some.
     * @visibility backend
     */
    resources?: string[];
  };
  /**
   * A policy document that no request may exceed. What cannot be shown to be within it is refused.
   * @visibility backend
   */
  maximumPermissions?: object;
  /** Tags that every request must give. */
  requiredTags?: Array<{
    /**
     * The key, letter case included.
     * @visibility backend
     */
    key: string;
    /**
     * The values to choose from. Any when absent.
     * @visibility backend
     */
    values?: string[];
  }>;
  /** How the names of roles begin. Where several apply, one of them is enough. */
  namePrefixes?: Array<{
    /**
     * At most 32 characters.
     * @visibility backend
     */
    prefix: string;
    /**
     * Only in these AWS accounts. In all when absent.
     * @visibility backend
     */
    accounts?: string[];
    /**
     * Only for these owners, as entity references. For all when absent.
     * @visibility backend
     */
    owners?: string[];
  }>;
  /** Lifetimes of projected tokens, within 600 to 86400. What a request leaves out is put within the range. */
  tokenExpirationSeconds?: IrsaSecondsRange;
  /** Longest sessions of roles, within 3600 to 43200. What a request leaves out is put within the range. */
  maxSessionDurationSeconds?: IrsaSecondsRange;
  /**
   * ARNs, with `*` for any text, of the managed policies that may be attached where `allow` has `managed-policies`. All when absent, none when empty.
   * @visibility backend
   */
  managedPolicyArns?: string[];
}

/** What requests may contain. */
interface IrsaGuardrails extends IrsaGuardrailLimits {
  /**
   * The permissions boundary of every role, as the ARN of a managed policy, by account ID in quotes. A request that names another is refused, and
   * one for an account without, unless `allow` has `no-boundary`.
   * @visibility backend
   */
  permissionsBoundaries?: { [accountId: string]: string };
  /**
   * What requests may have beside grants; none of it when absent. `inline-documents`: a policy document of their own. `managed-policies`: managed
   * policies. `adoption`: roles that exist already. `cross-account-roles`: roles outside of the cluster's account. `no-boundary`: roles without a
   * permissions boundary in accounts that `permissionsBoundaries` does not name. `annotate-existing`: that Backstage annotates existing
   * ServiceAccounts that no tool marks as its own.
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
   * Entries of the default list that are not denied here, as they stand there.
   * @visibility backend
   */
  deniedActionExceptions?: string[];
  /**
   * The audiences that tokens may have. Defaults to `sts.amazonaws.com` alone.
   * @visibility backend
   */
  audiences?: string[];
  /**
   * ARNs, with `*` for any text of path and name, of the roles that services may assume with their own by a grant `sts`. None when absent.
   * It is the one exception from `deniedActions`.
   * @visibility backend
   */
  assumableRoles?: string[];
  /** Targets that are nobody's to change, beside `kube-*`, `default` and what Backstage itself runs as. */
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
     * Names or ARNs of roles, with `*` for any text, in any letter case.
     * @visibility backend
     */
    roles?: string[];
    /**
     * Keys of tags, with `*` for any text, in any letter case, that no request sets: those by which your policies tell principals apart.
     * @visibility backend
     */
    tagKeys?: string[];
  };
  /**
   * Limits of the same form that refuse and change nothing yet, beside those that are enforced. What breaks them is a warning in the plan, is counted
   * and audited when it is applied, and is a finding about what exists. To enforce a limit, move it up. No other key of this section can be here.
   */
  reportOnly?: IrsaGuardrailLimits;
}

/** Accounts, by any of these. */
interface IrsaAccountRules {
  /**
   * 12 digits in quotes.
   * @visibility backend
   */
  accounts?: string[];
  /**
   * IDs of organizational units or of the root; accounts of units below count.
   * @visibility backend
   */
  organizationalUnits?: string[];
  /**
   * Names of accounts, with `*` for any text.
   * @visibility backend
   */
  names?: string[];
  /**
   * Tags of accounts. They take a call for each account that no other rule names.
   */
  tags?: Array<{
    /**
     * The key, letter case included.
     * @visibility backend
     */
    key: string;
    /**
     * Its values, with `*` for any text; any when absent.
     * @visibility backend
     */
    values?: string[];
  }>;
}

export interface Config {
  /** IAM roles for Kubernetes ServiceAccounts. */
  irsa?: {
    /**
     * Whether this is a machine for development. Otherwise the backend does not start with sign-in as a guest, with the sandbox's AWS accounts
     * 111122223333 and 444455556666, or with an AWS endpoint without TLS or on this machine. Defaults to false.
     * @visibility backend
     */
    development?: boolean;
    /**
     * The IAM path of every role and policy that the backend makes, with "/" at both ends. Defaults to "/irsa/".
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
    /** Where clusters and accounts come from beside `clusters`: they come and go without a restart. */
    discovery?: {
      /**
       * How often suppliers are asked. Defaults to 10 minutes.
       */
      frequency?: HumanDuration | string;
      /**
       * The AWS regions in which EKS is asked for the clusters of every known account. None when absent.
       * @visibility backend
       */
      regions?: string[];
      /** The AWS organization whose active accounts count, in each of which the backend has the role `aws.accountDefaults.roleName`. */
      organization?: {
        /**
         * The management account or a delegated administrator of the organization, 12 digits in quotes: with its credentials accounts are listed.
         * @visibility backend
         */
        accountId: string;
        /** Which accounts count; all when absent. */
        include?: IrsaAccountRules;
        /** Which of them do not. */
        exclude?: IrsaAccountRules;
      };
      /**
       * Whether the clusters of `kubernetes.clusterLocatorMethods` count that have the auth provider `aws` and name their account. Defaults to false.
       * @visibility backend
       */
      kubernetes?: boolean;
      /** Resources of type `kubernetes-cluster` in the catalog. */
      catalog?: {
        /**
         * The origin locations, with `*` for any text, whose entities count: who can change them decides which clusters the backend asks, so name a
         * protected branch, such as `url:https://github.com/my-org/platform/blob/main/*`. It asks only in
         * accounts that are known otherwise.
         * @visibility backend
         */
        sources: string[];
      };
      /** The identity that requests tokens of ServiceAccounts in discovered clusters, for live proofs. */
      tokenRequestAccess?: {
        /**
         * The name of an IAM role in the account of each cluster, with an EKS access entry of its own.
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
    /** The AWS organization whose service control policies (SCPs) and resource control policies (RCPs) decide too. They are not read when absent. */
    organization?: {
      /**
       * The management account or a delegated administrator of the organization, 12 digits in quotes: with its credentials policies are read, as often
       * as `discovery.frequency` says.
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
       * The namespace of this cluster that Backstage itself, or its ServiceAccount, is in: nobody may use it, whatever the rules say. The namespace of
       * the pod that Backstage runs in, where the pod tells it, and those of the ServiceAccounts whose tokens it uses are refused without it.
       * @visibility backend
       */
      backstageNamespace?: string;
      /**
       * The HTTP proxy on the way to the cluster's API, such as `http://user:password@proxy:3128`. Calls of AWS take the proxy of the environment:
       * docs/how-to/operate.md.
       * @visibility secret
       */
      proxyUrl?: string;
      /**
       * Defaults to the entry of the same name in `kubernetes.clusterLocatorMethods`.
       */
      access?: IrsaClusterAccess;
      /**
       * The identity that requests tokens of ServiceAccounts for live proofs, never that of `access`. Without it no live proof is made in this cluster.
       */
      tokenRequestAccess?: IrsaTokenRequestAccess;
    }>;
    /**
     * How changes come about. `observe`: not at all, plans can be looked at. `pull-request`: by pull requests alone. `write`, which is the default: also
     * by what the backend writes itself. docs/how-to/limit-writes.md
     * @visibility backend
     */
    mode?: 'observe' | 'pull-request' | 'write';
    /** While it is there, nothing is written, which includes removing access. Access can be cut off and restored, and pull requests opened. */
    freeze?: {
      /**
       * Why, and until when: people read it where they would change something.
       * @visibility backend
       */
      reason: string;
    };
    /** What differs in AWS accounts and their clusters. */
    accounts?: Array<{
      /**
       * 12 digits in quotes.
       * @visibility backend
       */
      accountId: string;
      /**
       * Instead of `irsa.mode`.
       * @visibility backend
       */
      mode?: 'observe' | 'pull-request' | 'write';
      /**
       * What the account is for. Findings in `test` accounts, and in clusters in them, are one level less severe. Defaults to `production`.
       * @visibility backend
       */
      environment?: 'production' | 'test';
      /** As `irsa.freeze`, for this account. */
      freeze?: {
        /**
         * Why, and until when.
         * @visibility backend
         */
        reason: string;
      };
    }>;
    /** Which plans that give access wait for an approval. None when absent. docs/how-to/approve-changes.md */
    approvals?: Array<{
      /**
       * Unique; people and auditors read it.
       * @visibility backend
       */
      name: string;
      /**
       * Only plans for these clusters, with `*` for any text, or for a role that a ServiceAccount of these clusters has too. All when absent.
       * @visibility backend
       */
      clusters?: string[];
      /**
       * Only plans that write in one of these AWS accounts. All when absent.
       * @visibility backend
       */
      accounts?: string[];
      /**
       * Plans for a spec with one of these grants, as `service:access` with `*`, such as `secretsmanager:*`; also with an inline document, managed
       * policies or an adoption, which may be anything. Without it and without `minimumRisk` every plan that gives access.
       * @visibility backend
       */
      grants?: string[];
      /**
       * Plans that bring a risk of this severity or a higher one, beside those with one of the grants.
       * @visibility backend
       */
      minimumRisk?: 'low' | 'medium' | 'high';
      /**
       * Groups whose members decide, never on what they asked for themselves.
       * @visibility backend
       */
      approvers?: string[];
      /**
       * Instead of approvers: the id of a gate that a backend module adds.
       * @visibility backend
       */
      gate?: string;
    }>;
    breakGlass?: {
      /**
       * Groups whose members may apply without approvals for 4 hours in one AWS account, with a reason. Administrators are notified. Nobody when absent.
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
     * Groups whose members may change, delete, transfer and cut off what any owner has, such as `group:default/platform`. None when absent.
     * @visibility backend
     */
    administrators?: string[];
    findings?: {
      /**
       * Groups whose members accept findings of high and critical severity as a risk, except those who asked for the access. Nobody when absent. Owners
       * accept the others.
       * @visibility backend
       */
      acceptanceGroups?: string[];
    };
    /**
     * Which User and Group entities of the catalog decide about ownership: patterns, with `*` for any text, of their annotation
     * `backstage.io/managed-by-origin-location`, such as `url:https://github.com/my-org/org-data/blob/main/*`. Name a branch
     * that only administrators can write. All when absent, which is refused where `catalog.rules` lets everybody register them.
     * @visibility backend
     */
    groupSources?: string[];
    /** Who may use which namespaces and AWS resources. Without a rule nobody may. `kube-*` and `default` are always refused. */
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
       * Only clusters in these AWS accounts; all when absent. The same accounts, as far as they are named, are those that roles may be in and
       * reach into beside the cluster's own.
       * @visibility backend
       */
      accounts?: string[];
      /**
       * ARNs of the AWS resources that services of these owners may be granted, with `*` for any text and `?` for any character, such as
       * `arn:aws:s3:::{owner}-*`. `{owner}` stands for the owner's name. Grants, inline documents and managed policies reach no further. They give
       * resources of the cluster's account and of `accounts` only; `*` alone is every resource of these. None when absent: nothing can be granted.
       * @visibility backend
       */
      resources?: string[];
    }>;
    /**
     * Limits for the requests of all callers. Without this section only grants can be asked for, in accounts with a boundary: so in none.
     * docs/how-to/guardrails.md has examples.
     */
    guardrails?: IrsaGuardrails;
    /** The scans, by which every cluster and account is read as a whole. */
    scans?: {
      /**
       * Whether clusters and accounts are scanned. Defaults to true.
       * @visibility backend
       */
      enabled?: boolean;
      /**
       * Whether this replica scans. Defaults to true. With false another replica on the same database has to, so that this one has all its time for
       * people.
       * @visibility backend
       */
      here?: boolean;
      /**
       * How often each of them is scanned. Defaults to 10 minutes.
       * @visibility backend
       */
      frequency?: HumanDuration | string;
      /**
       * The topic of Backstage's events on which EventBridge tells what has changed in AWS, such as `aws-changes`: it is read again within seconds.
       * Nothing by default. docs/how-to/events.md sets it up.
       * @visibility backend
       */
      eventsTopic?: string;
      /**
       * After which a scan is given up. Defaults to 15 minutes.
       * @visibility backend
       */
      timeout?: HumanDuration | string;
      /**
       * For how many days what is gone or resolved is kept. Defaults to 90.
       * @visibility backend
       */
      historyDays?: number;
    };
    governance?: {
      /**
       * After how many days without use a role counts as unused, 400 at most: IAM tells no use before that. Defaults to 90.
       * @visibility backend
       */
      unusedAfterDays?: number;
    };
    /** What requests may take of the backend. docs/reference/limits.md */
    limits?: {
      /** The evaluation of policies in worker threads. Beyond these limits a request is answered with 429. */
      evaluation?: {
        /**
         * Most threads of one replica. Defaults to 2.
         * @visibility backend
         */
        threads?: number;
        /**
         * Most evaluations that wait for a thread. Defaults to 50.
         * @visibility backend
         */
        queue?: number;
        /**
         * Longest time that one evaluation waits for a thread, and that it takes, in milliseconds. Defaults to 10000.
         * @visibility backend
         */
        timeoutMs?: number;
        /**
         * Most memory of one thread, in megabytes. Defaults to 256.
         * @visibility backend
         */
        memoryMb?: number;
      };
      /**
       * Most requests of one user in a minute, over all replicas: for each of those that evaluate policies, that change something and that verify.
       * Defaults to 300.
       * @visibility backend
       */
      requestsPerMinute?: number;
      /**
       * Most AWS calls of the backend in a minute for one account, over all replicas. Scans wait for the next minute; what people ask for does not.
       * Defaults to 1500.
       * @visibility backend
       */
      awsCallsPerMinute?: number;
    };
    pullRequests?: {
      /** The company's own module for roles: Terraform files call it instead of having resources for policy and role. */
      terraformModule?: {
        /**
         * As Terraform takes it, such as `app.terraform.io/my-org/irsa/aws` or `git::https://…`.
         * @visibility backend
         */
        source: string;
        /**
         * Of a module of a registry.
         * @visibility backend
         */
        version?: string;
        /**
         * The name of the module's variable for each value that it takes. `roleName` and `rolePath` are required. What a spec asks for and no variable
         * takes is refused.
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
           * The variable for the document of the managed policy that the grants amount to, as JSON.
           * @visibility backend
           */
          policyDocument?: string;
          /**
           * The variable for the document of the spec, as JSON.
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
           * The variable for the longest session, in seconds.
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
       * Most live proofs in a minute, over all replicas. Defaults to 120.
       * @visibility backend
       */
      maxPerMinute?: number;
    };
    /** The record of changes for auditors; docs/reference/audit.md. */
    audit?: {
      /**
       * For how many days changes are kept, also those of deleted IAM service accounts. Defaults to 400.
       * @visibility backend
       */
      retentionDays?: number;
      /**
       * Groups whose members read all changes and the access review, with the permission `irsa.audit.read`. Nobody when absent.
       * @visibility backend
       */
      readerGroups?: string[];
      /**
       * Key with which the names of users in changes are replaced by pseudonyms, at least 32 characters. Names are kept when absent.
       * @visibility secret
       */
      pseudonymSecret?: string;
    };
    /** Who reads the fleet; docs/how-to/control-access.md. */
    fleet?: {
      /**
       * Groups whose members read fleet data of all owners: IAM service accounts, findings, roles, workloads, who can, and exports. Others who may open the
       * fleet read only what belongs to their own groups, and IAM service accounts of entities that they see. When absent, the permissions alone decide.
       * @visibility backend
       */
      readerGroups?: string[];
    };
    /** Notifications to owners. docs/reference/events-and-metrics.md */
    notifications?: {
      /**
       * Whether owners are notified when something gets worse, and again when it is resolved. Defaults to true.
       * @visibility backend
       */
      enabled?: boolean;
      /**
       * Lowest severity that is notified. Defaults to `high`.
       * @visibility backend
       */
      minimumSeverity?: 'low' | 'medium' | 'high' | 'critical';
      /**
       * How often updates are sent, such as `{ minutes: 1 }`, which is the default.
       * @visibility backend
       */
      frequency?: HumanDuration | string;
      /**
       * How often owners get a digest of what is open: `daily` and `weekly` at 07:00 UTC, weekly on Mondays. Defaults to `weekly`.
       * @visibility backend
       */
      digest?: 'none' | 'daily' | 'weekly';
    };
    timeouts?: {
      /**
       * Longest wait for one answer of AWS, in milliseconds. Defaults to 15000.
       * @visibility backend
       */
      awsMs?: number;
      /**
       * Longest wait for one answer of a cluster, in milliseconds. Defaults to 15000.
       * @visibility backend
       */
      kubernetesMs?: number;
    };
  };
}
