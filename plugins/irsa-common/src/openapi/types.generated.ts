// Made by `yarn generate` from openapi.yaml: change that file, not this one.
/* eslint-disable */
export interface paths {
  '/v1/entities/{kind}/{namespace}/{name}/service-accounts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The IAM service accounts that a catalog entity names, answered from the store. */
    get: operations['ListEntityServiceAccounts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/service-accounts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description All IAM service accounts the caller may read, by cluster, namespace and name. */
    get: operations['ListServiceAccounts'];
    /** @description Brings AWS and the cluster to the spec, then verifies. An unchanged spec changes nothing. */
    put: operations['ApplyServiceAccount'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/service-accounts/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['GetServiceAccount'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/service-accounts/{id}/verifications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Observes AWS and the cluster now, runs every check, and stores the answer. */
    post: operations['VerifyServiceAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/plans': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description What applying the spec would change, and every rule that it breaks. Changes nothing. */
    post: operations['PlanServiceAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/operations/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['GetOperation'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/clusters': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The configured clusters in which the caller may use at least one namespace. */
    get: operations['ListClusters'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/clusters/{cluster}/namespaces': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The namespaces of a cluster that the caller may use, as the cluster has them now. */
    get: operations['ListNamespaces'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Error: {
      error: {
        name: string;
        message: string;
      };
      response: {
        statusCode: number;
      };
    };
    /**
     * @description How pods get the role - a web identity token (IRSA) or an EKS Pod Identity association.
     * @enum {string}
     */
    Mechanism: 'irsa' | 'pod-identity';
    /** @description A named piece of access to one resource; it yields exact policy statements. */
    Grant: {
      /** @example s3 */
      service: string;
      /** @example write */
      access: string;
      /** @description The resource by the name its service gives it, such as a bucket name. */
      resource: string;
    };
    /** @description What is asked for. What is not given comes from configuration. */
    IamServiceAccountSpec: {
      /** @description The catalog entity that is to own it, such as `component:default/orders`. */
      entityRef: string;
      /** @description One of the caller's own groups. Counts only while the entity is not in the catalog yet. */
      owner?: string;
      /** @description A name of `irsa.clusters`. */
      cluster: string;
      namespace: string;
      /** @description The name of the ServiceAccount. */
      name: string;
      mechanism?: components['schemas']['Mechanism'];
      grants?: components['schemas']['Grant'][];
      /** @description Lifetime of the projected token in seconds, 600 to 86400. */
      tokenExpirationSeconds?: number;
    };
    SpecRequest: {
      spec: components['schemas']['IamServiceAccountSpec'];
    };
    /** @description One broken rule. Nothing is written while there is any. */
    Violation: {
      /** @description The field of the spec, such as `grants[0].resource`. */
      field: string;
      /** @description The rule, such as `bucket-name`. */
      rule: string;
      message: string;
    };
    /** @enum {string} */
    StepAction: 'create' | 'update' | 'delete' | 'none';
    StepTarget: {
      /** @enum {string} */
      kind:
        | 'oidc-provider'
        | 'policy'
        | 'role'
        | 'role-policy-attachment'
        | 'namespace'
        | 'service-account';
      /** @description An ARN, or `cluster/namespace/name`. */
      name: string;
    };
    /** @description One field that changes. `before` is null for what does not exist yet. */
    FieldDiff: {
      field: string;
      before: unknown;
      after: unknown;
    };
    /** @description One API effect. */
    PlanStep: {
      id: string;
      action: components['schemas']['StepAction'];
      target: components['schemas']['StepTarget'];
      diff: components['schemas']['FieldDiff'][];
      /** @description A sentence, such as `Create role orders-7f3a (trusts production/orders in prod-eu)`. */
      summary: string;
    };
    Plan: {
      steps: components['schemas']['PlanStep'][];
      violations: components['schemas']['Violation'][];
    };
    OperationStep: components['schemas']['PlanStep'] & {
      /** @enum {string} */
      status: 'pending' | 'running' | 'done' | 'failed';
      /** Format: date-time */
      startedAt?: string;
      /** Format: date-time */
      finishedAt?: string;
      /** @description What was done, as a sentence, such as `Created role orders-7f3a (trusts production/orders in prod-eu)`, or why it failed. */
      message?: string;
    };
    Operation: {
      id: string;
      /** @enum {string} */
      status: 'running' | 'completed' | 'failed';
      /** Format: date-time */
      createdAt: string;
      steps: components['schemas']['OperationStep'][];
      result?: components['schemas']['IamServiceAccount'];
      error?: {
        name: string;
        message: string;
      };
    };
    ApplyResult: {
      steps: components['schemas']['OperationStep'][];
      serviceAccount: components['schemas']['IamServiceAccount'];
      verification: components['schemas']['Verification'];
    };
    /** @enum {string} */
    VerificationStatus: 'verified' | 'degraded' | 'broken' | 'unknown';
    /**
     * @description One part of the chain from workload to permissions.
     * @enum {string}
     */
    Link:
      | 'cluster'
      | 'workload'
      | 'service-account'
      | 'oidc-provider'
      | 'trust-policy'
      | 'role'
      | 'permissions';
    /** @description A question about one link, answered. */
    CheckResult: {
      id: string;
      link: components['schemas']['Link'];
      /** @enum {string} */
      result: 'pass' | 'warn' | 'fail' | 'unknown';
      /** @enum {string} */
      evidence: 'proved' | 'inferred';
      message: string;
      /** @description What to change, with the real names; null when nothing is to be done. */
      remediation: string | null;
      /** @description The id of the check whose failure leaves this one unanswered. */
      blockedBy?: string;
    };
    /** @description The answer of the token exchange with AWS STS. */
    LiveProof: {
      /** @enum {string} */
      result: 'proved' | 'refused' | 'failed';
      /** Format: date-time */
      at: string;
      assumedRoleArn?: string;
      reason?: string;
    };
    Verification: {
      status: components['schemas']['VerificationStatus'];
      liveProof: components['schemas']['LiveProof'] | null;
      /** Format: date-time */
      checkedAt: string;
      checks: components['schemas']['CheckResult'][];
    };
    /** @enum {string} */
    AccessLevel:
      | 'List'
      | 'Read'
      | 'Write'
      | 'Permissions management'
      | 'Tagging';
    /** @description What the role may do in one AWS service. */
    ServicePermissions: {
      /** @description The IAM prefix, such as `s3`. */
      service: string;
      /** @description The name people use, such as `S3`. */
      title: string;
      levels: {
        level: components['schemas']['AccessLevel'];
        /**
         * @description All actions of this level on all resources, or some of them.
         * @enum {string}
         */
        extent: 'full' | 'limited';
        actions: string[];
        resources: string[];
      }[];
    };
    Risk: {
      id: string;
      /** @enum {string} */
      severity: 'low' | 'medium' | 'high';
      message: string;
    };
    Permissions: {
      services: components['schemas']['ServicePermissions'][];
      risks: components['schemas']['Risk'][];
      /** @description The layers that could not be read, each with the reason. */
      unreadable?: string[];
    };
    /** @description The pods that run as the ServiceAccount. */
    Workloads: {
      pods: number;
      /** @description How many of them carry the role and token in every container meant to have it. */
      injected: number;
    };
    /** @description A Kubernetes ServiceAccount with an IAM role in one cluster. */
    IamServiceAccount: {
      /** @description Opaque, URL-safe and deterministic. */
      id: string;
      cluster: string;
      namespace: string;
      name: string;
      mechanism: components['schemas']['Mechanism'];
      roleArn: string | null;
      entityRef: string | null;
      owner: string | null;
      region: string;
      /** @description The AWS account of the cluster. */
      accountId: string;
      workloads: components['schemas']['Workloads'] | null;
      verification: components['schemas']['Verification'] | null;
      permissions: components['schemas']['Permissions'];
    };
    IamServiceAccountList: {
      items: components['schemas']['IamServiceAccount'][];
      nextCursor?: string;
      total?: number;
    };
    Cluster: {
      name: string;
      eksName: string;
      accountId: string;
      region: string;
      canCreateNamespaces: boolean;
    };
    ClusterList: {
      items: components['schemas']['Cluster'][];
      nextCursor?: string;
      total?: number;
    };
    Namespace: {
      name: string;
    };
    NamespaceList: {
      items: components['schemas']['Namespace'][];
      nextCursor?: string;
      total?: number;
    };
  };
  responses: {
    /** @description An error in Backstage's standard form. */
    Error: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'];
      };
    };
  };
  parameters: {
    entityKind: string;
    entityNamespace: string;
    entityName: string;
    id: string;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  ListEntityServiceAccounts: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        kind: components['parameters']['entityKind'];
        namespace: components['parameters']['entityNamespace'];
        name: components['parameters']['entityName'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The IAM service accounts of the entity. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IamServiceAccountList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListServiceAccounts: {
    parameters: {
      query?: {
        cluster?: string;
        namespace?: string;
        status?: components['schemas']['VerificationStatus'];
        owner?: string;
        cursor?: string;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IamServiceAccountList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ApplyServiceAccount: {
    parameters: {
      query?: never;
      header?: {
        /** @description `respond-async` answers 202 with the operation at once. */
        Prefer?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SpecRequest'];
      };
    };
    responses: {
      /** @description The plan was applied. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApplyResult'];
        };
      };
      /** @description The plan is being applied; read the operation. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Operation'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetServiceAccount: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The IAM service account as last stored. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IamServiceAccount'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  VerifyServiceAccount: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description Also make the live proof, a token exchange with AWS STS that gives out no power. */
          live: boolean;
        };
      };
    };
    responses: {
      /** @description The new verification. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Verification'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  PlanServiceAccount: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SpecRequest'];
      };
    };
    responses: {
      /** @description The plan. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetOperation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The operation as it stands now. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Operation'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListClusters: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The clusters. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClusterList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListNamespaces: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        cluster: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The namespaces. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NamespaceList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
}
