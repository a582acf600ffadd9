// Made by `yarn generate` from openapi.yaml: change that file, not this one.
/* eslint-disable */

/** The OpenAPI document of the `irsa` backend plugin. @public */
export const spec = {
  openapi: '3.1.0',
  info: {
    title: 'irsa',
    version: '1',
    description:
      'Plans, creates, and verifies IAM service accounts of the catalog. Served by the `irsa` backend plugin under `/api/irsa`.',
    license: {
      name: 'Apache-2.0',
      url: 'http://www.apache.org/licenses/LICENSE-2.0.html',
    },
  },
  security: [{}, { JWT: [] }],
  servers: [{ url: '/' }],
  paths: {
    '/v1/entities/{kind}/{namespace}/{name}/service-accounts': {
      get: {
        operationId: 'ListEntityServiceAccounts',
        description:
          'The IAM service accounts that a catalog entity names, answered from the store. `verification` is null before the first one. Needs `irsa.service-account.read`.',
        parameters: [
          { $ref: '#/components/parameters/entityKind' },
          { $ref: '#/components/parameters/entityNamespace' },
          { $ref: '#/components/parameters/entityName' },
        ],
        responses: {
          '200': {
            description: 'The IAM service accounts of the entity.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/IamServiceAccountList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/entities/{kind}/{namespace}/{name}/verifications': {
      post: {
        operationId: 'VerifyEntity',
        description:
          'Verifies the IAM service accounts of a catalog entity that were never verified and that the caller may verify, without live proofs. Needs `irsa.service-account.verify`.',
        parameters: [
          { $ref: '#/components/parameters/entityKind' },
          { $ref: '#/components/parameters/entityNamespace' },
          { $ref: '#/components/parameters/entityName' },
        ],
        responses: {
          '200': {
            description: 'All IAM service accounts of the entity.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/IamServiceAccountList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/entities/access': {
      post: {
        operationId: 'SummarizeEntityAccess',
        description:
          'Summarizes the AWS access of many catalog entities from the store. Omits entities of which the caller may read no IAM service account. Needs `irsa.service-account.read`.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/EntityAccessRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The summaries, in the order of the request.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/EntityAccessList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/service-accounts': {
      get: {
        operationId: 'ListServiceAccounts',
        description:
          'All IAM service accounts the caller may read, by cluster, namespace and name. Needs `irsa.service-account.read`.',
        parameters: [
          {
            name: 'cluster',
            in: 'query',
            allowReserved: true,
            schema: { type: 'string', maxLength: 100 },
          },
          {
            name: 'namespace',
            in: 'query',
            allowReserved: true,
            schema: { type: 'string', maxLength: 63 },
          },
          {
            name: 'status',
            in: 'query',
            allowReserved: true,
            schema: { $ref: '#/components/schemas/VerificationStatus' },
          },
          {
            name: 'owner',
            in: 'query',
            allowReserved: true,
            schema: { type: 'string', maxLength: 253 },
          },
          {
            name: 'cursor',
            in: 'query',
            allowReserved: true,
            schema: { type: 'string', maxLength: 1000 },
          },
          {
            name: 'limit',
            in: 'query',
            allowReserved: true,
            schema: { type: 'integer', minimum: 1, maximum: 500, default: 50 },
          },
        ],
        responses: {
          '200': {
            description: 'One page.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/IamServiceAccountList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      put: {
        operationId: 'ApplyServiceAccount',
        description:
          'Reconciles AWS and the cluster with the spec, then verifies. Applying an unchanged spec changes nothing. Needs `irsa.service-account.update`, or `irsa.service-account.create` for the first time.',
        parameters: [
          {
            name: 'Prefer',
            in: 'header',
            description:
              '`respond-async` answers 202 with the operation immediately.',
            schema: { type: 'string' },
          },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/ApplyRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The plan was applied.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ApplyResult' },
              },
            },
          },
          '202': {
            description: 'The plan is being applied. Read the operation.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Operation' },
              },
            },
          },
          '409': {
            description:
              'An approval is needed (`ApprovalRequiredError`, with `error.approvals`), or another condition blocks the change for now. Apply the same spec again after the approval.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Error' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/service-accounts/{id}': {
      delete: {
        operationId: 'DeleteServiceAccount',
        description:
          'Deletes the objects that Backstage created for the IAM service account and that nothing else uses. Access is removed first. Needs `irsa.service-account.delete`.',
        parameters: [
          { $ref: '#/components/parameters/id' },
          {
            name: 'Prefer',
            in: 'header',
            description:
              '`respond-async` answers 202 with the operation immediately.',
            schema: { type: 'string' },
          },
          {
            name: 'dryRun',
            in: 'query',
            allowReserved: true,
            description:
              'Answers 200 with the steps of the deletion, all `pending`, including the objects that are kept and the reason. Deletes nothing.',
            schema: { type: 'boolean', default: false },
          },
          { $ref: '#/components/parameters/reason' },
          { $ref: '#/components/parameters/changeNumber' },
        ],
        responses: {
          '200': {
            description: 'The deleted objects, or the objects to delete.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['steps'],
                  properties: {
                    steps: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/OperationStep' },
                    },
                  },
                },
              },
            },
          },
          '202': {
            description: 'The deletion is in progress. Read the operation.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Operation' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      get: {
        operationId: 'GetServiceAccount',
        description:
          'One IAM service account, answered from the store. Needs `irsa.service-account.read`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The IAM service account as last stored.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/IamServiceAccount' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/service-accounts/{id}/verifications': {
      get: {
        operationId: 'ListVerifications',
        description:
          'The verifications of one IAM service account, the newest first, each with the changes since the previous one. Needs `irsa.service-account.read`.',
        parameters: [
          { $ref: '#/components/parameters/id' },
          {
            name: 'cursor',
            in: 'query',
            allowReserved: true,
            schema: { type: 'string', maxLength: 100 },
          },
          {
            name: 'limit',
            in: 'query',
            allowReserved: true,
            schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
          },
        ],
        responses: {
          '200': {
            description: 'One page.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/VerificationHistory' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      post: {
        operationId: 'VerifyServiceAccount',
        description:
          'Reads AWS and the cluster now, runs every check, and stores the verification. Needs `irsa.service-account.verify`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['live'],
                properties: {
                  live: {
                    type: 'boolean',
                    description:
                      'Also make a live proof: a token exchange with AWS STS whose session has no permissions.',
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The new verification.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Verification' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/service-accounts/{id}/chain': {
      get: {
        operationId: 'GetServiceAccountChain',
        description:
          'The objects of each link, the pods and containers, and commands to verify each link manually, as last observed. Answers 404 before the first verification. Needs `irsa.service-account.read`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The chain.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Chain' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/service-accounts/{id}/diagnoses': {
      post: {
        operationId: 'DiagnoseServiceAccount',
        description:
          'The possible faults behind an error text of a pod, the most likely first, each compared with checks that run now. Neither the text nor the diagnosis is stored. Needs `irsa.service-account.verify`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['text'],
                properties: {
                  text: {
                    type: 'string',
                    minLength: 1,
                    maxLength: 20000,
                    description: "Lines of a pod's log.",
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The diagnosis.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Diagnosis' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/service-accounts/{id}/permissions': {
      get: {
        operationId: 'GetServiceAccountPermissions',
        description:
          'All effective permissions of the role with their statements, the policy documents, and the risks, answered from the store. Answers 404 before the first verification. Needs `irsa.service-account.read`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The effective permissions as last observed.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/EffectivePermissions' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/service-accounts/{id}/simulations': {
      post: {
        operationId: 'SimulateServiceAccount',
        description:
          'Simulates requests of the role by its current policies and, if requested, with the AWS policy simulator. Needs `irsa.service-account.verify`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['requests'],
                properties: {
                  requests: {
                    type: 'array',
                    minItems: 1,
                    maxItems: 20,
                    items: { $ref: '#/components/schemas/SimulationRequest' },
                  },
                  useAwsSimulator: {
                    type: 'boolean',
                    default: false,
                    description:
                      'Also call `iam:SimulatePrincipalPolicy`, which considers SCPs but no resource policies.',
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description:
              'One result for each request, in the order of the requests.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['results'],
                  properties: {
                    results: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/SimulationResult' },
                    },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/service-accounts/{id}/last-accessed': {
      post: {
        operationId: 'ReadLastAccessed',
        description:
          'When the role last used each service, from a new last-accessed report of AWS. Needs `irsa.service-account.verify`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The report.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/LastAccessedReport' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/service-accounts/{id}/transfers': {
      get: {
        operationId: 'ListServiceAccountTransfers',
        description:
          'The transfers of ownership of one IAM service account, the newest first. Needs `irsa.service-account.read`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The 50 newest.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/TransferList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      post: {
        operationId: 'RequestTransfer',
        description:
          "Asks the recorded owner to hand the IAM service account to another owner. Only in the user's own session, by a member of either owner or an administrator. Expires after 30 days. Needs `irsa.service-account.transfer`.",
        parameters: [{ $ref: '#/components/parameters/id' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['owner'],
                properties: {
                  owner: {
                    type: 'string',
                    minLength: 1,
                    maxLength: 253,
                    description: 'The entity reference of the new owner.',
                  },
                  reason: { $ref: '#/components/schemas/Reason' },
                },
              },
            },
          },
        },
        responses: {
          '201': {
            description: 'The pending transfer.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Transfer' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/transfers': {
      get: {
        operationId: 'ListTransfers',
        description:
          'The transfers that the caller requested, can decide, or is the new owner of, the newest first. Needs `irsa.service-account.read`.',
        parameters: [
          {
            name: 'state',
            in: 'query',
            allowReserved: true,
            schema: { $ref: '#/components/schemas/TransferState' },
          },
        ],
        responses: {
          '200': {
            description: 'The 200 newest.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/TransferList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/transfers/bulk': {
      post: {
        operationId: 'TransferInBulk',
        description:
          'Transfers all IAM service accounts of each old owner to its new owner. Only for administrators in their own session. IAM service accounts for which a rule forbids it are skipped. Needs `irsa.service-account.transfer`.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['owners'],
                properties: {
                  owners: {
                    type: 'array',
                    minItems: 1,
                    maxItems: 100,
                    items: {
                      type: 'object',
                      additionalProperties: false,
                      required: ['from', 'to'],
                      properties: {
                        from: { type: 'string', minLength: 1, maxLength: 253 },
                        to: { type: 'string', minLength: 1, maxLength: 253 },
                      },
                    },
                  },
                  dryRun: {
                    type: 'boolean',
                    default: false,
                    description:
                      'Answers what the request would do, and changes nothing.',
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description:
              'The result for each IAM service account of the old owners.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['items'],
                  properties: {
                    items: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/BulkTransfer' },
                    },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/entity-links': {
      put: {
        operationId: 'LinkEntities',
        description:
          "Links IAM service accounts that Backstage does not manage to entities, or removes links, by an administrator in their own session. A link counts as the entity's own annotation does. Changes nothing in AWS or a cluster. Those that a rule forbids stay as they are. Needs `irsa.governance.read`.",
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['links'],
                properties: {
                  links: {
                    type: 'array',
                    minItems: 1,
                    maxItems: 200,
                    items: { $ref: '#/components/schemas/EntityLink' },
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The result for each.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['items'],
                  properties: {
                    items: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/EntityLinkResult' },
                    },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/recoveries': {
      post: {
        operationId: 'Recover',
        description:
          'Records again which roles Backstage created, after its database was lost or restored, by an administrator in their own session. Reads AWS and the clusters, and changes nothing there. Needs `irsa.recover`.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                properties: {
                  dryRun: {
                    type: 'boolean',
                    default: true,
                    description:
                      'Answers what the request would record, and records nothing.',
                  },
                  cursor: {
                    type: 'string',
                    maxLength: 64,
                    description: '`nextCursor` of the previous page.',
                  },
                  limit: {
                    type: 'integer',
                    minimum: 1,
                    maximum: 100,
                    default: 50,
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description:
              "One page of the roles below `irsa.rolePath` that carry Backstage's tag and have no record.",
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/RecoveryList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/transfers/{id}/decisions': {
      post: {
        operationId: 'DecideTransfer',
        description:
          "Confirms or declines a pending transfer, by a member of the recorded owner or an administrator in their own session. Confirming asks for the new owner's namespace and resource rules, and then brings the owner tags in AWS up to date. Needs `irsa.service-account.transfer`.",
        parameters: [{ $ref: '#/components/parameters/id' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['decision'],
                properties: {
                  decision: { type: 'string', enum: ['confirm', 'decline'] },
                  reason: { $ref: '#/components/schemas/Reason' },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The decided transfer.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Transfer' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/approvals': {
      get: {
        operationId: 'ListApprovals',
        description:
          'The approvals that the caller requested or can decide, the newest first. Administrators get all. Needs `irsa.service-account.read`.',
        parameters: [
          {
            name: 'state',
            in: 'query',
            allowReserved: true,
            schema: { $ref: '#/components/schemas/ApprovalState' },
          },
        ],
        responses: {
          '200': {
            description: 'The 200 newest.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ApprovalList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/approvals/{id}': {
      get: {
        operationId: 'GetApproval',
        description: 'One approval. Needs `irsa.service-account.read`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The approval.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Approval' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/approvals/{id}/decisions': {
      post: {
        operationId: 'DecideApproval',
        description:
          'Approves or rejects a pending approval, by a member of its approvers in their own session who did not ask for it. An approval is for the one plan that it shows, for the person who asked for it, once and within 24 hours. Needs `irsa.approval.decide`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['decision'],
                properties: {
                  decision: { type: 'string', enum: ['approve', 'reject'] },
                  reason: { $ref: '#/components/schemas/Reason' },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The decided approval.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Approval' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/break-glass': {
      post: {
        operationId: 'OpenBreakGlass',
        description:
          'Lets a member of `irsa.breakGlass.groups` apply without approvals in one AWS account for 4 hours, in their own session. Administrators are notified. All other rules hold. Needs `irsa.break-glass`.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['accountId', 'reason'],
                properties: {
                  accountId: { type: 'string', minLength: 1, maxLength: 100 },
                  reason: { $ref: '#/components/schemas/Reason' },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The end of the exemption.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/BreakGlass' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/service-accounts/{id}/cut-off': {
      post: {
        operationId: 'CutOffServiceAccount',
        description:
          'Denies everything to the roles of the IAM service account, sessions that were issued already included, by one reversible inline policy. By its recorded owner or, on a role that others share, an administrator, in their own session. Needs `irsa.service-account.cut-off`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/CutOffRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The IAM service account, cut off.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/IamServiceAccount' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      delete: {
        operationId: 'RestoreServiceAccount',
        description:
          'Restores access that was cut off, for sessions issued from now on. Older sessions stay denied until the longest of them has expired. Needs `irsa.service-account.cut-off`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/CutOffRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The IAM service account, restored.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/IamServiceAccount' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/service-accounts/{id}/hand-over': {
      post: {
        operationId: 'HandOverServiceAccount',
        description:
          'Hands an IAM service account that was made here over to another tool, or takes it back from the tool that it was delivered by. Answers the files for the pull request. Nothing is written to AWS or the cluster, and its record here does not change until the tool has removed the managed-by tag, or the hand-over is canceled. Asking again answers the files again. Needs `irsa.service-account.update`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['to'],
                properties: {
                  to: { $ref: '#/components/schemas/HandOverTarget' },
                  preview: {
                    type: 'boolean',
                    description:
                      'If true, answers the files and starts no hand-over.',
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The files for the pull request.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/HandOver' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      delete: {
        operationId: 'CancelHandOver',
        description:
          'Cancels a started hand-over. The other tool keeps what it already manages. Needs `irsa.service-account.update`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The IAM service account.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/IamServiceAccount' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/service-accounts/{id}/right-size-proposals': {
      post: {
        operationId: 'ProposeRightSize',
        description:
          "The permissions that the role does not use according to AWS's last-accessed report, and the plan to remove them. Changes nothing. Needs `irsa.service-account.verify`.",
        parameters: [{ $ref: '#/components/parameters/id' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/RightSizeRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The proposal.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/RightSizeProposal' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/service-accounts/{id}/right-sizings': {
      get: {
        operationId: 'ListRightSizings',
        description:
          'Earlier right-sizings, the newest first. Needs `irsa.service-account.read`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The 50 newest.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['items'],
                  properties: {
                    items: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/RightSizing' },
                    },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      post: {
        operationId: 'RightSizeServiceAccount',
        description:
          'Removes the named permissions with a plan that is computed from a new AWS report. Needs `irsa.service-account.update`.',
        parameters: [
          { $ref: '#/components/parameters/id' },
          {
            name: 'Prefer',
            in: 'header',
            description:
              '`respond-async` answers 202 with the operation immediately.',
            schema: { type: 'string' },
          },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/RightSizingRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The result.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ApplyResult' },
              },
            },
          },
          '202': {
            description: 'The removal is in progress. Read the operation.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Operation' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/service-accounts/{id}/right-sizings/{rightSizing}/undo': {
      post: {
        operationId: 'UndoRightSizing',
        description:
          'Restores removed permissions by applying the previous spec. Refused if the access was changed otherwise since. Needs `irsa.service-account.update`.',
        parameters: [
          { $ref: '#/components/parameters/id' },
          {
            name: 'rightSizing',
            in: 'path',
            required: true,
            schema: { type: 'string', maxLength: 64 },
          },
          {
            name: 'Prefer',
            in: 'header',
            description:
              '`respond-async` answers 202 with the operation immediately.',
            schema: { type: 'string' },
          },
          { $ref: '#/components/parameters/reason' },
          { $ref: '#/components/parameters/changeNumber' },
        ],
        responses: {
          '200': {
            description: 'The result.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ApplyResult' },
              },
            },
          },
          '202': {
            description: 'The restoration is in progress. Read the operation.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Operation' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/checks': {
      get: {
        operationId: 'ListChecks',
        description:
          'All checks of a verification, in the order of the chain. Needs `irsa.service-account.read`.',
        responses: {
          '200': {
            description: 'The checks.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['items'],
                  properties: {
                    items: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/CheckDescription' },
                    },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/actions': {
      get: {
        operationId: 'ListActions',
        description:
          'AWS actions that start with a text, for autocompletion. Needs `irsa.service-account.read`.',
        parameters: [
          {
            name: 'prefix',
            in: 'query',
            allowReserved: true,
            schema: { type: 'string', maxLength: 128 },
          },
          {
            name: 'limit',
            in: 'query',
            allowReserved: true,
            schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
          },
        ],
        responses: {
          '200': {
            description: 'The actions.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['items'],
                  properties: {
                    items: {
                      type: 'array',
                      items: {
                        type: 'object',
                        required: ['action', 'level'],
                        properties: {
                          action: { type: 'string' },
                          level: { $ref: '#/components/schemas/AccessLevel' },
                          resourceTypes: {
                            type: 'array',
                            items: { type: 'string' },
                            description:
                              'The ARN formats of the resources that the action supports.',
                          },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/plans': {
      post: {
        operationId: 'PlanServiceAccount',
        description:
          'The changes that applying the spec would make, and every rule that it breaks. Changes nothing. Needs `irsa.plan`.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/SpecRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The plan.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Plan' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/service-accounts/{id}/migration-plans': {
      post: {
        operationId: 'PlanMigration',
        description:
          'The changes of a migration to the other mechanism, its blockers, and the pods that must be restarted. Changes nothing. Needs `irsa.service-account.update`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/MigrationRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The plan.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/MigrationPlan' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/service-accounts/{id}/migrations': {
      post: {
        operationId: 'MigrateServiceAccount',
        description:
          'Migrates the IAM service account to the other mechanism as far as its running pods permit. To finish, repeat the request after the pods have been restarted. Needs `irsa.service-account.update`.',
        parameters: [
          { $ref: '#/components/parameters/id' },
          {
            name: 'Prefer',
            in: 'header',
            description:
              '`respond-async` answers 202 with the operation immediately.',
            schema: { type: 'string' },
          },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/MigrationRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The finished steps and the remaining work.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/MigrationResult' },
              },
            },
          },
          '202': {
            description: 'The migration is in progress. Read the operation.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Operation' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/migrations': {
      get: {
        operationId: 'ListMigrations',
        description:
          "The progress of the fleet's migration to EKS Pod Identity, as last stored. Contains only what the caller may read. Needs `irsa.service-account.read`.",
        parameters: [
          {
            name: 'cluster',
            in: 'query',
            allowReserved: true,
            schema: { type: 'string', maxLength: 100 },
          },
          {
            name: 'stage',
            in: 'query',
            allowReserved: true,
            schema: { $ref: '#/components/schemas/MigrationStage' },
          },
          {
            name: 'serviceAccountId',
            in: 'query',
            description:
              'The id of an IAM service account, to get only its migration.',
            allowReserved: true,
            schema: { type: 'string', maxLength: 64 },
          },
          {
            name: 'cursor',
            in: 'query',
            allowReserved: true,
            schema: { type: 'string', maxLength: 200 },
          },
          {
            name: 'limit',
            in: 'query',
            allowReserved: true,
            schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
          },
        ],
        responses: {
          '200': {
            description: 'One page, and the counts of all.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/MigrationList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/waves': {
      post: {
        operationId: 'CreateWave',
        description:
          'Selects IAM service accounts and plans a change of each in the background. Writes nothing to AWS or a cluster until the wave is started. Items that the caller may not change are blocked, with the reason. Needs `irsa.wave`.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/WaveRequest' },
            },
          },
        },
        responses: {
          '201': {
            description: 'The wave, whose items are being planned.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Wave' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      get: {
        operationId: 'ListWaves',
        description:
          'The waves that the caller created, or all for administrators, the newest first, at most 100. Needs `irsa.wave`.',
        responses: {
          '200': {
            description: 'The waves.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/WaveList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/waves/{id}': {
      get: {
        operationId: 'GetWave',
        description:
          'The progress of a wave. Its creator and administrators may read it. Needs `irsa.wave`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The wave.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Wave' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/waves/{id}/items': {
      get: {
        operationId: 'ListWaveItems',
        description:
          'The IAM service accounts of a wave that the caller may read, in the order in which they are changed; those that are blocked come first while nothing was started. Needs `irsa.wave`.',
        parameters: [
          { $ref: '#/components/parameters/id' },
          {
            name: 'state',
            in: 'query',
            allowReserved: true,
            schema: { $ref: '#/components/schemas/WaveItemState' },
          },
          {
            name: 'cursor',
            in: 'query',
            allowReserved: true,
            schema: { type: 'string', maxLength: 20, pattern: '^[0-9]+$' },
          },
          {
            name: 'limit',
            in: 'query',
            allowReserved: true,
            schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
          },
        ],
        responses: {
          '200': {
            description: 'One page.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/WaveItemList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/waves/{id}/report': {
      get: {
        operationId: 'ExportWave',
        description:
          'Every IAM service account of a wave that the caller may read, with its state and reason, as a file. Needs `irsa.wave`.',
        parameters: [
          { $ref: '#/components/parameters/id' },
          {
            name: 'format',
            in: 'query',
            allowReserved: true,
            schema: {
              type: 'string',
              enum: ['csv', 'markdown'],
              default: 'csv',
            },
          },
        ],
        responses: {
          '200': {
            description: 'The file.',
            content: {
              'text/csv': { schema: { type: 'string' } },
              'text/markdown': { schema: { type: 'string' } },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/waves/{id}/start': {
      post: {
        operationId: 'StartWave',
        description:
          'Starts changing the items of a planned wave. The caller needs the permissions for each item at this time, as for a single change, in their own session. Needs `irsa.wave`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The wave.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Wave' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/waves/{id}/pause': {
      post: {
        operationId: 'PauseWave',
        description:
          'Starts no further item. Changes in progress are finished. Needs `irsa.wave`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The wave.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Wave' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/waves/{id}/resume': {
      post: {
        operationId: 'ResumeWave',
        description:
          'Continues a paused wave, and retries failed and blocked items. Checks permissions again, as for a start. Needs `irsa.wave`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The wave.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Wave' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/waves/{id}/undo': {
      post: {
        operationId: 'UndoWave',
        description:
          'Reverts items in reverse order. Undoing a clone deletes what the wave created in the target cluster, unless pods use it. Undoing a migration restores the previous spec. Checks permissions again, those to delete for a clone. Needs `irsa.wave`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The wave.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Wave' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/renderings': {
      post: {
        operationId: 'RenderServiceAccount',
        description:
          'The files with which another tool implements the spec, and every rule that the spec breaks. Changes nothing. Needs `irsa.plan`.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/RenderingRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The files.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Rendering' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/deliveries': {
      post: {
        operationId: 'DeliverServiceAccount',
        description:
          'Renders the spec for delivery by a pull request and records it, so that the IAM service account is pending delivery instead of broken. Refuses a spec that breaks a rule. Needs `irsa.service-account.update`, or `irsa.service-account.create` for the first time.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/RenderingRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The files.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Rendering' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/operations/{id}': {
      get: {
        operationId: 'GetOperation',
        description:
          'The progress of a change, step by step. Only its initiator may read it. Needs `irsa.service-account.read`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The current state of the operation.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Operation' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/operations/{id}/rollbacks': {
      post: {
        operationId: 'RollBackOperation',
        description:
          'Rolls back a failed operation: deletes what it created, and nothing that existed before. Needs `irsa.service-account.delete`.',
        parameters: [
          { $ref: '#/components/parameters/id' },
          { $ref: '#/components/parameters/reason' },
          { $ref: '#/components/parameters/changeNumber' },
        ],
        responses: {
          '200': {
            description: 'What was deleted.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['steps'],
                  properties: {
                    steps: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/OperationStep' },
                    },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/clusters': {
      get: {
        operationId: 'ListClusters',
        description:
          'The configured and discovered clusters in which the caller may use at least one namespace. Needs `irsa.service-account.read`.',
        responses: {
          '200': {
            description: 'The clusters.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ClusterList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/clusters/{cluster}/namespaces': {
      get: {
        operationId: 'ListNamespaces',
        description:
          'The namespaces of a cluster that the caller may use, as the last scan or refresh read them. Needs `irsa.service-account.read`.',
        parameters: [
          {
            name: 'cluster',
            in: 'path',
            required: true,
            schema: { type: 'string', maxLength: 100 },
          },
        ],
        responses: {
          '200': {
            description: 'The namespaces.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/NamespaceList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/clusters/{cluster}/namespaces/refresh': {
      post: {
        operationId: 'RefreshNamespaces',
        description:
          'Reads the namespaces of a cluster now. Needs `irsa.service-account.read`.',
        parameters: [
          {
            name: 'cluster',
            in: 'path',
            required: true,
            schema: { type: 'string', maxLength: 100 },
          },
        ],
        responses: {
          '200': {
            description: 'The namespaces that the caller may use.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/NamespaceList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/clusters/{cluster}/setup': {
      get: {
        operationId: 'GetClusterSetup',
        description:
          'The setup steps that a cluster needs before its services can get AWS identities, done and open, as of the last scan, with commands and Terraform. Needs `irsa.governance.read`.',
        parameters: [
          {
            name: 'cluster',
            in: 'path',
            required: true,
            schema: { type: 'string', maxLength: 100 },
          },
        ],
        responses: {
          '200': {
            description: 'Every step, in the order in which to take them.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ClusterSetup' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/discovery': {
      get: {
        operationId: 'ListDiscoveredPlaces',
        description:
          'The sources of clusters and accounts, and what each found or why it failed. Empty for callers who cannot read the whole fleet. Needs `irsa.governance.read`.',
        responses: {
          '200': {
            description: 'All sources, failed ones first.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/DiscoveredPlaceList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      post: {
        operationId: 'StartDiscovery',
        description:
          'Starts reading the sources of clusters and accounts in the background. Only for callers who can read the whole fleet. Needs `irsa.governance.read`.',
        responses: {
          '202': {
            description: 'The sources before this run.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/DiscoveredPlaceList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/overview': {
      get: {
        operationId: 'GetOverview',
        description:
          'The objects in all clusters and accounts, their findings, and the trend. Contains only what the caller may read, including in counts. Needs `irsa.governance.read`.',
        responses: {
          '200': {
            description: 'The fleet at a glance, from the store.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Overview' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/fleet/service-accounts': {
      get: {
        operationId: 'ListFleetServiceAccounts',
        description:
          'The IAM service accounts of both mechanisms in every cluster, including those that Backstage does not manage. Sorted by status by default, broken ones first. Needs `irsa.governance.read`.',
        parameters: [
          { $ref: '#/components/parameters/q' },
          { $ref: '#/components/parameters/clusterFacet' },
          { $ref: '#/components/parameters/namespaceFacet' },
          { $ref: '#/components/parameters/accountFacet' },
          { $ref: '#/components/parameters/ownerFacet' },
          { $ref: '#/components/parameters/statusFacet' },
          { $ref: '#/components/parameters/mechanismFacet' },
          { $ref: '#/components/parameters/entityFacet' },
          { $ref: '#/components/parameters/linkFacet' },
          { $ref: '#/components/parameters/serviceAccountIdFilter' },
          {
            name: 'sort',
            in: 'query',
            allowReserved: true,
            schema: {
              type: 'string',
              enum: [
                'status',
                'place',
                'role',
                'owner',
                'pods',
                'findings',
                'checkedAt',
              ],
              default: 'status',
            },
          },
          { $ref: '#/components/parameters/order' },
          { $ref: '#/components/parameters/cursor' },
          { $ref: '#/components/parameters/limit' },
        ],
        responses: {
          '200': {
            description: 'One page.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/FleetServiceAccountList',
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/fleet/workloads': {
      get: {
        operationId: 'ListFleetWorkloads',
        description:
          'The workloads of the clusters and their AWS identities. Needs `irsa.governance.read`.',
        parameters: [
          { $ref: '#/components/parameters/q' },
          { $ref: '#/components/parameters/clusterFacet' },
          { $ref: '#/components/parameters/namespaceFacet' },
          { $ref: '#/components/parameters/ownerFacet' },
          { $ref: '#/components/parameters/identitySourceFacet' },
          { $ref: '#/components/parameters/serviceAccountIdFilter' },
          { $ref: '#/components/parameters/roleIdFilter' },
          {
            name: 'sort',
            in: 'query',
            allowReserved: true,
            schema: {
              type: 'string',
              enum: ['identitySource', 'place', 'pods'],
              default: 'identitySource',
            },
          },
          { $ref: '#/components/parameters/order' },
          { $ref: '#/components/parameters/cursor' },
          { $ref: '#/components/parameters/limit' },
        ],
        responses: {
          '200': {
            description: 'One page.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/FleetWorkloadList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/findings': {
      get: {
        operationId: 'ListFindings',
        description:
          'Findings. Sorted by severity by default, the highest first. Needs `irsa.governance.read`.',
        parameters: [
          { $ref: '#/components/parameters/q' },
          { $ref: '#/components/parameters/clusterFacet' },
          { $ref: '#/components/parameters/namespaceFacet' },
          { $ref: '#/components/parameters/accountFacet' },
          { $ref: '#/components/parameters/ownerFacet' },
          { $ref: '#/components/parameters/severityFacet' },
          { $ref: '#/components/parameters/checkFacet' },
          { $ref: '#/components/parameters/stateFilter' },
          { $ref: '#/components/parameters/subjectKindFacet' },
          { $ref: '#/components/parameters/subjectIdFilter' },
          { $ref: '#/components/parameters/serviceAccountIdFilter' },
          {
            name: 'sort',
            in: 'query',
            allowReserved: true,
            schema: {
              type: 'string',
              enum: ['severity', 'age', 'owner', 'subject', 'check'],
              default: 'severity',
            },
          },
          { $ref: '#/components/parameters/order' },
          { $ref: '#/components/parameters/cursor' },
          { $ref: '#/components/parameters/limit' },
        ],
        responses: {
          '200': {
            description: 'One page.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/FindingList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/facets/{table}': {
      get: {
        operationId: 'CountFacets',
        description:
          'The number of rows of a table for each value, the most frequent first. Each facet applies all filters except its own. Refuses filters that the list does not support. Needs `irsa.governance.read`.',
        parameters: [
          {
            name: 'table',
            in: 'path',
            required: true,
            schema: {
              type: 'string',
              enum: [
                'service-accounts',
                'workloads',
                'findings',
                'roles',
                'node-roles',
              ],
            },
          },
          {
            name: 'facets',
            in: 'query',
            description:
              'The filters whose values are counted. Defaults to all filters of the table.',
            style: 'form',
            explode: false,
            allowReserved: true,
            schema: {
              type: 'array',
              minItems: 1,
              maxItems: 20,
              items: { type: 'string', maxLength: 64 },
            },
          },
          { $ref: '#/components/parameters/q' },
          { $ref: '#/components/parameters/clusterFacet' },
          { $ref: '#/components/parameters/namespaceFacet' },
          { $ref: '#/components/parameters/accountFacet' },
          { $ref: '#/components/parameters/ownerFacet' },
          { $ref: '#/components/parameters/statusFacet' },
          { $ref: '#/components/parameters/mechanismFacet' },
          { $ref: '#/components/parameters/entityFacet' },
          { $ref: '#/components/parameters/linkFacet' },
          { $ref: '#/components/parameters/identitySourceFacet' },
          { $ref: '#/components/parameters/severityFacet' },
          { $ref: '#/components/parameters/checkFacet' },
          { $ref: '#/components/parameters/subjectKindFacet' },
          { $ref: '#/components/parameters/useFacet' },
          { $ref: '#/components/parameters/unusedFacet' },
          { $ref: '#/components/parameters/managedByFacet' },
          { $ref: '#/components/parameters/stateFilter' },
          { $ref: '#/components/parameters/subjectIdFilter' },
          { $ref: '#/components/parameters/serviceAccountIdFilter' },
          { $ref: '#/components/parameters/roleIdFilter' },
        ],
        responses: {
          '200': {
            description: 'The facets.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/FleetFacets' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/finding-groups': {
      get: {
        operationId: 'ListFindingGroups',
        description:
          'Findings by check, the highest severity first. Needs `irsa.governance.read`.',
        parameters: [
          { $ref: '#/components/parameters/q' },
          { $ref: '#/components/parameters/clusterFacet' },
          { $ref: '#/components/parameters/namespaceFacet' },
          { $ref: '#/components/parameters/accountFacet' },
          { $ref: '#/components/parameters/ownerFacet' },
          { $ref: '#/components/parameters/severityFacet' },
          { $ref: '#/components/parameters/checkFacet' },
          { $ref: '#/components/parameters/subjectKindFacet' },
          { $ref: '#/components/parameters/stateFilter' },
          { $ref: '#/components/parameters/subjectIdFilter' },
          { $ref: '#/components/parameters/serviceAccountIdFilter' },
        ],
        responses: {
          '200': {
            description: 'One group for each check with findings.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/FindingGroupList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/findings/{id}': {
      get: {
        operationId: 'GetFinding',
        description: 'One finding in any state. Needs `irsa.governance.read`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The finding.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Finding' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/findings/{id}/acceptance': {
      put: {
        operationId: 'AcceptFinding',
        description:
          'Accepts the risk until a day, with a reason. Then the finding is open again. Needs `irsa.governance.accept`, and ownership of the resource or membership in `irsa.findings.acceptanceGroups`. Where the severity is high or critical, or would be with running pods, only members of these groups who did not ask for the access can accept.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['reason', 'until'],
                properties: {
                  reason: { type: 'string', minLength: 10, maxLength: 1000 },
                  until: {
                    type: 'string',
                    format: 'date-time',
                    description:
                      'When the acceptance expires. At most 90 days from now.',
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The updated finding.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Finding' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      delete: {
        operationId: 'ReopenFinding',
        description:
          'Withdraws an acceptance. Needs `irsa.governance.accept`, and what accepting the finding needs.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The updated finding.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Finding' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/roles': {
      get: {
        operationId: 'ListRoles',
        description:
          'The roles that trust an EKS issuer or EKS Pod Identity, or that nodes have. Needs `irsa.governance.read`.',
        parameters: [
          { $ref: '#/components/parameters/q' },
          { $ref: '#/components/parameters/accountFacet' },
          { $ref: '#/components/parameters/clusterFacet' },
          { $ref: '#/components/parameters/ownerFacet' },
          { $ref: '#/components/parameters/useFacet' },
          { $ref: '#/components/parameters/unusedFacet' },
          { $ref: '#/components/parameters/managedByFacet' },
          {
            name: 'sort',
            in: 'query',
            allowReserved: true,
            schema: {
              type: 'string',
              enum: ['risk', 'name', 'lastUsed', 'serviceAccounts', 'owner'],
              default: 'risk',
            },
          },
          { $ref: '#/components/parameters/order' },
          { $ref: '#/components/parameters/cursor' },
          { $ref: '#/components/parameters/limit' },
        ],
        responses: {
          '200': {
            description: 'One page.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/FleetRoleList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/roles/{id}': {
      get: {
        operationId: 'GetRole',
        description:
          'A role with its trusted principals, indirect access and blast radius. Needs `irsa.governance.read`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The role.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/FleetRoleDetail' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/node-roles': {
      get: {
        operationId: 'ListNodeRoles',
        description:
          'The roles of nodes, their permissions beyond what nodes need, and the workloads that may depend on these. Needs `irsa.governance.read`.',
        parameters: [
          { $ref: '#/components/parameters/q' },
          { $ref: '#/components/parameters/clusterFacet' },
          { $ref: '#/components/parameters/cursor' },
          { $ref: '#/components/parameters/limit' },
        ],
        responses: {
          '200': {
            description: 'One page.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/NodeRoleList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/node-roles/{id}': {
      get: {
        operationId: 'GetNodeRole',
        description:
          'One node role with the plan that removes excess permissions in a safe order. Needs `irsa.governance.read`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The node role.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/NodeRoleDetail' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/scopes': {
      get: {
        operationId: 'ListScopes',
        description:
          'The scanned clusters and accounts, since when each is stale, and why. Needs `irsa.governance.read`.',
        responses: {
          '200': {
            description: 'All of them.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ScopeList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/scopes/{scope}/scans': {
      post: {
        operationId: 'StartScan',
        description:
          'Requests a scan of one cluster or account now. The scan runs in the background. Needs `irsa.governance.read`.',
        parameters: [
          {
            name: 'scope',
            in: 'path',
            required: true,
            description:
              'The id of the scope, such as `cluster:prod-eu` or `account:111122223333`.',
            schema: { type: 'string', maxLength: 120 },
          },
        ],
        responses: {
          '202': {
            description: 'The scan is requested.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Scope' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/access': {
      get: {
        operationId: 'ListAccess',
        description:
          'Who can perform an action on a resource, across the fleet, by the policies as last scanned, including bucket policies. Other kinds than `pod` and `role`, and roles that neither a ServiceAccount nor a node has, are shown only to callers who may read the whole fleet. Needs `irsa.governance.read`.',
        parameters: [
          {
            name: 'action',
            in: 'query',
            required: true,
            description:
              'One action, such as `s3:DeleteObject`, without wildcards.',
            allowReserved: true,
            schema: { type: 'string', maxLength: 128 },
          },
          {
            name: 'resource',
            in: 'query',
            required: true,
            description:
              'The ARN of one resource, or `*` for actions without one.',
            allowReserved: true,
            schema: { type: 'string', maxLength: 2048 },
          },
          { $ref: '#/components/parameters/clusterFilter' },
          { $ref: '#/components/parameters/accountFilter' },
          {
            name: 'kind',
            in: 'query',
            allowReserved: true,
            schema: { $ref: '#/components/schemas/AccessHolderKind' },
          },
          { $ref: '#/components/parameters/cursor' },
          { $ref: '#/components/parameters/limit' },
        ],
        responses: {
          '200': {
            description: 'One page.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/AccessList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      post: {
        operationId: 'AskAccess',
        description:
          'Like the list, but first reads the policy of the resource and its KMS key from AWS. For callers who cannot read the whole fleet, it reads neither and answers like the list. Needs `irsa.governance.read`.',
        parameters: [
          {
            name: 'action',
            in: 'query',
            required: true,
            description:
              'One action, such as `s3:DeleteObject`, without wildcards.',
            allowReserved: true,
            schema: { type: 'string', maxLength: 128 },
          },
          {
            name: 'resource',
            in: 'query',
            required: true,
            description:
              'The ARN of one resource, or `*` for actions without one.',
            allowReserved: true,
            schema: { type: 'string', maxLength: 2048 },
          },
          { $ref: '#/components/parameters/clusterFilter' },
          { $ref: '#/components/parameters/accountFilter' },
          {
            name: 'kind',
            in: 'query',
            allowReserved: true,
            schema: { $ref: '#/components/schemas/AccessHolderKind' },
          },
          { $ref: '#/components/parameters/cursor' },
          { $ref: '#/components/parameters/limit' },
        ],
        responses: {
          '200': {
            description: 'One page.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/AccessList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/access-graph': {
      get: {
        operationId: 'GetAccessGraph',
        description:
          'Who reaches what in AWS through one ServiceAccount, entity, role or namespace, as last scanned, and the edge whose removal cuts most paths. Give exactly one of `serviceAccountId`, `entityRef`, `roleId`, or `cluster` with `namespace`. Needs `irsa.governance.read`.',
        parameters: [
          {
            name: 'serviceAccountId',
            in: 'query',
            allowReserved: true,
            schema: { type: 'string', maxLength: 100 },
          },
          {
            name: 'entityRef',
            in: 'query',
            description:
              'A catalog entity, such as `component:default/orders`.',
            allowReserved: true,
            schema: { type: 'string', maxLength: 253 },
          },
          {
            name: 'roleId',
            in: 'query',
            allowReserved: true,
            schema: { type: 'string', maxLength: 100 },
          },
          { $ref: '#/components/parameters/clusterFilter' },
          {
            name: 'namespace',
            in: 'query',
            description: 'A namespace of `cluster`.',
            allowReserved: true,
            schema: { type: 'string', maxLength: 63 },
          },
        ],
        responses: {
          '200': {
            description: 'The graph.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/AccessGraph' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/changes': {
      get: {
        operationId: 'ListChanges',
        description:
          'Changes in AWS, in clusters, and of ownership, the newest first. Needs `irsa.audit.read`.',
        parameters: [
          {
            name: 'serviceAccount',
            in: 'query',
            description: 'An IAM service account as `cluster/namespace/name`.',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 420,
              pattern: '^[^/]+/[^/]+/[^/]+$',
            },
          },
          {
            name: 'owner',
            in: 'query',
            description: 'The recorded owner, an entity reference.',
            allowReserved: true,
            schema: { type: 'string', maxLength: 253 },
          },
          {
            name: 'requester',
            in: 'query',
            description:
              'An entity reference of a user, or the pseudonym if names are replaced.',
            allowReserved: true,
            schema: { type: 'string', maxLength: 253 },
          },
          {
            name: 'action',
            in: 'query',
            allowReserved: true,
            schema: { $ref: '#/components/schemas/ChangeAction' },
          },
          {
            name: 'from',
            in: 'query',
            description: 'Only changes that started at this time or later.',
            allowReserved: true,
            schema: { type: 'string', format: 'date-time' },
          },
          {
            name: 'to',
            in: 'query',
            description: 'Only changes that started before this time.',
            allowReserved: true,
            schema: { type: 'string', format: 'date-time' },
          },
          { $ref: '#/components/parameters/cursor' },
          { $ref: '#/components/parameters/limit' },
        ],
        responses: {
          '200': {
            description: 'One page.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ChangeList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/changes/{id}': {
      get: {
        operationId: 'GetChange',
        description:
          'One change with its writes, their documents and their requests to AWS. Needs `irsa.audit.read`.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The change.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ChangeDetails' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/service-accounts/{id}/changes': {
      get: {
        operationId: 'ListServiceAccountChanges',
        description:
          'The changes of one IAM service account that were made for its recorded owner, the newest first, without documents. Needs `irsa.service-account.read`.',
        parameters: [
          { $ref: '#/components/parameters/id' },
          { $ref: '#/components/parameters/cursor' },
          { $ref: '#/components/parameters/limit' },
        ],
        responses: {
          '200': {
            description: 'One page.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ChangeList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/exports/changes': {
      get: {
        operationId: 'ExportChanges',
        description:
          'Changes as a file, the newest first. JSON has their writes and documents, CSV their request IDs. Needs `irsa.audit.read`.',
        parameters: [
          {
            name: 'format',
            in: 'query',
            allowReserved: true,
            schema: { type: 'string', enum: ['csv', 'json'], default: 'csv' },
          },
          {
            name: 'serviceAccount',
            in: 'query',
            description: 'An IAM service account as `cluster/namespace/name`.',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 420,
              pattern: '^[^/]+/[^/]+/[^/]+$',
            },
          },
          {
            name: 'owner',
            in: 'query',
            description: 'The recorded owner, an entity reference.',
            allowReserved: true,
            schema: { type: 'string', maxLength: 253 },
          },
          {
            name: 'requester',
            in: 'query',
            description:
              'An entity reference of a user, or the pseudonym if names are replaced.',
            allowReserved: true,
            schema: { type: 'string', maxLength: 253 },
          },
          {
            name: 'action',
            in: 'query',
            allowReserved: true,
            schema: { $ref: '#/components/schemas/ChangeAction' },
          },
          {
            name: 'from',
            in: 'query',
            description: 'Only changes that started at this time or later.',
            allowReserved: true,
            schema: { type: 'string', format: 'date-time' },
          },
          {
            name: 'to',
            in: 'query',
            description: 'Only changes that started before this time.',
            allowReserved: true,
            schema: { type: 'string', format: 'date-time' },
          },
        ],
        responses: {
          '200': {
            description: 'The file.',
            content: {
              'text/csv': { schema: { type: 'string' } },
              'application/json': {
                schema: {
                  type: 'array',
                  items: { $ref: '#/components/schemas/ChangeDetails' },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/exports/access-review': {
      get: {
        operationId: 'ExportAccessReview',
        description:
          'Every IAM service account with its owner, its permissions, and when it was last changed, proved, and used. Needs `irsa.audit.read`.',
        parameters: [
          {
            name: 'format',
            in: 'query',
            allowReserved: true,
            schema: { type: 'string', enum: ['csv', 'json'], default: 'csv' },
          },
        ],
        responses: {
          '200': {
            description: 'The file.',
            content: {
              'text/csv': { schema: { type: 'string' } },
              'application/json': {
                schema: {
                  type: 'array',
                  items: { $ref: '#/components/schemas/AccessReviewItem' },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/exports/{table}': {
      get: {
        operationId: 'ExportTable',
        description:
          'A whole table with the filters of its list, as CSV or JSON. Refuses filters that the list does not support. Needs `irsa.governance.read`.',
        parameters: [
          {
            name: 'table',
            in: 'path',
            required: true,
            schema: {
              type: 'string',
              enum: [
                'service-accounts',
                'workloads',
                'findings',
                'roles',
                'node-roles',
              ],
            },
          },
          {
            name: 'format',
            in: 'query',
            allowReserved: true,
            schema: { type: 'string', enum: ['csv', 'json'], default: 'csv' },
          },
          { $ref: '#/components/parameters/q' },
          { $ref: '#/components/parameters/clusterFacet' },
          { $ref: '#/components/parameters/namespaceFacet' },
          { $ref: '#/components/parameters/accountFacet' },
          { $ref: '#/components/parameters/ownerFacet' },
          { $ref: '#/components/parameters/statusFacet' },
          { $ref: '#/components/parameters/mechanismFacet' },
          { $ref: '#/components/parameters/entityFacet' },
          { $ref: '#/components/parameters/linkFacet' },
          { $ref: '#/components/parameters/identitySourceFacet' },
          { $ref: '#/components/parameters/severityFacet' },
          { $ref: '#/components/parameters/checkFacet' },
          { $ref: '#/components/parameters/stateFilter' },
          { $ref: '#/components/parameters/subjectKindFacet' },
          { $ref: '#/components/parameters/subjectIdFilter' },
          { $ref: '#/components/parameters/serviceAccountIdFilter' },
          { $ref: '#/components/parameters/useFacet' },
          { $ref: '#/components/parameters/unusedFacet' },
          { $ref: '#/components/parameters/managedByFacet' },
          { $ref: '#/components/parameters/roleIdFilter' },
        ],
        responses: {
          '200': {
            description: 'The rows. As JSON, an array.',
            content: {
              'text/csv': { schema: { type: 'string' } },
              'application/json': {
                schema: { type: 'array', items: { type: 'object' } },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
  },
  components: {
    securitySchemes: {
      JWT: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description:
          'A Backstage token of a user; some reads also accept that of a plugin.',
      },
    },
    parameters: {
      reason: {
        name: 'reason',
        in: 'query',
        description: 'The reason for the change, for auditors.',
        allowReserved: true,
        schema: { $ref: '#/components/schemas/Reason' },
      },
      changeNumber: {
        name: 'changeNumber',
        in: 'query',
        description:
          'The change request or ticket for the change, for auditors.',
        allowReserved: true,
        schema: { $ref: '#/components/schemas/ChangeNumber' },
      },
      q: {
        name: 'q',
        in: 'query',
        description: 'Text that the names contain. Not case-sensitive.',
        allowReserved: true,
        schema: { type: 'string', maxLength: 200 },
      },
      clusterFilter: {
        name: 'cluster',
        in: 'query',
        allowReserved: true,
        schema: { type: 'string', maxLength: 100 },
      },
      accountFilter: {
        name: 'account',
        in: 'query',
        allowReserved: true,
        schema: { type: 'string', pattern: '^\\d{12}$' },
      },
      clusterFacet: {
        name: 'cluster',
        in: 'query',
        style: 'form',
        explode: false,
        allowReserved: true,
        schema: {
          type: 'array',
          minItems: 1,
          maxItems: 50,
          items: { type: 'string', maxLength: 100 },
        },
      },
      namespaceFacet: {
        name: 'namespace',
        in: 'query',
        style: 'form',
        explode: false,
        allowReserved: true,
        schema: {
          type: 'array',
          minItems: 1,
          maxItems: 50,
          items: { type: 'string', maxLength: 63 },
        },
      },
      accountFacet: {
        name: 'account',
        in: 'query',
        style: 'form',
        explode: false,
        allowReserved: true,
        schema: {
          type: 'array',
          minItems: 1,
          maxItems: 50,
          items: { type: 'string', pattern: '^\\d{12}$' },
        },
      },
      ownerFacet: {
        name: 'owner',
        in: 'query',
        description: 'Owners, as entity references, or `none`.',
        style: 'form',
        explode: false,
        allowReserved: true,
        schema: {
          type: 'array',
          minItems: 1,
          maxItems: 50,
          items: { type: 'string', maxLength: 253 },
        },
      },
      statusFacet: {
        name: 'status',
        in: 'query',
        description: 'Statuses of IAM service accounts.',
        style: 'form',
        explode: false,
        allowReserved: true,
        schema: {
          type: 'array',
          minItems: 1,
          maxItems: 50,
          items: { $ref: '#/components/schemas/VerificationStatus' },
        },
      },
      mechanismFacet: {
        name: 'mechanism',
        in: 'query',
        description: 'Mechanisms of IAM service accounts.',
        style: 'form',
        explode: false,
        allowReserved: true,
        schema: {
          type: 'array',
          minItems: 1,
          maxItems: 50,
          items: { $ref: '#/components/schemas/Mechanism' },
        },
      },
      entityFacet: {
        name: 'entity',
        in: 'query',
        description:
          'Whether IAM service accounts have a catalog entity. `none` lists those without one, for adoption.',
        style: 'form',
        explode: false,
        allowReserved: true,
        schema: {
          type: 'array',
          minItems: 1,
          maxItems: 50,
          items: { type: 'string', enum: ['any', 'none'] },
        },
      },
      linkFacet: {
        name: 'link',
        in: 'query',
        description:
          'Links of IAM service accounts to entities: `linked` by an administrator, `proposed` if an entity is likely, or `none`.',
        style: 'form',
        explode: false,
        allowReserved: true,
        schema: {
          type: 'array',
          minItems: 1,
          maxItems: 50,
          items: { type: 'string', enum: ['linked', 'proposed', 'none'] },
        },
      },
      identitySourceFacet: {
        name: 'identitySource',
        in: 'query',
        description: 'Identity sources of workloads.',
        style: 'form',
        explode: false,
        allowReserved: true,
        schema: {
          type: 'array',
          minItems: 1,
          maxItems: 50,
          items: { $ref: '#/components/schemas/IdentitySource' },
        },
      },
      severityFacet: {
        name: 'severity',
        in: 'query',
        description: 'Severities of findings.',
        style: 'form',
        explode: false,
        allowReserved: true,
        schema: {
          type: 'array',
          minItems: 1,
          maxItems: 50,
          items: { $ref: '#/components/schemas/Severity' },
        },
      },
      checkFacet: {
        name: 'check',
        in: 'query',
        description: 'Checks of findings.',
        style: 'form',
        explode: false,
        allowReserved: true,
        schema: {
          type: 'array',
          minItems: 1,
          maxItems: 50,
          items: { type: 'string', maxLength: 64 },
        },
      },
      subjectKindFacet: {
        name: 'subjectKind',
        in: 'query',
        description: 'Subject kinds of findings.',
        style: 'form',
        explode: false,
        allowReserved: true,
        schema: {
          type: 'array',
          minItems: 1,
          maxItems: 50,
          items: { $ref: '#/components/schemas/SubjectKind' },
        },
      },
      useFacet: {
        name: 'use',
        in: 'query',
        description: 'Uses of roles.',
        style: 'form',
        explode: false,
        allowReserved: true,
        schema: {
          type: 'array',
          minItems: 1,
          maxItems: 50,
          items: { $ref: '#/components/schemas/RoleUse' },
        },
      },
      unusedFacet: {
        name: 'unused',
        in: 'query',
        description: 'Whether roles are unused.',
        style: 'form',
        explode: false,
        allowReserved: true,
        schema: {
          type: 'array',
          minItems: 1,
          maxItems: 50,
          items: { type: 'string', enum: ['true', 'false'] },
        },
      },
      managedByFacet: {
        name: 'managedBy',
        in: 'query',
        description:
          'The tools that manage roles according to their tags, such as `Terraform`. `none` lists roles that no tool claims.',
        style: 'form',
        explode: false,
        allowReserved: true,
        schema: {
          type: 'array',
          minItems: 1,
          maxItems: 50,
          items: { type: 'string', maxLength: 64 },
        },
      },
      stateFilter: {
        name: 'state',
        in: 'query',
        description: 'The state of findings. Defaults to `open`.',
        allowReserved: true,
        schema: { type: 'string', enum: ['open', 'accepted', 'resolved'] },
      },
      subjectIdFilter: {
        name: 'subjectId',
        in: 'query',
        description: 'The id of the subject of findings.',
        allowReserved: true,
        schema: { type: 'string', maxLength: 64 },
      },
      serviceAccountIdFilter: {
        name: 'serviceAccountId',
        in: 'query',
        description:
          'The id of an IAM service account. Lists findings about it, its role, and its workloads.',
        allowReserved: true,
        schema: { type: 'string', maxLength: 64 },
      },
      roleIdFilter: {
        name: 'roleId',
        in: 'query',
        description:
          'The id of a role. Lists workloads whose IAM service accounts have it.',
        allowReserved: true,
        schema: { type: 'string', maxLength: 64 },
      },
      order: {
        name: 'order',
        in: 'query',
        allowReserved: true,
        schema: { type: 'string', enum: ['asc', 'desc'] },
      },
      cursor: {
        name: 'cursor',
        in: 'query',
        allowReserved: true,
        schema: { type: 'string', maxLength: 4000 },
      },
      limit: {
        name: 'limit',
        in: 'query',
        allowReserved: true,
        schema: { type: 'integer', minimum: 1, maximum: 500, default: 50 },
      },
      entityKind: {
        name: 'kind',
        in: 'path',
        required: true,
        schema: { type: 'string', maxLength: 63 },
      },
      entityNamespace: {
        name: 'namespace',
        in: 'path',
        required: true,
        schema: { type: 'string', maxLength: 63 },
      },
      entityName: {
        name: 'name',
        in: 'path',
        required: true,
        schema: { type: 'string', maxLength: 63 },
      },
      id: {
        name: 'id',
        in: 'path',
        required: true,
        schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
      },
    },
    responses: {
      Error: {
        description: "An error in Backstage's standard form.",
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Error' },
          },
        },
      },
    },
    schemas: {
      Error: {
        type: 'object',
        required: ['error', 'response'],
        properties: {
          error: {
            type: 'object',
            required: ['name', 'message'],
            properties: {
              name: { type: 'string' },
              message: { type: 'string' },
              approvals: {
                type: 'array',
                description:
                  'For an `ApprovalRequiredError`, the approvals that are needed first.',
                items: {
                  type: 'object',
                  required: ['id', 'rule', 'state', 'approvers'],
                  properties: {
                    id: { type: 'string' },
                    rule: { type: 'string' },
                    state: { $ref: '#/components/schemas/ApprovalState' },
                    approvers: { type: 'array', items: { type: 'string' } },
                  },
                },
              },
            },
          },
          response: {
            type: 'object',
            required: ['statusCode'],
            properties: { statusCode: { type: 'integer' } },
          },
        },
      },
      Mechanism: {
        type: 'string',
        enum: ['irsa', 'pod-identity'],
        description:
          'How pods get the role - with a web identity token (IRSA) or an EKS Pod Identity association.',
      },
      Grant: {
        type: 'object',
        additionalProperties: false,
        required: ['service', 'access', 'resource'],
        description:
          'Named access to one resource, from which exact policy statements are generated.',
        properties: {
          service: { type: 'string', maxLength: 64, examples: ['s3'] },
          access: { type: 'string', maxLength: 64, examples: ['write'] },
          resource: {
            type: 'string',
            maxLength: 2048,
            description:
              'The name of the resource in its service, such as a bucket name.',
          },
        },
      },
      IamServiceAccountSpec: {
        type: 'object',
        additionalProperties: false,
        required: ['entityRef', 'cluster', 'namespace', 'name'],
        description:
          'The requested access. Omitted values come from the configuration.',
        properties: {
          entityRef: {
            type: 'string',
            maxLength: 1000,
            description:
              'The catalog entity that owns the access, such as `component:default/orders`.',
          },
          owner: {
            type: 'string',
            maxLength: 1000,
            description:
              'The group of the caller that will own the access. Required if the entity is not in the catalog yet, or if its owner may not use the namespace but several groups of the caller may. Otherwise ignored.',
          },
          cluster: {
            type: 'string',
            maxLength: 1000,
            description: 'A name of `irsa.clusters`.',
          },
          namespace: {
            type: 'string',
            maxLength: 1000,
            description: 'The Kubernetes namespace.',
          },
          name: {
            type: 'string',
            maxLength: 1000,
            description: 'The name of the ServiceAccount.',
          },
          mechanism: { $ref: '#/components/schemas/Mechanism' },
          serviceAccount: {
            $ref: '#/components/schemas/ServiceAccountManager',
          },
          grants: {
            type: 'array',
            maxItems: 100,
            items: { $ref: '#/components/schemas/Grant' },
            description:
              'The AWS access of the service, from the list of grants.',
          },
          tokenExpirationSeconds: {
            type: 'integer',
            description:
              'The lifetime of the projected token in seconds, 600 to 86400.',
          },
          managedPolicyArns: {
            type: 'array',
            maxItems: 50,
            items: { type: 'string', maxLength: 2048 },
            description:
              'Managed policies to attach in addition to the grants.',
          },
          policyDocument: {
            type: 'object',
            additionalProperties: true,
            description:
              "The caller's own permissions policy. It is stored as the role's inline policy.",
          },
          permissionsBoundaryArn: {
            type: 'string',
            maxLength: 2048,
            description:
              'The managed policy that limits the role. The configuration can require one.',
          },
          tags: {
            type: 'object',
            maxProperties: 100,
            additionalProperties: { type: 'string', maxLength: 4096 },
            description:
              'Tags of the role, in addition to those that Backstage sets.',
          },
          maxSessionDurationSeconds: {
            type: 'integer',
            description:
              'The maximum session duration of the role in seconds, 3600 to 43200.',
          },
          audience: {
            type: 'string',
            maxLength: 4096,
            description:
              'The audience of the tokens. Defaults to `sts.amazonaws.com`.',
          },
          stsRegionalEndpoints: {
            type: 'boolean',
            description:
              'Whether pods use the STS endpoint of their region. Defaults to true.',
          },
          sessionPolicyDocument: {
            type: 'object',
            additionalProperties: true,
            description:
              "A policy that limits the sessions of a Pod Identity association in addition to the role's policies. Such sessions have no session tags.",
          },
          accountId: {
            type: 'string',
            maxLength: 100,
            description:
              "The AWS account of the role. Defaults to the cluster's account. With Pod Identity, a role in the cluster's account assumes the role in this account.",
          },
          roleName: {
            type: 'string',
            maxLength: 4096,
            description:
              'The name of the role. Defaults to a name derived from cluster, namespace, and name. ServiceAccounts that name the same role share it.',
          },
          rolePath: {
            type: 'string',
            maxLength: 4096,
            description: 'A path for the role below the configured path.',
          },
          adopt: {
            type: 'boolean',
            description:
              'Whether to adopt an existing role, policy, or ServiceAccount with these names.',
          },
        },
      },
      ServiceAccountManager: {
        type: 'string',
        enum: ['managed', 'existing'],
        description:
          'Who creates and changes the ServiceAccount. `managed` (default) is Backstage, `existing` is Helm, Argo CD, Flux or a person. Backstage writes to an existing ServiceAccount only its annotations for EKS, and only where `irsa.guardrails.allow` has `annotate-existing`.',
      },
      ServiceAccountPatch: {
        type: 'object',
        required: ['annotations', 'helmValues', 'kustomization', 'manifest'],
        description:
          'The change to make where an existing ServiceAccount is managed. Backstage does not write it.',
        properties: {
          managedBy: { $ref: '#/components/schemas/ManagedBy' },
          annotations: {
            type: 'object',
            additionalProperties: { type: ['string', 'null'] },
            description: 'Annotations to set. Null removes an annotation.',
          },
          helmValues: {
            type: 'string',
            description:
              'The change as Helm values, for a chart with `serviceAccount.annotations`.',
          },
          kustomization: {
            type: 'string',
            description:
              'The change as an entry of `patches` in `kustomization.yaml`.',
          },
          manifest: {
            type: 'string',
            description: 'As a Kubernetes manifest.',
          },
        },
      },
      SpecRequest: {
        type: 'object',
        additionalProperties: false,
        required: ['spec'],
        properties: {
          spec: { $ref: '#/components/schemas/IamServiceAccountSpec' },
        },
      },
      ApplyRequest: {
        type: 'object',
        additionalProperties: false,
        required: ['spec'],
        properties: {
          spec: { $ref: '#/components/schemas/IamServiceAccountSpec' },
          reason: { $ref: '#/components/schemas/Reason' },
          changeNumber: { $ref: '#/components/schemas/ChangeNumber' },
        },
      },
      Violation: {
        type: 'object',
        required: ['field', 'rule', 'message'],
        description:
          'One broken rule. Backstage writes nothing while a plan has violations.',
        properties: {
          field: {
            type: 'string',
            description: 'The field of the spec, such as `grants[0].resource`.',
          },
          rule: {
            type: 'string',
            description: 'The rule, such as `bucket-name`.',
          },
          message: { type: 'string' },
        },
      },
      StepAction: {
        type: 'string',
        enum: ['create', 'update', 'delete', 'none'],
      },
      StepTarget: {
        type: 'object',
        required: ['kind', 'name'],
        properties: {
          kind: {
            type: 'string',
            enum: [
              'oidc-provider',
              'policy',
              'role',
              'role-policy-attachment',
              'pod-identity-association',
              'namespace',
              'service-account',
            ],
          },
          name: {
            type: 'string',
            description: 'An ARN, or `cluster/namespace/name`.',
          },
        },
      },
      FieldDiff: {
        type: 'object',
        required: ['field', 'before', 'after'],
        description:
          'One changed field. `before` is null if the object does not exist yet.',
        properties: { field: { type: 'string' }, before: {}, after: {} },
      },
      PlanStep: {
        type: 'object',
        required: ['id', 'action', 'target', 'diff', 'summary'],
        description: 'One API effect.',
        properties: {
          id: { type: 'string' },
          action: { $ref: '#/components/schemas/StepAction' },
          target: { $ref: '#/components/schemas/StepTarget' },
          diff: {
            type: 'array',
            items: { $ref: '#/components/schemas/FieldDiff' },
          },
          summary: {
            type: 'string',
            description:
              'A sentence, such as `Create role orders-7f3a (trusts production/orders in prod-eu)`.',
          },
        },
      },
      PermissionChange: {
        type: 'object',
        required: ['service', 'title', 'level', 'actions', 'resources'],
        description: 'The permissions in one AWS service at one access level.',
        properties: {
          service: {
            type: 'string',
            description: 'The IAM prefix, such as `s3`.',
          },
          title: { type: 'string' },
          level: { $ref: '#/components/schemas/AccessLevel' },
          actions: {
            type: 'array',
            items: { type: 'string' },
            description: 'At most 50.',
          },
          resources: {
            type: 'array',
            items: { type: 'string' },
            description: 'At most 50.',
          },
        },
      },
      PlannedPermissions: {
        type: 'object',
        required: ['gained', 'lost', 'risks'],
        description: 'How the plan changes the permissions of the service.',
        properties: {
          gained: {
            type: 'array',
            items: { $ref: '#/components/schemas/PermissionChange' },
          },
          lost: {
            type: 'array',
            items: { $ref: '#/components/schemas/PermissionChange' },
          },
          risks: {
            type: 'array',
            items: { $ref: '#/components/schemas/Risk' },
            description: 'The risks that the plan adds.',
          },
        },
      },
      Plan: {
        type: 'object',
        required: ['steps', 'violations'],
        properties: {
          permissions: { $ref: '#/components/schemas/PlannedPermissions' },
          trustPolicy: {
            type: 'object',
            additionalProperties: true,
            description: 'The trust policy that the role will have.',
          },
          permissionsPolicy: {
            type: 'object',
            additionalProperties: true,
            description: 'The policy that implements the grants.',
          },
          serviceAccountPatch: {
            $ref: '#/components/schemas/ServiceAccountPatch',
          },
          steps: {
            type: 'array',
            items: { $ref: '#/components/schemas/PlanStep' },
          },
          violations: {
            type: 'array',
            items: { $ref: '#/components/schemas/Violation' },
          },
          warnings: {
            type: 'array',
            items: { $ref: '#/components/schemas/Violation' },
            description:
              'Violations of guardrails in report-only mode, which are not enforced yet. Absent if there are none.',
          },
          approvals: {
            type: 'array',
            items: { $ref: '#/components/schemas/NeededApproval' },
            description:
              'The approvals that the plan needs before it is applied. Absent if it needs none.',
          },
        },
      },
      NeededApproval: {
        type: 'object',
        required: ['rule', 'approvers'],
        properties: {
          rule: { type: 'string', description: 'A name in `irsa.approvals`.' },
          approvers: {
            type: 'array',
            items: { type: 'string' },
            description: 'The groups whose members decide.',
          },
          gate: {
            type: 'string',
            description: 'The gate that decides in their place.',
          },
        },
      },
      ApprovalState: {
        type: 'string',
        enum: ['pending', 'approved', 'rejected', 'lapsed', 'used'],
      },
      Approval: {
        type: 'object',
        required: [
          'id',
          'rule',
          'approvers',
          'state',
          'digest',
          'serviceAccountId',
          'cluster',
          'namespace',
          'name',
          'entityRef',
          'owner',
          'requestedBy',
          'requestedAt',
          'expiresAt',
          'spec',
          'steps',
          'risks',
          'isMine',
          'mayDecide',
        ],
        description: 'A request to approve one plan before it is applied.',
        properties: {
          id: { type: 'string' },
          rule: { type: 'string', description: 'A name in `irsa.approvals`.' },
          approvers: {
            type: 'array',
            items: { type: 'string' },
            description: 'The groups whose members decide.',
          },
          gate: {
            type: 'string',
            description: 'The gate that decides in their place.',
          },
          state: { $ref: '#/components/schemas/ApprovalState' },
          digest: {
            type: 'string',
            description:
              'SHA-256 of the canonical JSON (RFC 8785) of spec, entity, owner and the effects of the steps, in hexadecimal digits.',
          },
          serviceAccountId: { type: 'string' },
          cluster: { type: 'string' },
          namespace: { type: 'string' },
          name: { type: 'string' },
          entityRef: { type: 'string' },
          owner: { type: 'string' },
          requestedBy: {
            type: 'string',
            description: 'The entity reference of the person.',
          },
          requestedAt: { type: 'string', format: 'date-time' },
          expiresAt: { type: 'string', format: 'date-time' },
          reason: { type: 'string' },
          changeNumber: { type: 'string' },
          spec: { $ref: '#/components/schemas/IamServiceAccountSpec' },
          steps: {
            type: 'array',
            items: { $ref: '#/components/schemas/PlanStep' },
          },
          risks: {
            type: 'array',
            items: { $ref: '#/components/schemas/Risk' },
            description:
              'The risks that the plan adds, if an approval rule considers risks.',
          },
          decidedBy: { type: 'string' },
          decidedAt: { type: 'string', format: 'date-time' },
          decisionReason: { type: 'string' },
          isMine: {
            type: 'boolean',
            description: 'Whether the caller asked for it.',
          },
          mayDecide: {
            type: 'boolean',
            description:
              'Whether the caller can approve or reject the request now.',
          },
        },
      },
      ApprovalList: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Approval' },
          },
          breakGlassAccounts: {
            type: 'array',
            description:
              'The AWS accounts for which the caller can apply without approvals, as a member of a group of `irsa.breakGlass.groups`.',
            items: { type: 'string' },
          },
          breakGlasses: {
            type: 'array',
            description: 'The open exemptions of the caller.',
            items: { $ref: '#/components/schemas/BreakGlass' },
          },
        },
      },
      BreakGlass: {
        type: 'object',
        required: ['id', 'accountId', 'reason', 'openedAt', 'expiresAt'],
        description:
          'An exemption of the caller from approvals in one AWS account, with its end.',
        properties: {
          id: { type: 'string' },
          accountId: { type: 'string' },
          reason: { type: 'string' },
          openedAt: { type: 'string', format: 'date-time' },
          expiresAt: { type: 'string', format: 'date-time' },
        },
      },
      MigrationRequest: {
        type: 'object',
        additionalProperties: false,
        required: ['to'],
        properties: {
          reason: { $ref: '#/components/schemas/Reason' },
          changeNumber: { $ref: '#/components/schemas/ChangeNumber' },
          to: { $ref: '#/components/schemas/Mechanism' },
        },
      },
      MigrationStage: {
        type: 'string',
        enum: ['irsa', 'in-progress', 'pod-identity'],
        description: '`in-progress` while pods use both mechanisms.',
      },
      MigrationBlocker: {
        type: 'object',
        required: ['rule', 'message', 'remediation'],
        description: 'A blocker of a migration, or a warning before it.',
        properties: {
          rule: { type: 'string', description: 'Such as `fargate`.' },
          message: { type: 'string' },
          remediation: { type: 'string' },
        },
      },
      PodsToRestart: {
        type: 'object',
        required: ['workload', 'pods', 'command'],
        description:
          'Pods that use credentials of the old mechanism until they are restarted.',
        properties: {
          workload: {
            type: 'string',
            description:
              'The kubectl name of the workload, such as `deployment/orders`, or `pod/orders` for a single pod.',
          },
          pods: { type: 'array', items: { type: 'string' } },
          command: {
            type: 'string',
            description: 'The kubectl command that restarts the pods.',
          },
        },
      },
      MigrationPlan: {
        type: 'object',
        required: [
          'from',
          'to',
          'stage',
          'blockers',
          'warnings',
          'steps',
          'restarts',
        ],
        properties: {
          from: { $ref: '#/components/schemas/Mechanism' },
          to: { $ref: '#/components/schemas/Mechanism' },
          stage: { $ref: '#/components/schemas/MigrationStage' },
          blockers: {
            type: 'array',
            items: { $ref: '#/components/schemas/MigrationBlocker' },
          },
          warnings: {
            type: 'array',
            items: { $ref: '#/components/schemas/MigrationBlocker' },
          },
          steps: {
            type: 'array',
            items: { $ref: '#/components/schemas/PlanStep' },
          },
          restarts: {
            type: 'array',
            items: { $ref: '#/components/schemas/PodsToRestart' },
          },
          remaining: {
            type: 'array',
            items: { type: 'string' },
            description:
              'The steps that a second run makes after the restarts, as sentences.',
          },
        },
      },
      MigrationResult: {
        type: 'object',
        required: ['steps', 'restarts', 'remaining', 'serviceAccount'],
        properties: {
          steps: {
            type: 'array',
            items: { $ref: '#/components/schemas/OperationStep' },
          },
          restarts: {
            type: 'array',
            items: { $ref: '#/components/schemas/PodsToRestart' },
          },
          remaining: { type: 'array', items: { type: 'string' } },
          serviceAccount: { $ref: '#/components/schemas/IamServiceAccount' },
        },
      },
      Migration: {
        type: 'object',
        required: [
          'id',
          'cluster',
          'namespace',
          'name',
          'entityRef',
          'owner',
          'stage',
          'podsToRestart',
        ],
        properties: {
          id: { type: 'string' },
          cluster: { type: 'string' },
          namespace: { type: 'string' },
          name: { type: 'string' },
          entityRef: { type: ['string', 'null'] },
          owner: { type: ['string', 'null'] },
          stage: { $ref: '#/components/schemas/MigrationStage' },
          podsToRestart: {
            type: 'integer',
            description:
              'The number of pods that use credentials of the other mechanism.',
          },
        },
      },
      MigrationCounts: {
        type: 'object',
        required: ['cluster', 'irsa', 'inProgress', 'podIdentity'],
        properties: {
          cluster: { type: 'string' },
          irsa: { type: 'integer' },
          inProgress: { type: 'integer' },
          podIdentity: { type: 'integer' },
        },
      },
      MigrationList: {
        type: 'object',
        required: ['items', 'counts'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Migration' },
          },
          counts: {
            type: 'array',
            items: { $ref: '#/components/schemas/MigrationCounts' },
            description:
              'One entry for each cluster, with everything that the caller may read.',
          },
          nextCursor: { type: 'string' },
          total: { type: 'integer' },
        },
      },
      WaveKind: {
        type: 'string',
        enum: ['clone', 'migrate'],
        description:
          '`clone` creates the IAM service accounts of a cluster in another cluster too, with the `mechanism` of the request or, by default, their own. `migrate` moves them from IRSA to EKS Pod Identity.',
      },
      WaveState: {
        type: 'string',
        enum: [
          'planning',
          'ready',
          'running',
          'paused',
          'done',
          'undoing',
          'undone',
        ],
        description:
          '`ready` once every item is planned; `done` and `undone` once every item was tried.',
      },
      WaveItemState: {
        type: 'string',
        enum: [
          'planning',
          'blocked',
          'pending',
          'running',
          'done',
          'failed',
          'skipped',
          'undone',
        ],
      },
      WaveRequest: {
        type: 'object',
        additionalProperties: false,
        required: ['kind', 'cluster'],
        properties: {
          kind: { $ref: '#/components/schemas/WaveKind' },
          cluster: {
            type: 'string',
            maxLength: 100,
            description: 'A name of `irsa.clusters`.',
          },
          toCluster: {
            type: 'string',
            maxLength: 100,
            description: 'Where a clone is made.',
          },
          mechanism: { $ref: '#/components/schemas/Mechanism' },
          namespace: {
            type: 'string',
            maxLength: 63,
            description: 'Only those of this one.',
          },
          owner: {
            type: 'string',
            maxLength: 253,
            description:
              'Selects only IAM service accounts of this recorded owner, an entity reference.',
          },
          reason: { $ref: '#/components/schemas/Reason' },
          changeNumber: { $ref: '#/components/schemas/ChangeNumber' },
        },
      },
      WaveCounts: {
        type: 'object',
        required: [
          'planning',
          'blocked',
          'pending',
          'running',
          'done',
          'failed',
          'skipped',
          'undone',
        ],
        description: 'Items by state.',
        properties: {
          planning: { type: 'integer' },
          blocked: { type: 'integer' },
          pending: { type: 'integer' },
          running: { type: 'integer' },
          done: { type: 'integer' },
          failed: { type: 'integer' },
          skipped: { type: 'integer' },
          undone: { type: 'integer' },
        },
      },
      WaveBlocker: {
        type: 'object',
        required: ['rule', 'message', 'count'],
        description: 'A blocker of items of a wave.',
        properties: {
          rule: { type: 'string', description: 'Such as `freeze`.' },
          message: {
            type: 'string',
            description: 'What it says of one of them.',
          },
          count: { type: 'integer', description: 'Items that it blocks.' },
        },
      },
      WaveTrustPolicy: {
        type: 'object',
        required: ['roleArn', 'length', 'quota', 'near'],
        description:
          'The trust policy of a role that several share, once all items of a wave are in it.',
        properties: {
          roleArn: { type: 'string' },
          length: {
            type: 'integer',
            description: 'In characters without white space, as IAM counts.',
          },
          quota: { type: 'integer' },
          near: {
            type: 'boolean',
            description: 'At 90% of the quota or more.',
          },
        },
      },
      Wave: {
        type: 'object',
        required: [
          'id',
          'kind',
          'cluster',
          'createdBy',
          'createdAt',
          'state',
          'counts',
          'writes',
          'calls',
          'blockers',
          'trustPolicies',
        ],
        description:
          'The same change of many IAM service accounts, one after another.',
        properties: {
          id: { type: 'string' },
          kind: { $ref: '#/components/schemas/WaveKind' },
          cluster: { type: 'string' },
          toCluster: { type: 'string' },
          mechanism: { $ref: '#/components/schemas/Mechanism' },
          namespace: { type: 'string' },
          owner: { type: 'string' },
          reason: { type: 'string' },
          changeNumber: { type: 'string' },
          createdBy: {
            type: 'string',
            description: 'A user entity reference.',
          },
          createdAt: { type: 'string', format: 'date-time' },
          state: { $ref: '#/components/schemas/WaveState' },
          stateReason: {
            type: 'string',
            description: 'Why the wave was paused automatically.',
          },
          undoing: {
            type: 'boolean',
            description: 'Whether a paused wave was being undone.',
          },
          counts: { $ref: '#/components/schemas/WaveCounts' },
          writes: {
            type: 'integer',
            description: 'The number of writing steps of the planned items.',
          },
          calls: {
            type: 'integer',
            description:
              'The estimated number of AWS and cluster calls of these steps, including reads and verifications.',
          },
          blockers: {
            type: 'array',
            items: { $ref: '#/components/schemas/WaveBlocker' },
            description: 'The most frequent first.',
          },
          trustPolicies: {
            type: 'array',
            items: { $ref: '#/components/schemas/WaveTrustPolicy' },
            description: 'The longest first.',
          },
        },
      },
      WaveList: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Wave' },
          },
        },
      },
      WaveItem: {
        type: 'object',
        required: [
          'position',
          'serviceAccountId',
          'cluster',
          'namespace',
          'name',
          'entityRef',
          'owner',
          'state',
          'blockers',
          'warnings',
          'steps',
        ],
        properties: {
          position: { type: 'integer', description: 'In the wave, from 1.' },
          serviceAccountId: {
            type: 'string',
            description: 'The id of the IAM service account that changes.',
          },
          cluster: { type: 'string', description: 'Where it changes.' },
          namespace: { type: 'string' },
          name: { type: 'string' },
          entityRef: { type: ['string', 'null'] },
          owner: { type: ['string', 'null'] },
          state: { $ref: '#/components/schemas/WaveItemState' },
          reason: {
            type: 'string',
            description: 'The reason for the state, or the remaining work.',
          },
          blockers: {
            type: 'array',
            items: { $ref: '#/components/schemas/MigrationBlocker' },
          },
          warnings: {
            type: 'array',
            items: { $ref: '#/components/schemas/MigrationBlocker' },
          },
          steps: {
            type: 'array',
            items: { type: 'string' },
            description: 'The changes, as sentences.',
          },
          endedAt: { type: 'string', format: 'date-time' },
        },
      },
      WaveItemList: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/WaveItem' },
          },
          nextCursor: { type: 'string' },
          total: { type: 'integer' },
        },
      },
      RenderFormat: {
        type: 'string',
        enum: [
          'iam-json',
          'terraform',
          'cloudformation',
          'eksctl',
          'ack',
          'crossplane',
        ],
        description:
          '`iam-json` is the IAM documents as JSON beside the Kubernetes manifest.',
      },
      RenderingRequest: {
        type: 'object',
        additionalProperties: false,
        required: ['spec', 'format'],
        properties: {
          spec: { $ref: '#/components/schemas/IamServiceAccountSpec' },
          format: { $ref: '#/components/schemas/RenderFormat' },
          createResources: {
            type: 'boolean',
            description:
              'Whether to also render files that create the buckets, queues, and tables of the grants, for Terraform, CloudFormation, ACK, and Crossplane. Defaults to false.',
          },
        },
      },
      RenderedFile: {
        type: 'object',
        required: ['path', 'content'],
        properties: {
          path: {
            type: 'string',
            description: 'The relative path, such as `service-account.yaml`.',
          },
          content: { type: 'string' },
        },
      },
      Rendering: {
        type: 'object',
        required: ['format', 'files', 'violations', 'notes'],
        properties: {
          format: { $ref: '#/components/schemas/RenderFormat' },
          files: {
            type: 'array',
            items: { $ref: '#/components/schemas/RenderedFile' },
            description: 'The files. Empty if there are violations.',
          },
          violations: {
            type: 'array',
            items: { $ref: '#/components/schemas/Violation' },
          },
          warnings: {
            type: 'array',
            items: { $ref: '#/components/schemas/Violation' },
            description:
              'Violations of guardrails in report-only mode, which are not enforced yet. Absent if there are none.',
          },
          notes: {
            type: 'array',
            items: { type: 'string' },
            description:
              'What the tool needs in addition, or cannot express, as sentences.',
          },
          permissions: { $ref: '#/components/schemas/PlannedPermissions' },
          serviceAccountPatch: {
            $ref: '#/components/schemas/ServiceAccountPatch',
          },
        },
      },
      Delivery: {
        type: 'object',
        required: ['format', 'state', 'since'],
        properties: {
          format: { $ref: '#/components/schemas/RenderFormat' },
          state: {
            type: 'string',
            enum: ['pending', 'delivered', 'handing-over', 'returning'],
            description:
              '`handing-over`: created by Backstage, and another tool is asked to manage it. `returning`: that tool is asked to release it.',
          },
          since: { type: 'string', format: 'date-time' },
        },
      },
      HandOverTarget: {
        type: 'string',
        enum: ['terraform', 'cloudformation', 'ack', 'crossplane', 'backstage'],
        description: 'The new manager. `backstage` returns it to Backstage.',
      },
      HandOver: {
        type: 'object',
        required: ['to', 'files', 'notes'],
        properties: {
          to: { $ref: '#/components/schemas/HandOverTarget' },
          files: {
            type: 'array',
            items: { $ref: '#/components/schemas/RenderedFile' },
          },
          notes: {
            type: 'array',
            items: { type: 'string' },
            description: 'Instructions for the files, as sentences.',
          },
        },
      },
      ManagedBy: {
        type: 'object',
        required: ['tool', 'evidence'],
        description: 'Another tool that claims to manage the role.',
        properties: {
          tool: {
            type: 'string',
            description:
              'Such as `Terraform`, or `another tool` when its name is unknown.',
          },
          name: {
            type: 'string',
            description: 'Of its stack or state, when it says.',
          },
          evidence: {
            type: 'string',
            description:
              'The tag or label, such as `aws:cloudformation:stack-name: orders`.',
          },
          format: { $ref: '#/components/schemas/RenderFormat' },
        },
      },
      OperationStep: {
        allOf: [
          { $ref: '#/components/schemas/PlanStep' },
          {
            type: 'object',
            required: ['status'],
            properties: {
              status: {
                type: 'string',
                enum: ['pending', 'running', 'succeeded', 'failed'],
              },
              startedAt: { type: 'string', format: 'date-time' },
              finishedAt: { type: 'string', format: 'date-time' },
              message: {
                type: 'string',
                description:
                  'The result as a sentence, such as `Created role orders-7f3a (trusts production/orders in prod-eu)`, or why it failed.',
              },
            },
          },
        ],
      },
      Operation: {
        type: 'object',
        required: ['id', 'status', 'steps', 'createdAt'],
        properties: {
          id: { type: 'string' },
          status: { type: 'string', enum: ['running', 'succeeded', 'failed'] },
          createdAt: { type: 'string', format: 'date-time' },
          steps: {
            type: 'array',
            items: { $ref: '#/components/schemas/OperationStep' },
          },
          result: { $ref: '#/components/schemas/IamServiceAccount' },
          error: {
            type: 'object',
            required: ['name', 'message'],
            properties: {
              name: { type: 'string' },
              message: { type: 'string' },
            },
          },
        },
      },
      ApplyResult: {
        type: 'object',
        required: ['steps', 'serviceAccount', 'verification'],
        properties: {
          steps: {
            type: 'array',
            items: { $ref: '#/components/schemas/OperationStep' },
          },
          serviceAccount: { $ref: '#/components/schemas/IamServiceAccount' },
          verification: { $ref: '#/components/schemas/Verification' },
        },
      },
      VerificationStatus: {
        type: 'string',
        enum: ['verified', 'degraded', 'broken', 'unknown'],
      },
      Link: {
        type: 'string',
        enum: [
          'cluster',
          'workload',
          'service-account',
          'oidc-provider',
          'trust-policy',
          'role',
          'permissions',
        ],
        description: 'One part of the chain from workload to permissions.',
      },
      CheckResult: {
        type: 'object',
        required: [
          'id',
          'link',
          'result',
          'evidence',
          'message',
          'remediation',
        ],
        description: 'The result of one check of a link.',
        properties: {
          id: { type: 'string' },
          link: { $ref: '#/components/schemas/Link' },
          result: { type: 'string', enum: ['pass', 'warn', 'fail', 'unknown'] },
          evidence: { type: 'string', enum: ['proved', 'inferred'] },
          message: { type: 'string' },
          remediation: {
            type: ['string', 'null'],
            description:
              'The fix, with the real names. Null if nothing needs to change.',
          },
          commands: {
            type: 'array',
            items: { type: 'string' },
            description:
              'AWS CLI and kubectl commands with the real names that implement the remediation. Run them in this order with sufficient permissions. Absent if a person must decide something first.',
          },
          diff: { $ref: '#/components/schemas/DocumentDiff' },
          fault: {
            type: 'string',
            description:
              'The id of the fault, as listed in `docs/reference/failure-modes.md`.',
          },
          blockedBy: {
            type: 'string',
            description:
              'The id of the check whose failure prevents this check.',
          },
        },
      },
      DocumentDiff: {
        type: 'object',
        required: ['title', 'before', 'after'],
        description:
          'A document, such as a trust policy, with its current and its expected content.',
        properties: {
          title: { type: 'string' },
          before: { type: 'string' },
          after: { type: 'string' },
        },
      },
      CheckDescription: {
        type: 'object',
        required: [
          'id',
          'link',
          'question',
          'requiredPermissions',
          'symptoms',
          'faults',
          'mechanisms',
          'docs',
        ],
        description: 'The question that the check answers.',
        properties: {
          id: { type: 'string' },
          link: { $ref: '#/components/schemas/Link' },
          question: { type: 'string' },
          requiredPermissions: {
            type: 'array',
            items: { type: 'string' },
            description:
              'The permissions that the check needs, such as `iam:GetRole` or `list pods`.',
          },
          symptoms: {
            type: 'array',
            items: { type: 'string' },
            description: 'The error that appears in logs when the check fails.',
          },
          faults: {
            type: 'array',
            items: { type: 'string' },
            description:
              'The ids of the faults in `docs/reference/failure-modes.md` that the check can report.',
          },
          mechanisms: {
            type: 'array',
            items: { $ref: '#/components/schemas/Mechanism' },
            description: 'The mechanisms to which the check applies.',
          },
          docs: { type: 'string', description: 'Its page under `docs/`.' },
        },
      },
      VerificationHistory: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/PastVerification' },
          },
          nextCursor: { type: 'string' },
        },
      },
      PastVerification: {
        type: 'object',
        required: [
          'id',
          'status',
          'checkedAt',
          'liveProof',
          'changes',
          'isFirst',
        ],
        properties: {
          id: { type: 'string' },
          status: { $ref: '#/components/schemas/VerificationStatus' },
          checkedAt: { type: 'string', format: 'date-time' },
          liveProof: {
            oneOf: [
              { $ref: '#/components/schemas/LiveProof' },
              { type: 'null' },
            ],
          },
          isFirst: {
            type: 'boolean',
            description: 'Whether this is the first verification.',
          },
          changes: {
            type: 'array',
            items: { $ref: '#/components/schemas/CheckChange' },
            description:
              'The checks whose result differs from the previous verification.',
          },
        },
      },
      CheckChange: {
        type: 'object',
        required: ['id', 'link', 'before', 'after'],
        description:
          'One check whose result changed. `before` or `after` is null if the check did not run. Omits checks that are blocked by another check, that were blocked and pass now, or that passed and do not run anymore.',
        properties: {
          id: { type: 'string' },
          link: { $ref: '#/components/schemas/Link' },
          before: {
            oneOf: [
              { $ref: '#/components/schemas/CheckAnswer' },
              { type: 'null' },
            ],
          },
          after: {
            oneOf: [
              { $ref: '#/components/schemas/CheckAnswer' },
              { type: 'null' },
            ],
          },
        },
      },
      CheckAnswer: {
        type: 'object',
        required: ['result', 'message'],
        properties: {
          result: { type: 'string', enum: ['pass', 'warn', 'fail', 'unknown'] },
          message: { type: 'string' },
        },
      },
      Chain: {
        type: 'object',
        required: ['mechanism', 'checkedAt', 'links', 'pods'],
        description: 'The objects of each link, as last observed.',
        properties: {
          mechanism: { $ref: '#/components/schemas/Mechanism' },
          checkedAt: {
            oneOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }],
          },
          links: {
            type: 'array',
            items: { $ref: '#/components/schemas/ChainLink' },
            description:
              'The links from the workload to the permissions, each once.',
          },
          pods: {
            oneOf: [
              {
                type: 'array',
                items: { $ref: '#/components/schemas/PodIdentity' },
              },
              { type: 'null' },
            ],
            description:
              'The pods that run as the ServiceAccount, at most 100. Null if they could not be read.',
          },
        },
      },
      ChainLink: {
        type: 'object',
        required: ['link', 'name', 'facts', 'verifyCommands'],
        properties: {
          link: { $ref: '#/components/schemas/Link' },
          name: {
            type: ['string', 'null'],
            description:
              'The object, such as the name of the role. Null if it does not exist or is unknown.',
          },
          arn: { type: 'string' },
          facts: {
            type: 'array',
            items: { $ref: '#/components/schemas/ChainFact' },
          },
          verifyCommands: {
            type: 'array',
            items: { type: 'string' },
            description:
              'AWS CLI and kubectl commands that show the same data. They change nothing.',
          },
        },
      },
      ChainFact: {
        type: 'object',
        required: ['label', 'value'],
        description:
          'One observed fact, such as the audience of the OIDC provider.',
        properties: { label: { type: 'string' }, value: { type: 'string' } },
      },
      PodIdentity: {
        type: 'object',
        required: ['name', 'workload', 'createdAt', 'containers'],
        description:
          'A pod that runs as the ServiceAccount, according to its specification.',
        properties: {
          name: { type: 'string' },
          workload: {
            type: ['string', 'null'],
            description:
              'The controller of the pods, such as `deployment/orders`.',
          },
          createdAt: { type: 'string', format: 'date-time' },
          containers: {
            type: 'array',
            items: { $ref: '#/components/schemas/ContainerIdentity' },
          },
        },
      },
      ContainerIdentity: {
        type: 'object',
        required: [
          'name',
          'init',
          'configured',
          'injected',
          'credentials',
          'reason',
        ],
        description:
          'Whether a container should have the role, whether the role was injected, and whose credentials an AWS SDK in the container finds first.',
        properties: {
          name: { type: 'string' },
          init: {
            type: 'boolean',
            description: 'Whether it is an init container.',
          },
          configured: {
            type: 'boolean',
            description: 'Whether the container should have the role.',
          },
          injected: {
            type: 'boolean',
            description: 'Whether the role and token were injected correctly.',
          },
          credentials: {
            type: 'string',
            enum: [
              'static-keys',
              'profile',
              'web-identity',
              'other-web-identity',
              'pod-identity',
              'node-role-or-none',
            ],
            description:
              'The first source in which the default credential chain of an AWS SDK finds credentials.',
          },
          reason: { type: 'string', description: 'Why, as a sentence.' },
        },
      },
      DiagnosisCandidate: {
        type: 'object',
        required: ['fault', 'title', 'state', 'reason', 'remediation'],
        description: 'A possible fault behind an error text.',
        properties: {
          fault: {
            type: 'string',
            description:
              'The id of the fault in `docs/reference/failure-modes.md`.',
          },
          title: { type: 'string' },
          state: {
            type: 'string',
            enum: ['confirmed', 'possible', 'ruled-out'],
          },
          reason: {
            type: 'string',
            description:
              'The evidence that confirms the fault, rules it out, or leaves it open.',
          },
          check: {
            type: 'string',
            description: 'The id of the check that provides the evidence.',
          },
          remediation: { type: ['string', 'null'] },
          commands: { type: 'array', items: { type: 'string' } },
        },
      },
      Diagnosis: {
        type: 'object',
        required: ['recognized', 'candidates', 'verifiedAt'],
        properties: {
          recognized: {
            type: 'array',
            items: { $ref: '#/components/schemas/RecognizedText' },
            description:
              'The recognized parts of the text, in their order. Empty if nothing was recognized.',
          },
          candidates: {
            type: 'array',
            items: { $ref: '#/components/schemas/DiagnosisCandidate' },
            description: 'The faults, the most likely first.',
          },
          verifiedAt: {
            type: 'string',
            format: 'date-time',
            description: 'When the checks for the evidence ran.',
          },
        },
      },
      RecognizedText: {
        type: 'object',
        required: ['text', 'meaning'],
        properties: {
          text: { type: 'string', description: 'The part of the text.' },
          meaning: {
            type: 'string',
            description: 'What it says, in plain words.',
          },
          action: {
            type: 'string',
            description: 'The denied AWS action, if the text names one.',
          },
          resource: { type: 'string' },
          principal: { type: 'string' },
        },
      },
      LiveProof: {
        type: 'object',
        required: ['result', 'at'],
        description: 'The response of AWS STS to the token exchange.',
        properties: {
          result: { type: 'string', enum: ['proved', 'refused', 'failed'] },
          at: { type: 'string', format: 'date-time' },
          assumedRoleArn: { type: 'string' },
          reason: { type: 'string' },
          madeFor: {
            type: 'object',
            required: ['roleId', 'trustPolicy', 'serviceAccountUid'],
            description: 'The subject of the proof.',
            properties: {
              roleId: {
                type: ['string', 'null'],
                description: 'Begins with `AROA`.',
              },
              trustPolicy: {
                type: ['string', 'null'],
                description: 'The SHA-256 of the trust policy.',
              },
              serviceAccountUid: { type: ['string', 'null'] },
            },
          },
          changedSince: {
            type: 'array',
            items: { $ref: '#/components/schemas/Link' },
            description:
              'The links that have changed since the proof. The proof does not cover their current state.',
          },
        },
      },
      UnknownState: {
        type: 'object',
        required: ['reason', 'since', 'lastKnown'],
        description: 'Why and since when a status is unknown.',
        properties: {
          reason: { type: 'string' },
          since: { type: 'string', format: 'date-time' },
          lastKnown: {
            description: 'The previous status. Null if there was none.',
            oneOf: [
              {
                type: 'object',
                required: ['status', 'at'],
                properties: {
                  status: { $ref: '#/components/schemas/VerificationStatus' },
                  at: { type: 'string', format: 'date-time' },
                },
              },
              { type: 'null' },
            ],
          },
        },
      },
      Verification: {
        type: 'object',
        required: ['status', 'liveProof', 'checkedAt', 'checks'],
        properties: {
          status: { $ref: '#/components/schemas/VerificationStatus' },
          unknown: { $ref: '#/components/schemas/UnknownState' },
          settling: {
            type: 'object',
            required: ['until'],
            description:
              'A recent write may not have propagated in IAM yet. Until this time, missing or denied access does not count as broken.',
            properties: { until: { type: 'string', format: 'date-time' } },
          },
          liveProof: {
            description: 'The last proof, kept until there is a newer one.',
            oneOf: [
              { $ref: '#/components/schemas/LiveProof' },
              { type: 'null' },
            ],
          },
          noLiveProofReason: {
            type: 'string',
            description:
              'The missing setting that live proofs need. Present if a requested live proof was not made for this reason.',
          },
          checkedAt: { type: 'string', format: 'date-time' },
          checks: {
            type: 'array',
            items: { $ref: '#/components/schemas/CheckResult' },
          },
        },
      },
      AccessLevel: {
        type: 'string',
        enum: ['List', 'Read', 'Write', 'Permissions management', 'Tagging'],
      },
      ServicePermissions: {
        type: 'object',
        required: ['service', 'title', 'levels'],
        description: 'The permissions of the role in one AWS service.',
        properties: {
          service: {
            type: 'string',
            description: 'The IAM prefix, such as `s3`.',
          },
          title: {
            type: 'string',
            description: 'The name people use, such as `S3`.',
          },
          levels: {
            type: 'array',
            items: {
              type: 'object',
              required: ['level', 'extent', 'actions', 'resources'],
              properties: {
                level: { $ref: '#/components/schemas/AccessLevel' },
                extent: {
                  type: 'string',
                  enum: ['full', 'limited'],
                  description:
                    '`full` for all actions of this level on all resources, otherwise `limited`.',
                },
                actions: {
                  type: 'array',
                  items: { type: 'string' },
                  description:
                    'The actions of a limited level, at most 50. A full level has all actions.',
                },
                resources: {
                  type: 'array',
                  items: { type: 'string' },
                  description: 'At most 50.',
                },
              },
            },
          },
        },
      },
      Risk: {
        type: 'object',
        required: ['id', 'severity', 'message'],
        properties: {
          id: { type: 'string' },
          severity: { type: 'string', enum: ['low', 'medium', 'high'] },
          message: { type: 'string' },
          evidence: {
            type: 'array',
            items: { $ref: '#/components/schemas/StatementRef' },
          },
          references: {
            type: 'array',
            items: { type: 'string' },
            description: 'The page that describes the risk.',
          },
        },
      },
      Permissions: {
        type: 'object',
        required: ['services', 'risks'],
        properties: {
          services: {
            type: 'array',
            items: { $ref: '#/components/schemas/ServicePermissions' },
          },
          risks: {
            type: 'array',
            items: { $ref: '#/components/schemas/Risk' },
          },
          unreadable: {
            type: 'array',
            items: { type: 'string' },
            description:
              'The layers that could not be read, with the reason. Layers with the same reason share one sentence.',
          },
        },
      },
      Workloads: {
        type: 'object',
        required: ['pods', 'injected'],
        description: 'The pods that run as the ServiceAccount.',
        properties: {
          pods: { type: 'integer' },
          injected: {
            type: 'integer',
            description:
              'The number of pods with the role and token in every container that should have them.',
          },
        },
      },
      IamServiceAccount: {
        type: 'object',
        required: [
          'id',
          'cluster',
          'namespace',
          'name',
          'mechanism',
          'roleArn',
          'entityRef',
          'owner',
          'region',
          'accountId',
          'workloads',
          'verification',
          'permissions',
        ],
        description:
          'A Kubernetes ServiceAccount with an IAM role in one cluster.',
        properties: {
          id: {
            type: 'string',
            description: 'Opaque, URL-safe and deterministic.',
          },
          cluster: { type: 'string' },
          namespace: { type: 'string' },
          name: { type: 'string' },
          mechanism: { $ref: '#/components/schemas/Mechanism' },
          roleArn: { type: ['string', 'null'] },
          entityRef: { type: ['string', 'null'] },
          owner: { type: ['string', 'null'] },
          region: { type: 'string' },
          accountId: {
            type: 'string',
            description: 'The AWS account of the cluster.',
          },
          association: {
            description:
              'The EKS Pod Identity association, as last observed. It takes precedence over an annotation.',
            type: 'object',
            required: ['arn', 'roleArn'],
            properties: {
              arn: { type: 'string' },
              roleArn: { type: 'string' },
              targetRoleArn: { type: 'string' },
            },
          },
          annotatedRoleArn: {
            type: 'string',
            description:
              'The role that the annotation of the ServiceAccount names, as last observed.',
          },
          delivery: { $ref: '#/components/schemas/Delivery' },
          managedBy: { $ref: '#/components/schemas/ManagedBy' },
          cutOff: {
            description:
              'Since when all AWS access is cut off, by whom, and why. Null if it is not cut off.',
            oneOf: [{ $ref: '#/components/schemas/CutOff' }, { type: 'null' }],
          },
          drift: {
            description:
              'The steps that would reconcile AWS and the cluster with the spec, as last observed. Null without a spec, empty if in sync.',
            oneOf: [
              {
                type: 'array',
                items: { $ref: '#/components/schemas/PlanStep' },
              },
              { type: 'null' },
            ],
          },
          spec: {
            description:
              'The spec that was last applied or delivered through Backstage. Null if nobody requested the IAM service account through Backstage, or if its record was recovered without the spec.',
            oneOf: [
              { $ref: '#/components/schemas/IamServiceAccountSpec' },
              { type: 'null' },
            ],
          },
          workloads: {
            oneOf: [
              { $ref: '#/components/schemas/Workloads' },
              { type: 'null' },
            ],
          },
          verification: {
            oneOf: [
              { $ref: '#/components/schemas/Verification' },
              { type: 'null' },
            ],
          },
          permissions: { $ref: '#/components/schemas/Permissions' },
        },
      },
      IamServiceAccountList: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/IamServiceAccount' },
          },
          nextCursor: { type: 'string' },
          total: { type: 'integer' },
        },
      },
      EntityAccessRequest: {
        type: 'object',
        additionalProperties: false,
        required: ['entityRefs'],
        properties: {
          entityRefs: {
            type: 'array',
            maxItems: 100,
            items: { type: 'string', minLength: 1, maxLength: 1000 },
          },
        },
      },
      AccessStatus: {
        type: 'string',
        description:
          'The status as pages name it. `verified` passes all checks and is proved, `checksPass` has no proof, the proof of `provedBefore` is of before the last change, `settling` was just written, `pending` waits for another tool, `unverified` was never verified, and `cutOff` is denied all access in an incident.',
        enum: [
          'cutOff',
          'broken',
          'unknown',
          'degraded',
          'settling',
          'pending',
          'unverified',
          'provedBefore',
          'checksPass',
          'verified',
        ],
      },
      EntityAccess: {
        type: 'object',
        required: [
          'entityRef',
          'serviceAccounts',
          'status',
          'provedAt',
          'risk',
        ],
        properties: {
          entityRef: { type: 'string', description: 'As it was asked for.' },
          serviceAccounts: {
            type: 'integer',
            description:
              "The number of the entity's IAM service accounts that the caller may read.",
          },
          status: { $ref: '#/components/schemas/AccessStatus' },
          provedAt: {
            type: ['string', 'null'],
            format: 'date-time',
            description:
              'When the IAM service account with this status was last proved by a token exchange.',
          },
          risk: {
            oneOf: [
              { $ref: '#/components/schemas/Severity' },
              { type: 'null' },
            ],
            description:
              'The highest risk of the permissions of all IAM service accounts.',
          },
        },
      },
      EntityAccessList: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/EntityAccess' },
          },
        },
      },
      Cluster: {
        type: 'object',
        required: [
          'name',
          'eksName',
          'accountId',
          'region',
          'canCreateNamespaces',
          'mode',
        ],
        properties: {
          name: { type: 'string' },
          eksName: { type: 'string' },
          accountId: { type: 'string' },
          region: { type: 'string' },
          canCreateNamespaces: { type: 'boolean' },
          mode: {
            type: 'string',
            enum: ['observe', 'pull-request', 'write'],
            description:
              'How changes are made in the cluster and its account. `observe`: not at all. `pull-request`: only through pull requests. `write`: through pull requests and by the backend itself.',
          },
          freeze: {
            type: 'object',
            required: ['reason'],
            description:
              'The freeze, with its reason. While it is present, the backend writes nothing. Absent if there is no freeze.',
            properties: { reason: { type: 'string' } },
          },
        },
      },
      ClusterList: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Cluster' },
          },
          nextCursor: { type: 'string' },
          total: { type: 'integer' },
        },
      },
      Namespace: {
        type: 'object',
        required: ['name', 'resources'],
        properties: {
          name: { type: 'string' },
          resources: {
            type: 'array',
            description:
              "The AWS resources that services of the caller's groups may be granted there, for each group with a rule for the namespace. No other resource can be granted.",
            items: { $ref: '#/components/schemas/OwnedResources' },
          },
        },
      },
      OwnedResources: {
        type: 'object',
        required: ['owner', 'patterns'],
        properties: {
          owner: {
            type: 'string',
            description:
              'The full entity reference of the group, in lower case.',
          },
          patterns: {
            type: 'array',
            description:
              "ARNs with `*` and `?`, or `*` for every resource in the cluster's account and the accounts of the rule. Empty if there are none.",
            items: { type: 'string' },
          },
        },
      },
      NamespaceList: {
        type: 'object',
        required: ['items', 'readAt'],
        properties: {
          readAt: {
            type: ['string', 'null'],
            format: 'date-time',
            description:
              'When the cluster was last read. Null if it was never read.',
          },
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Namespace' },
          },
          nextCursor: { type: 'string' },
          total: { type: 'integer' },
        },
      },
      PolicyLayer: {
        type: 'string',
        enum: [
          'identity',
          'permissions-boundary',
          'session',
          'resource',
          'service-control',
          'resource-control',
          'vpc-endpoint',
          'trust',
        ],
      },
      OrganizationLevelName: {
        type: 'string',
        description:
          'What an SCP, an RCP or the policy of a VPC endpoint is attached to, such as `the root`, `OU workloads`, `account 111122223333` or `vpce-0a1b2c3d4e5f67890`.',
      },
      StatementRef: {
        type: 'object',
        required: ['policy', 'statement'],
        description: 'One statement of one policy.',
        properties: {
          layer: { $ref: '#/components/schemas/PolicyLayer' },
          level: { $ref: '#/components/schemas/OrganizationLevelName' },
          policy: {
            type: 'string',
            description:
              'The ARN of a managed policy, or the name of an inline policy.',
          },
          statement: {
            type: 'integer',
            description: 'Position in the document, from 0.',
          },
          sid: { type: 'string' },
        },
      },
      PermissionEntry: {
        type: 'object',
        required: ['state', 'actions', 'resources', 'statements'],
        description: 'Actions with the same state, resources, and statements.',
        properties: {
          state: {
            type: 'string',
            enum: [
              'allowed',
              'allowed-if',
              'allowed-except',
              'blocked',
              'unknown',
            ],
          },
          actions: { type: 'array', items: { type: 'string' } },
          resources: { type: 'array', items: { type: 'string' } },
          except: {
            type: 'array',
            items: { type: 'string' },
            description: 'The resources on which a Deny blocks the actions.',
          },
          conditions: {
            type: 'array',
            items: { type: 'string' },
            description: 'The conditions in words.',
          },
          blockedBy: {
            type: 'array',
            items: { $ref: '#/components/schemas/StatementRef' },
          },
          blockedByLayer: { $ref: '#/components/schemas/PolicyLayer' },
          blockedByLevel: {
            $ref: '#/components/schemas/OrganizationLevelName',
          },
          reason: { type: 'string' },
          statements: {
            type: 'array',
            items: { $ref: '#/components/schemas/StatementRef' },
            description: 'The statements that grant the actions.',
          },
        },
      },
      EffectiveLevel: {
        type: 'object',
        required: ['level', 'extent', 'entries'],
        properties: {
          level: { $ref: '#/components/schemas/AccessLevel' },
          extent: { type: 'string', enum: ['full', 'limited', 'none'] },
          entries: {
            type: 'array',
            items: { $ref: '#/components/schemas/PermissionEntry' },
          },
        },
      },
      EffectiveService: {
        type: 'object',
        required: ['service', 'title', 'levels'],
        properties: {
          service: { type: 'string' },
          title: { type: 'string' },
          levels: {
            type: 'array',
            items: { $ref: '#/components/schemas/EffectiveLevel' },
          },
        },
      },
      LayerReading: {
        type: 'object',
        required: ['layer', 'state'],
        description: 'Whether a layer of policies was read.',
        properties: {
          layer: { $ref: '#/components/schemas/PolicyLayer' },
          state: { type: 'string', enum: ['read', 'absent', 'not-read'] },
          reason: { type: 'string' },
        },
      },
      LayerDecision: {
        type: 'object',
        required: ['layer', 'state'],
        description:
          'The decision of one policy layer, or of one level of an organization, on its own.',
        properties: {
          layer: { $ref: '#/components/schemas/PolicyLayer' },
          level: { $ref: '#/components/schemas/OrganizationLevelName' },
          state: { type: 'string', enum: ['read', 'absent', 'not-read'] },
          decision: {
            allOf: [{ $ref: '#/components/schemas/Decision' }],
            description:
              'Absent if the layer does not apply or could not be read.',
          },
          policies: {
            type: 'array',
            items: { type: 'string' },
            description:
              'The policies whose statements allow or deny the request.',
          },
          reason: { type: 'string' },
        },
      },
      PolicyText: {
        type: 'object',
        required: ['name', 'kind', 'document', 'errors'],
        properties: {
          name: { type: 'string' },
          arn: { type: 'string', description: 'Absent for an inline policy.' },
          kind: {
            type: 'string',
            enum: [
              'managed',
              'inline',
              'permissions-boundary',
              'session',
              'trust',
            ],
          },
          document: {
            type: 'string',
            description: 'The text as AWS holds it.',
          },
          errors: {
            type: 'array',
            items: {
              type: 'object',
              required: ['path', 'reason'],
              properties: {
                path: { type: 'string' },
                line: { type: 'integer' },
                column: { type: 'integer' },
                reason: { type: 'string' },
              },
            },
          },
        },
      },
      EffectivePermissions: {
        type: 'object',
        required: ['services', 'risks', 'layers', 'policies', 'checkedAt'],
        properties: {
          services: {
            type: 'array',
            items: { $ref: '#/components/schemas/EffectiveService' },
          },
          risks: {
            type: 'array',
            items: { $ref: '#/components/schemas/Risk' },
          },
          layers: {
            type: 'array',
            items: { $ref: '#/components/schemas/LayerReading' },
          },
          policies: {
            type: 'array',
            items: { $ref: '#/components/schemas/PolicyText' },
          },
          unknownActions: { type: 'array', items: { type: 'string' } },
          invalidPolicies: {
            type: 'array',
            items: { $ref: '#/components/schemas/InvalidPolicy' },
            description:
              'Documents that could not be read. Their Allow and Deny statements are missing from the result.',
          },
          checkedAt: { type: 'string', format: 'date-time' },
        },
      },
      InvalidPolicy: {
        type: 'object',
        required: ['layer', 'policy', 'path', 'reason'],
        properties: {
          layer: { $ref: '#/components/schemas/PolicyLayer' },
          policy: { type: 'string' },
          path: {
            type: 'string',
            description:
              'The first invalid element. Empty for the document itself.',
          },
          reason: { type: 'string' },
        },
      },
      SimulationWarning: {
        type: 'object',
        required: ['cause', 'message'],
        properties: {
          cause: { type: 'string', enum: ['unknown-action', 'resource-type'] },
          message: { type: 'string' },
        },
      },
      SimulationRequest: {
        type: 'object',
        additionalProperties: false,
        required: ['action', 'resource'],
        properties: {
          action: {
            type: 'string',
            maxLength: 128,
            examples: ['s3:PutObject'],
          },
          resource: { type: 'string', maxLength: 2048 },
          context: {
            type: 'object',
            maxProperties: 50,
            description:
              'Condition key to value or values, such as `aws:SourceVpce`.',
            additionalProperties: {
              oneOf: [
                { type: 'string', maxLength: 1024 },
                {
                  type: 'array',
                  maxItems: 50,
                  items: { type: 'string', maxLength: 1024 },
                },
              ],
            },
          },
        },
      },
      Decision: {
        type: 'string',
        enum: ['Allowed', 'ImplicitlyDenied', 'ExplicitlyDenied'],
      },
      SimulationReason: {
        allOf: [
          { $ref: '#/components/schemas/StatementRef' },
          {
            type: 'object',
            properties: {
              conditions: { type: 'array', items: { type: 'string' } },
              message: { type: 'string' },
            },
          },
        ],
      },
      SimulationResult: {
        type: 'object',
        required: [
          'action',
          'resource',
          'decision',
          'decidedBy',
          'blockedBy',
          'missingContext',
          'summary',
          'layers',
          'layerDecisions',
        ],
        properties: {
          action: { type: 'string' },
          resource: { type: 'string' },
          decision: { $ref: '#/components/schemas/Decision' },
          unknownReason: {
            type: 'string',
            description:
              'Present if the policies that were read do not allow the request, but unread policies or other condition keys could. `decision` is then `ImplicitlyDenied`.',
          },
          summary: {
            type: 'string',
            description:
              'The decision as a sentence. Says `allowed` without reservation only if every layer was read.',
          },
          decidedBy: {
            type: 'array',
            items: { $ref: '#/components/schemas/SimulationReason' },
          },
          blockedBy: {
            type: 'array',
            items: {
              type: 'object',
              required: ['layer', 'message'],
              properties: {
                layer: { $ref: '#/components/schemas/PolicyLayer' },
                level: { $ref: '#/components/schemas/OrganizationLevelName' },
                policy: { type: 'string' },
                statement: { type: 'integer' },
                sid: { type: 'string' },
                message: { type: 'string' },
              },
            },
          },
          missingContext: { type: 'array', items: { type: 'string' } },
          conditions: {
            type: 'array',
            items: { type: 'string' },
            description:
              'Present if the request is allowed only under conditions whose keys were not given: the conditions in words.',
          },
          invalidPolicies: {
            type: 'array',
            items: { $ref: '#/components/schemas/InvalidPolicy' },
            description:
              'Present if documents could not be read. The decision does not consider them, so a Deny may be missing.',
          },
          warnings: {
            type: 'array',
            items: { $ref: '#/components/schemas/SimulationWarning' },
            description:
              'Present if the action does not exist, or does not apply to such a resource.',
          },
          layers: {
            type: 'array',
            items: { $ref: '#/components/schemas/LayerReading' },
          },
          layerDecisions: {
            type: 'array',
            items: { $ref: '#/components/schemas/LayerDecision' },
            description:
              'In this order: identity policies, permissions boundary, SCPs and RCPs from the root to the account, VPC endpoint policy, resource policy.',
          },
          aws: {
            type: 'object',
            required: ['state'],
            description: 'The result of SimulatePrincipalPolicy.',
            properties: {
              state: { type: 'string', enum: ['answered', 'unavailable'] },
              decision: { $ref: '#/components/schemas/Decision' },
              differs: { type: 'boolean' },
              message: { type: 'string' },
              reason: {
                type: 'string',
                description:
                  'Why the result of AWS differs. Present if it does.',
              },
            },
          },
        },
      },
      LastAccessedReport: {
        type: 'object',
        required: ['at', 'services'],
        properties: {
          at: { type: 'string', format: 'date-time' },
          services: {
            type: 'array',
            items: {
              type: 'object',
              required: ['service', 'unused'],
              properties: {
                service: { type: 'string' },
                lastAccessed: { type: 'string', format: 'date-time' },
                unused: {
                  type: 'boolean',
                  description:
                    'Whether the service is granted and was not used for `irsa.governance.unusedAfterDays`.',
                },
                reason: {
                  type: 'string',
                  description: 'Why the use of the service is unknown.',
                },
              },
            },
          },
        },
      },
      Reason: {
        type: 'string',
        minLength: 1,
        maxLength: 500,
        pattern:
          '^[^\\x00-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]+$',
        description: 'The reason for a change in one line, for auditors.',
      },
      ChangeNumber: {
        type: 'string',
        maxLength: 64,
        pattern: '^[A-Za-z0-9][A-Za-z0-9 ._:/#-]*$',
        description:
          'The number of the change request or ticket behind a change, such as `CHG0031337`.',
      },
      Change: {
        type: 'object',
        required: ['id', 'action', 'requester', 'startedAt', 'result'],
        description: 'A change in AWS, in a cluster, or of ownership.',
        properties: {
          id: { type: 'string' },
          action: { $ref: '#/components/schemas/ChangeAction' },
          requester: {
            type: 'string',
            description: 'An entity reference, or a pseudonym.',
          },
          approver: { type: 'string' },
          reason: { type: 'string' },
          changeNumber: { type: 'string' },
          operationId: { type: 'string' },
          serviceAccount: {
            type: 'object',
            required: ['id', 'cluster', 'namespace', 'name'],
            properties: {
              id: { type: 'string' },
              cluster: { type: 'string' },
              namespace: { type: 'string' },
              name: { type: 'string' },
            },
          },
          findingId: { type: 'string' },
          entityRef: { type: 'string' },
          owner: { type: 'string', description: 'The recorded owner.' },
          accountId: { type: 'string' },
          startedAt: { type: 'string', format: 'date-time' },
          endedAt: { type: 'string', format: 'date-time' },
          result: { $ref: '#/components/schemas/ChangeResult' },
          message: { type: 'string', description: 'Why it failed.' },
          digest: {
            type: 'string',
            description:
              'SHA-256 of the canonical JSON (RFC 8785) of its writes in hexadecimal digits, as logged by the auditor service.',
          },
        },
      },
      ChangeDetails: {
        allOf: [
          { $ref: '#/components/schemas/Change' },
          {
            type: 'object',
            required: ['writes'],
            properties: {
              writes: {
                type: 'array',
                items: { $ref: '#/components/schemas/ChangeWrite' },
              },
            },
          },
        ],
      },
      ChangeList: {
        type: 'object',
        required: ['items', 'total'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Change' },
          },
          nextCursor: { type: 'string' },
          total: { type: 'integer' },
        },
      },
      AccessReviewItem: {
        type: 'object',
        required: [
          'id',
          'cluster',
          'namespace',
          'name',
          'mechanism',
          'entityRef',
          'owner',
          'owners',
          'roleArn',
          'accountId',
          'services',
          'risk',
          'risks',
          'status',
          'since',
          'lastChangeAt',
          'lastChangeBy',
          'lastProof',
          'lastProofAt',
          'lastUsedAt',
        ],
        description: 'Who has what access, as last stored.',
        properties: {
          id: { type: 'string' },
          cluster: { type: 'string' },
          namespace: { type: 'string' },
          name: { type: 'string' },
          mechanism: { $ref: '#/components/schemas/Mechanism' },
          entityRef: { type: ['string', 'null'] },
          owner: {
            type: ['string', 'null'],
            description: 'The recorded owner.',
          },
          owners: {
            type: 'array',
            items: { type: 'string' },
            description: 'According to the catalog.',
          },
          roleArn: { type: ['string', 'null'] },
          accountId: { type: ['string', 'null'] },
          services: {
            type: 'array',
            items: { type: 'string' },
            description:
              'A summary of the permissions, such as `s3: List, Read`.',
          },
          risk: {
            type: ['string', 'null'],
            description: 'The highest severity of its risks.',
          },
          risks: { type: 'array', items: { type: 'string' } },
          status: { $ref: '#/components/schemas/VerificationStatus' },
          since: {
            type: 'string',
            format: 'date-time',
            description: 'When Backstage first found the IAM service account.',
          },
          lastChangeAt: { type: ['string', 'null'], format: 'date-time' },
          lastChangeBy: { type: ['string', 'null'] },
          lastProof: {
            type: ['string', 'null'],
            description: 'The result of the last live proof.',
          },
          lastProofAt: { type: ['string', 'null'], format: 'date-time' },
          lastUsedAt: {
            type: ['string', 'null'],
            format: 'date-time',
            description: 'When AWS recorded the last use of the role.',
          },
        },
      },
      ChangeAction: {
        type: 'string',
        enum: [
          'apply',
          'adopt',
          'migrate',
          'right-size',
          'right-size-undo',
          'delete',
          'roll-back',
          'deliver',
          'hand-over',
          'transfer',
          'recover',
          'link',
          'cut-off',
          'restore',
          'finding-accept',
          'finding-reopen',
          'approval',
          'break-glass',
        ],
        description: 'What a change did.',
      },
      ChangeResult: {
        type: 'string',
        enum: ['pending', 'succeeded', 'failed', 'interrupted'],
        description:
          '`interrupted` has no result: the backend stopped before it ended.',
      },
      ChangedDocument: {
        type: 'object',
        required: ['field', 'before', 'after', 'digestBefore', 'digestAfter'],
        description:
          'A part of an AWS or Kubernetes object before and after a write. Null is what was not there.',
        properties: {
          field: {
            type: 'string',
            description: 'Such as `trustPolicy` or `tags.team`.',
          },
          before: {},
          after: {},
          digestBefore: {
            type: ['string', 'null'],
            description:
              'SHA-256 of the canonical JSON (RFC 8785) in hexadecimal digits.',
          },
          digestAfter: { type: ['string', 'null'] },
        },
      },
      AwsRequest: {
        type: 'object',
        required: ['operation', 'requestId'],
        description: 'A request to AWS, as CloudTrail has it.',
        properties: {
          operation: { type: 'string', description: 'Such as `CreateRole`.' },
          requestId: { type: 'string' },
          error: {
            type: 'string',
            description: 'The error code that AWS answered.',
          },
        },
      },
      ChangeWrite: {
        type: 'object',
        required: [
          'action',
          'target',
          'summary',
          'documents',
          'startedAt',
          'result',
          'requests',
        ],
        description: 'One write of a change.',
        properties: {
          action: { $ref: '#/components/schemas/StepAction' },
          target: {
            type: 'object',
            required: ['kind', 'name'],
            properties: {
              kind: {
                type: 'string',
                description:
                  'A kind of a step, `ownership`, `delivery`, `finding`, `approval` or `break-glass`.',
              },
              name: { type: 'string' },
            },
          },
          summary: { type: 'string' },
          documents: {
            type: 'array',
            items: { $ref: '#/components/schemas/ChangedDocument' },
          },
          startedAt: { type: 'string', format: 'date-time' },
          endedAt: { type: 'string', format: 'date-time' },
          result: { $ref: '#/components/schemas/ChangeResult' },
          message: { type: 'string', description: 'Why it failed.' },
          requests: {
            type: 'array',
            items: { $ref: '#/components/schemas/AwsRequest' },
          },
        },
      },
      RightSizeRequest: {
        type: 'object',
        additionalProperties: false,
        description:
          'What to remove. Without both, what is unused with high confidence.',
        properties: {
          drop: {
            type: 'array',
            maxItems: 100,
            items: { type: 'string', maxLength: 100 },
            description: 'Services to remove in full, by IAM prefix.',
          },
          narrow: {
            type: 'array',
            maxItems: 100,
            items: { type: 'string', maxLength: 100 },
            description:
              'Services of which only the unused actions go, by IAM prefix.',
          },
        },
      },
      RightSizingRequest: {
        type: 'object',
        additionalProperties: false,
        description:
          'What to remove, and why. Without `drop` and `narrow`, what is unused with high confidence.',
        properties: {
          reason: { $ref: '#/components/schemas/Reason' },
          changeNumber: { $ref: '#/components/schemas/ChangeNumber' },
          drop: {
            type: 'array',
            maxItems: 100,
            items: { type: 'string', maxLength: 100 },
            description: 'Services to remove in full, by IAM prefix.',
          },
          narrow: {
            type: 'array',
            maxItems: 100,
            items: { type: 'string', maxLength: 100 },
            description:
              'Services of which only the unused actions go, by IAM prefix.',
          },
        },
      },
      Confidence: {
        type: 'string',
        enum: ['high', 'medium', 'low'],
        description: 'How sure it is that something is not needed.',
      },
      RightSizeService: {
        type: 'object',
        required: [
          'service',
          'title',
          'decision',
          'confidence',
          'reason',
          'sources',
        ],
        description: 'What is proposed for one service that the role may use.',
        properties: {
          service: { type: 'string', description: 'The IAM prefix.' },
          title: { type: 'string' },
          decision: {
            type: 'string',
            enum: ['keep', 'drop', 'narrow', 'undecided'],
            description:
              '`narrow` removes only the unused actions; `undecided` stays unless it is asked for.',
          },
          confidence: { $ref: '#/components/schemas/Confidence' },
          reason: { type: 'string', description: 'Why, in a sentence.' },
          sources: {
            type: 'array',
            items: { type: 'string' },
            description: 'What grants it, in words.',
          },
          lastAccessed: {
            type: 'string',
            format: 'date-time',
            description: 'Absent when AWS saw no use in its tracking period.',
          },
          unusedSince: {
            type: 'string',
            format: 'date-time',
            description:
              'The last use or, where AWS saw none, the start of what it could have seen. Absent while it is used.',
          },
          unusedActions: {
            type: 'array',
            items: { type: 'string' },
            description:
              'Of a service that is used, granted actions that AWS reports on and saw no use of.',
          },
          keepReason: {
            type: 'string',
            description: 'Why it cannot be removed here; absent when it can.',
          },
        },
      },
      SmallerPolicy: {
        type: 'object',
        required: ['name', 'before', 'after'],
        description: 'A policy of the role as it is and as it could be.',
        properties: {
          name: { type: 'string' },
          arn: { type: 'string', description: 'Absent for an inline policy.' },
          before: { type: 'string' },
          after: {
            type: ['string', 'null'],
            description: 'Null when nothing of it is left.',
          },
        },
      },
      ManualSteps: {
        type: 'object',
        required: ['policies', 'commands', 'undo'],
        description: 'The way where this product does not change the role.',
        properties: {
          policies: {
            type: 'array',
            items: { $ref: '#/components/schemas/SmallerPolicy' },
          },
          commands: {
            type: 'array',
            items: { type: 'string' },
            description: 'Commands of the AWS CLI that remove it.',
          },
          undo: {
            type: 'array',
            items: { type: 'string' },
            description: 'Commands that give it back.',
          },
        },
      },
      RoleDeletion: {
        type: 'object',
        required: ['confidence', 'reason'],
        description: 'The proposal to delete a role that nobody has ever used.',
        properties: {
          confidence: { $ref: '#/components/schemas/Confidence' },
          reason: { type: 'string' },
        },
      },
      RightSizeProposal: {
        type: 'object',
        required: [
          'at',
          'roleArn',
          'roleCreatedAt',
          'unusedAfterDays',
          'method',
          'services',
          'drop',
          'narrow',
        ],
        properties: {
          at: {
            type: 'string',
            format: 'date-time',
            description: 'When AWS made the report.',
          },
          roleArn: { type: 'string' },
          roleCreatedAt: { type: 'string', format: 'date-time' },
          unusedAfterDays: { type: 'integer' },
          method: {
            type: 'string',
            enum: ['plan', 'pull-request', 'manual', 'none'],
            description: 'By which way it can be removed.',
          },
          methodReason: {
            type: 'string',
            description: 'Why it is not our own plan.',
          },
          services: {
            type: 'array',
            items: { $ref: '#/components/schemas/RightSizeService' },
          },
          notes: {
            type: 'array',
            items: { type: 'string' },
            description: 'What else is to know, a sentence each.',
          },
          drop: {
            type: 'array',
            items: { type: 'string' },
            description:
              'The services that the plan or the commands remove in full.',
          },
          narrow: { type: 'array', items: { type: 'string' } },
          spec: { $ref: '#/components/schemas/IamServiceAccountSpec' },
          plan: { $ref: '#/components/schemas/Plan' },
          manual: { $ref: '#/components/schemas/ManualSteps' },
          deletion: { $ref: '#/components/schemas/RoleDeletion' },
        },
      },
      TransferState: {
        type: 'string',
        enum: ['pending', 'confirmed', 'declined', 'lapsed'],
      },
      Transfer: {
        type: 'object',
        required: [
          'id',
          'serviceAccountId',
          'cluster',
          'namespace',
          'name',
          'from',
          'to',
          'entityRef',
          'requestedBy',
          'requestedAt',
          'expiresAt',
          'state',
          'mayDecide',
        ],
        description:
          'A request to give an IAM service account to another owner.',
        properties: {
          id: { type: 'string' },
          serviceAccountId: { type: 'string' },
          cluster: { type: 'string' },
          namespace: { type: 'string' },
          name: { type: 'string' },
          from: { type: 'string', description: 'The recorded owner.' },
          to: { type: 'string', description: 'The new owner.' },
          entityRef: { type: ['string', 'null'] },
          requestedBy: {
            type: 'string',
            description: 'The entity reference of the person.',
          },
          requestedAt: { type: 'string', format: 'date-time' },
          expiresAt: { type: 'string', format: 'date-time' },
          state: { $ref: '#/components/schemas/TransferState' },
          reason: { type: 'string' },
          decidedBy: {
            type: 'string',
            description: 'The entity reference of the person.',
          },
          decidedAt: { type: 'string', format: 'date-time' },
          decisionReason: { type: 'string' },
          mayDecide: {
            type: 'boolean',
            description: 'Whether the caller can confirm or decline it now.',
          },
          notice: {
            type: 'string',
            description:
              'What the confirmation has left to do in AWS, and what finishes it.',
          },
        },
      },
      TransferList: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Transfer' },
          },
          mayRequest: {
            type: 'boolean',
            description:
              'Whether the caller can ask for a transfer, as a member of the recorded owner or of the owner in the catalog, or an administrator. Only told of one IAM service account.',
          },
          mayManage: {
            type: 'boolean',
            description:
              'Whether the caller is a member of the recorded owner or an administrator, who alone can change, cut off and delete it. Only told of one IAM service account.',
          },
        },
      },
      BulkTransfer: {
        type: 'object',
        required: [
          'serviceAccountId',
          'cluster',
          'namespace',
          'name',
          'from',
          'to',
          'result',
          'violations',
        ],
        description: 'What a bulk transfer did with one IAM service account.',
        properties: {
          serviceAccountId: { type: 'string' },
          cluster: { type: 'string' },
          namespace: { type: 'string' },
          name: { type: 'string' },
          from: { type: 'string' },
          to: { type: 'string' },
          result: {
            type: 'string',
            enum: ['transferred', 'allowed', 'refused'],
            description:
              '`allowed` is what a dry run tells of those that would be transferred.',
          },
          violations: {
            type: 'array',
            items: { $ref: '#/components/schemas/Violation' },
          },
        },
      },
      RecoveryList: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Recovery' },
          },
          nextCursor: { type: 'string' },
        },
      },
      Recovery: {
        type: 'object',
        required: ['roleArn', 'result', 'records', 'violations'],
        description:
          'What became of one role and the ServiceAccount that has it.',
        properties: {
          roleArn: { type: 'string' },
          serviceAccountId: { type: 'string' },
          cluster: { type: 'string' },
          namespace: { type: 'string' },
          name: { type: 'string' },
          entityRef: {
            type: 'string',
            description: 'From the annotation of the ServiceAccount.',
          },
          owner: { type: 'string', description: 'From the tag of the role.' },
          result: {
            type: 'string',
            enum: ['recovered', 'allowed', 'refused'],
            description:
              '`allowed` is what a dry run tells of those that would be recorded.',
          },
          records: {
            type: 'array',
            description: 'What is recorded as created by Backstage.',
            items: { type: 'string' },
          },
          violations: {
            type: 'array',
            items: { $ref: '#/components/schemas/Violation' },
          },
        },
      },
      CutOffRequest: {
        type: 'object',
        additionalProperties: false,
        required: ['reason'],
        properties: { reason: { $ref: '#/components/schemas/Reason' } },
      },
      CutOff: {
        type: 'object',
        required: ['at', 'by', 'reason'],
        properties: {
          at: { type: 'string', format: 'date-time' },
          by: {
            type: 'string',
            description: 'The entity reference of the person.',
          },
          reason: { type: 'string' },
        },
      },
      RightSizing: {
        type: 'object',
        required: ['id', 'at', 'by', 'drop', 'narrow', 'operationId', 'status'],
        description: 'One time that unused access was removed.',
        properties: {
          id: { type: 'string' },
          at: { type: 'string', format: 'date-time' },
          by: {
            type: 'string',
            description: 'The entity reference of the person.',
          },
          drop: { type: 'array', items: { type: 'string' } },
          narrow: { type: 'array', items: { type: 'string' } },
          operationId: { type: 'string' },
          status: {
            type: 'string',
            enum: ['applied', 'running', 'failed', 'undone'],
          },
          undoneAt: { type: 'string', format: 'date-time' },
          undoneBy: { type: 'string' },
          undoBlockedReason: {
            type: 'string',
            description:
              'Why it cannot be undone any more; absent when it can.',
          },
        },
      },
      Severity: { type: 'string', enum: ['low', 'medium', 'high', 'critical'] },
      SubjectKind: {
        type: 'string',
        enum: [
          'service-account',
          'role',
          'oidc-provider',
          'node-role',
          'workload',
          'cluster',
        ],
        description: 'What a finding is about.',
      },
      IdentitySource: {
        type: 'string',
        enum: [
          'service-account-role',
          'node-role',
          'static-keys',
          'none',
          'unknown',
        ],
        description:
          'Whose AWS identity a workload has - its own role, that of its node, keys in its variables, or none.',
      },
      RoleUse: {
        type: 'string',
        enum: ['service-account', 'node', 'trust-only'],
        description:
          'Whether ServiceAccounts have the role, nodes have it, or it only trusts an EKS issuer or EKS Pod Identity.',
      },
      Subject: {
        type: 'object',
        required: ['kind', 'id', 'name'],
        properties: {
          kind: { $ref: '#/components/schemas/SubjectKind' },
          id: { type: 'string' },
          name: {
            type: 'string',
            description:
              'As people know it, such as `production/orders` or a role name.',
          },
          cluster: { type: 'string' },
          namespace: { type: 'string' },
          accountId: { type: 'string' },
          arn: { type: 'string' },
        },
      },
      Finding: {
        type: 'object',
        required: [
          'id',
          'check',
          'title',
          'severity',
          'severityReasons',
          'severityInUse',
          'evidence',
          'message',
          'remediation',
          'subject',
          'entityRef',
          'owners',
          'state',
          'firstSeenAt',
          'lastSeenAt',
        ],
        properties: {
          id: { type: 'string' },
          check: { type: 'string' },
          title: {
            type: 'string',
            description: 'What is wrong, in a few words.',
          },
          severity: { $ref: '#/components/schemas/Severity' },
          severityReasons: {
            type: 'array',
            description:
              'Why it is this severe - the impact, then what of the exposure and the environment changes it.',
            items: { type: 'string' },
          },
          severityInUse: {
            allOf: [{ $ref: '#/components/schemas/Severity' }],
            description:
              'Its severity once pods use it. Who may accept it follows this one.',
          },
          evidence: { type: 'string', enum: ['proved', 'inferred'] },
          message: {
            type: 'string',
            description: 'What was found, with the real names.',
          },
          facts: {
            type: 'array',
            items: { $ref: '#/components/schemas/ChainFact' },
            description: 'What it was found by.',
          },
          remediation: { type: ['string', 'null'] },
          commands: { type: 'array', items: { type: 'string' } },
          fault: { type: 'string' },
          docs: { type: 'string', description: 'Its page under `docs/`.' },
          subject: { $ref: '#/components/schemas/Subject' },
          entityRef: { type: ['string', 'null'] },
          owners: { type: 'array', items: { type: 'string' } },
          state: { type: 'string', enum: ['open', 'accepted', 'resolved'] },
          firstSeenAt: { type: 'string', format: 'date-time' },
          lastSeenAt: { type: 'string', format: 'date-time' },
          resolvedAt: { type: 'string', format: 'date-time' },
          acceptance: {
            type: 'object',
            required: ['by', 'reason', 'at', 'until'],
            properties: {
              by: { type: 'string' },
              reason: { type: 'string' },
              at: { type: 'string', format: 'date-time' },
              until: { type: 'string', format: 'date-time' },
            },
          },
        },
      },
      FindingGroup: {
        type: 'object',
        required: [
          'id',
          'title',
          'severity',
          'findings',
          'subjects',
          'critical',
          'high',
          'medium',
          'low',
        ],
        properties: {
          id: { type: 'string', description: 'The check.' },
          title: { type: 'string' },
          severity: {
            allOf: [{ $ref: '#/components/schemas/Severity' }],
            description: 'The highest of them.',
          },
          findings: { type: 'integer' },
          subjects: {
            type: 'integer',
            description: 'How many resources they are about.',
          },
          critical: { type: 'integer' },
          high: { type: 'integer' },
          medium: { type: 'integer' },
          low: { type: 'integer' },
        },
      },
      FindingGroupList: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/FindingGroup' },
          },
        },
      },
      FleetFacet: {
        type: 'object',
        required: ['name', 'values'],
        properties: {
          name: { type: 'string', description: 'The filter.' },
          values: {
            type: 'array',
            items: {
              type: 'object',
              required: ['value', 'count'],
              properties: {
                value: { type: 'string' },
                count: { type: 'integer' },
              },
            },
          },
        },
      },
      FleetFacets: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/FleetFacet' },
          },
        },
      },
      FindingList: {
        type: 'object',
        required: ['items', 'total'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Finding' },
          },
          nextCursor: { type: 'string' },
          total: { type: 'integer' },
        },
      },
      FleetServiceAccount: {
        type: 'object',
        required: [
          'id',
          'cluster',
          'namespace',
          'name',
          'mechanism',
          'roleArn',
          'roleId',
          'accountId',
          'entityRef',
          'owners',
          'status',
          'liveProof',
          'checkedAt',
          'pods',
          'findings',
          'managedByBackstage',
        ],
        properties: {
          id: { type: 'string' },
          cluster: { type: 'string' },
          namespace: { type: 'string' },
          name: { type: 'string' },
          mechanism: { $ref: '#/components/schemas/Mechanism' },
          roleArn: { type: ['string', 'null'] },
          roleId: {
            type: ['string', 'null'],
            description: 'The id under which `/roles` has it.',
          },
          accountId: { type: 'string', description: 'Of its role.' },
          entityRef: { type: ['string', 'null'] },
          linkedTo: {
            type: 'string',
            description:
              'The entity that an administrator linked it to. It counts while the namespace rules give the namespace to its owners.',
          },
          proposedEntity: { $ref: '#/components/schemas/ProposedEntity' },
          owners: { type: 'array', items: { type: 'string' } },
          status: { $ref: '#/components/schemas/VerificationStatus' },
          liveProof: {
            description: 'The last one that AWS STS answered.',
            oneOf: [
              { $ref: '#/components/schemas/LiveProof' },
              { type: 'null' },
            ],
          },
          checkedAt: { type: ['string', 'null'] },
          pods: { type: 'integer' },
          findings: {
            type: 'integer',
            description: 'Open ones about it, its role and its workloads.',
          },
          highestSeverity: { $ref: '#/components/schemas/Severity' },
          managedByBackstage: {
            type: 'boolean',
            description: 'Whether this product made it.',
          },
        },
      },
      ProposedEntity: {
        type: 'object',
        required: ['entityRef', 'reason'],
        description:
          'The only component that it may well belong to, by labels, tags and names.',
        properties: {
          entityRef: { type: 'string' },
          reason: { type: 'string' },
        },
      },
      EntityLink: {
        type: 'object',
        additionalProperties: false,
        required: ['serviceAccountId', 'entityRef'],
        properties: {
          serviceAccountId: { type: 'string', minLength: 1, maxLength: 64 },
          entityRef: {
            type: ['string', 'null'],
            minLength: 1,
            maxLength: 253,
            description: 'A full entity reference. Null removes the link.',
          },
        },
      },
      EntityLinkResult: {
        type: 'object',
        required: ['serviceAccountId', 'entityRef', 'result', 'violations'],
        properties: {
          serviceAccountId: { type: 'string' },
          entityRef: { type: ['string', 'null'] },
          result: { type: 'string', enum: ['linked', 'unlinked', 'refused'] },
          violations: {
            type: 'array',
            items: { $ref: '#/components/schemas/Violation' },
          },
        },
      },
      FleetServiceAccountList: {
        type: 'object',
        required: ['items', 'total'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/FleetServiceAccount' },
          },
          nextCursor: { type: 'string' },
          total: { type: 'integer' },
        },
      },
      FleetWorkload: {
        type: 'object',
        required: [
          'id',
          'cluster',
          'namespace',
          'name',
          'serviceAccount',
          'serviceAccountId',
          'pods',
          'identitySource',
          'reason',
          'hostNetwork',
          'entityRef',
          'owners',
        ],
        properties: {
          id: { type: 'string' },
          cluster: { type: 'string' },
          namespace: { type: 'string' },
          name: { type: 'string', description: 'Such as `deployment/orders`.' },
          serviceAccount: { type: 'string' },
          serviceAccountId: {
            type: ['string', 'null'],
            description: 'When the ServiceAccount is an IAM service account.',
          },
          pods: { type: 'integer' },
          identitySource: { $ref: '#/components/schemas/IdentitySource' },
          reason: { type: 'string', description: 'Why, as a sentence.' },
          hostNetwork: { type: 'boolean' },
          entityRef: { type: ['string', 'null'] },
          owners: { type: 'array', items: { type: 'string' } },
        },
      },
      FleetWorkloadList: {
        type: 'object',
        required: ['items', 'total'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/FleetWorkload' },
          },
          nextCursor: { type: 'string' },
          total: { type: 'integer' },
        },
      },
      FleetRole: {
        type: 'object',
        required: [
          'id',
          'arn',
          'name',
          'accountId',
          'use',
          'serviceAccounts',
          'lastUsedAt',
          'unused',
          'boundaryArn',
          'risk',
          'findings',
          'entityRef',
          'owners',
          'createdAt',
        ],
        properties: {
          id: { type: 'string' },
          arn: { type: 'string' },
          name: { type: 'string' },
          accountId: { type: 'string' },
          use: { $ref: '#/components/schemas/RoleUse' },
          serviceAccounts: {
            type: 'integer',
            description: 'How many ServiceAccounts have it.',
          },
          clusters: { type: 'array', items: { type: 'string' } },
          lastUsedAt: { type: ['string', 'null'] },
          unused: {
            type: ['boolean', 'null'],
            description:
              'Null when that is unknown, such as soon after a live proof of ours.',
          },
          boundaryArn: { type: ['string', 'null'] },
          risk: {
            oneOf: [
              { $ref: '#/components/schemas/Severity' },
              { type: 'null' },
            ],
          },
          findings: { type: 'integer' },
          entityRef: { type: ['string', 'null'] },
          owners: { type: 'array', items: { type: 'string' } },
          createdAt: { type: 'string' },
          managedBy: { $ref: '#/components/schemas/ManagedBy' },
        },
      },
      FleetRoleList: {
        type: 'object',
        required: ['items', 'total'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/FleetRole' },
          },
          nextCursor: { type: 'string' },
          total: { type: 'integer' },
        },
      },
      BlastRadius: {
        type: 'object',
        required: [
          'services',
          'risks',
          'assumableRoles',
          'serviceAccounts',
          'indirectAccess',
        ],
        description:
          'What an attacker who controls a pod with the role can access.',
        properties: {
          services: {
            type: 'array',
            items: { $ref: '#/components/schemas/EffectiveService' },
          },
          risks: {
            type: 'array',
            items: { $ref: '#/components/schemas/Risk' },
          },
          assumableRoles: {
            type: 'array',
            items: { type: 'string' },
            description:
              'ARNs of roles that it may go on to assume, as its policies name them.',
          },
          serviceAccounts: {
            type: 'array',
            items: { $ref: '#/components/schemas/FleetServiceAccount' },
            description: 'Who has it, at most 100.',
          },
          indirectAccess: {
            type: 'array',
            items: { $ref: '#/components/schemas/IndirectAccess' },
            description:
              'Who else can become one of these by Kubernetes RBAC, at most 100.',
          },
        },
      },
      IndirectAccessMethod: {
        type: 'string',
        enum: [
          'token',
          'create-pod',
          'exec',
          'workload-controller',
          'impersonate',
          'node-proxy',
          'escalate',
          'access-entry',
        ],
      },
      IndirectAccess: {
        type: 'object',
        required: ['cluster', 'subject', 'method', 'grantedBy'],
        properties: {
          cluster: { type: 'string' },
          subject: {
            type: 'string',
            description:
              'Such as `Group developers` or `ServiceAccount ci/deployer`.',
          },
          method: { $ref: '#/components/schemas/IndirectAccessMethod' },
          grantedBy: {
            type: 'string',
            description: 'The binding or access entry that gives it.',
          },
          namespaces: {
            type: 'array',
            items: { type: 'string' },
            description: 'Absent for all.',
          },
          principals: {
            type: 'array',
            items: { type: 'string' },
            description:
              'ARNs of IAM principals that are the subject by an access entry.',
          },
        },
      },
      FleetRoleDetail: {
        type: 'object',
        required: ['role', 'trust', 'policies', 'blastRadius', 'findings'],
        properties: {
          role: { $ref: '#/components/schemas/FleetRole' },
          trust: {
            type: 'array',
            items: { type: 'string' },
            description: 'Trusted principals, a sentence each.',
          },
          namedBy: {
            type: 'array',
            items: { $ref: '#/components/schemas/FleetServiceAccount' },
            description:
              'IAM service accounts that name this role and cannot assume it. They are no holders, and their owners do not own it.',
          },
          policies: {
            type: 'array',
            items: { $ref: '#/components/schemas/PolicyText' },
          },
          blastRadius: { $ref: '#/components/schemas/BlastRadius' },
          findings: {
            type: 'array',
            items: { $ref: '#/components/schemas/Finding' },
          },
        },
      },
      NodeRole: {
        type: 'object',
        required: [
          'id',
          'arn',
          'name',
          'accountId',
          'cluster',
          'nodeGroups',
          'excess',
          'hopLimit',
          'reach',
          'dependentWorkloadCount',
          'findings',
        ],
        properties: {
          id: { type: 'string' },
          arn: { type: 'string' },
          name: { type: 'string' },
          accountId: { type: 'string' },
          cluster: { type: 'string' },
          nodeGroups: { type: 'array', items: { type: 'string' } },
          excess: {
            type: 'array',
            items: { type: 'string' },
            description:
              'Policies beyond what nodes need, by ARN or name of the inline policy.',
          },
          hopLimit: {
            type: ['integer', 'null'],
            description:
              'How far answers of the instance metadata service reach; null when not read. 2 or more lets every pod in.',
          },
          optionalTokens: {
            type: 'boolean',
            description:
              'Present and true when some nodes answer requests without a session token (IMDSv1), which every pod can make whatever the hop limit.',
          },
          reach: {
            type: 'string',
            enum: ['all-pods', 'host-network-only', 'unknown'],
          },
          dependentWorkloadCount: {
            type: 'integer',
            description:
              'Workloads without a role of their own that may use it.',
          },
          findings: { type: 'integer' },
        },
      },
      NodeRoleList: {
        type: 'object',
        required: ['items', 'total'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/NodeRole' },
          },
          nextCursor: { type: 'string' },
          total: { type: 'integer' },
        },
      },
      RemovalStep: {
        type: 'object',
        required: ['title', 'why', 'commands'],
        properties: {
          title: { type: 'string' },
          why: { type: 'string' },
          commands: { type: 'array', items: { type: 'string' } },
          workloads: {
            type: 'array',
            items: { type: 'string' },
            description:
              'Those to give a role of their own or to restart first, as `namespace/kind/name`.',
          },
        },
      },
      NodeRoleDetail: {
        type: 'object',
        required: [
          'nodeRole',
          'hopLimitReason',
          'needed',
          'dependentWorkloads',
          'plan',
          'findings',
        ],
        properties: {
          nodeRole: { $ref: '#/components/schemas/NodeRole' },
          hopLimitReason: {
            type: ['string', 'null'],
            description: 'Why it was not read.',
          },
          needed: {
            type: 'array',
            items: { type: 'string' },
            description: 'The policies that nodes need.',
          },
          dependentWorkloads: {
            type: 'array',
            items: { $ref: '#/components/schemas/FleetWorkload' },
            description: 'At most 200.',
          },
          plan: {
            type: 'array',
            items: { $ref: '#/components/schemas/RemovalStep' },
            description:
              'In this order, nothing loses access before it has another.',
          },
          findings: {
            type: 'array',
            items: { $ref: '#/components/schemas/Finding' },
          },
        },
      },
      Scope: {
        type: 'object',
        required: [
          'id',
          'kind',
          'name',
          'accountId',
          'region',
          'state',
          'completedAt',
        ],
        properties: {
          id: { type: 'string', description: 'Such as `cluster:prod-eu`.' },
          kind: { type: 'string', enum: ['cluster', 'account'] },
          name: { type: 'string' },
          accountId: { type: 'string' },
          region: { type: ['string', 'null'] },
          state: {
            type: 'string',
            enum: ['never', 'current', 'stale', 'scanning'],
          },
          completedAt: {
            type: ['string', 'null'],
            description: 'When the last scan that came to its end began.',
          },
          changesReadAt: {
            type: 'string',
            description:
              'When a part was last read by itself, since events of AWS told of changes. Absent before the first.',
          },
          staleSince: { type: 'string' },
          reason: {
            type: 'string',
            description: 'Why the last scan failed, or what it could not read.',
          },
          missingPermission: { type: 'string' },
          durationMs: { type: 'integer' },
          awsCalls: { type: 'integer' },
          kubernetesCalls: { type: 'integer' },
          counts: {
            type: 'object',
            additionalProperties: { type: 'integer' },
            description: 'What the last scan found, such as `serviceAccounts`.',
          },
        },
      },
      ScopeList: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Scope' },
          },
        },
      },
      ClusterSetupStep: {
        type: 'object',
        required: ['id', 'state', 'message'],
        properties: {
          id: {
            type: 'string',
            enum: [
              'access-entry',
              'rbac',
              'oidc-provider',
              'token-request',
              'namespace-rule',
            ],
          },
          state: {
            type: 'string',
            enum: ['done', 'missing', 'optional', 'unknown'],
            description:
              '`optional`: missing, and only what it is for does not work.',
          },
          message: {
            type: 'string',
            description: 'What it is for, and what is known of it.',
          },
          commands: { type: 'array', items: { type: 'string' } },
          terraform: { type: 'string' },
          configuration: {
            type: 'string',
            description: 'A part of `app-config.yaml`.',
          },
        },
      },
      ClusterSetup: {
        type: 'object',
        required: ['cluster', 'accountId', 'region', 'source', 'steps'],
        properties: {
          cluster: { type: 'string' },
          accountId: { type: 'string' },
          region: { type: 'string' },
          source: { type: 'string', enum: ['configured', 'discovered'] },
          steps: {
            type: 'array',
            items: { $ref: '#/components/schemas/ClusterSetupStep' },
          },
        },
      },
      DiscoveredPlace: {
        type: 'object',
        required: [
          'supplier',
          'place',
          'accounts',
          'clusters',
          'attemptedAt',
          'completedAt',
        ],
        properties: {
          supplier: {
            type: 'string',
            description: 'Such as `organization`, `catalog` and `eks`.',
          },
          place: {
            type: 'string',
            description: 'Such as `111122223333/eu-west-1`.',
          },
          accountId: { type: 'string' },
          accounts: {
            type: 'integer',
            description: 'How many accounts were found there.',
          },
          clusters: {
            type: 'integer',
            description: 'How many clusters were found there.',
          },
          failure: {
            type: 'string',
            description:
              'Why it could not be read the last time; what was found before counts on.',
          },
          remediation: { type: 'string' },
          missingPermission: { type: 'string' },
          attemptedAt: { type: 'string', format: 'date-time' },
          completedAt: { type: ['string', 'null'] },
        },
      },
      DiscoveredPlaceList: {
        type: 'object',
        required: ['mayStart', 'items'],
        properties: {
          mayStart: {
            type: 'boolean',
            description:
              'Whether the caller may start a discovery and there is something to ask.',
          },
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/DiscoveredPlace' },
          },
        },
      },
      TrendPoint: {
        type: 'object',
        required: ['at', 'value'],
        properties: {
          at: { type: 'string', format: 'date-time' },
          value: { type: 'integer' },
        },
      },
      Overview: {
        type: 'object',
        required: [
          'serviceAccounts',
          'identitySources',
          'findings',
          'roles',
          'byOwner',
          'trends',
          'scopes',
          'withoutOwner',
        ],
        properties: {
          serviceAccounts: {
            type: 'object',
            required: ['total', 'verified', 'degraded', 'broken', 'unknown'],
            properties: {
              total: { type: 'integer' },
              verified: { type: 'integer' },
              degraded: { type: 'integer' },
              broken: { type: 'integer' },
              unknown: { type: 'integer' },
            },
          },
          identitySources: {
            type: 'object',
            required: [
              'serviceAccountRole',
              'nodeRole',
              'staticKeys',
              'none',
              'unknown',
            ],
            description: 'How many workloads have whose identity.',
            properties: {
              serviceAccountRole: { type: 'integer' },
              nodeRole: { type: 'integer' },
              staticKeys: { type: 'integer' },
              none: { type: 'integer' },
              unknown: { type: 'integer' },
            },
          },
          findings: {
            type: 'object',
            required: [
              'critical',
              'high',
              'medium',
              'low',
              'accepted',
              'shared',
            ],
            description: 'Open ones by severity.',
            properties: {
              critical: { type: 'integer' },
              high: { type: 'integer' },
              medium: { type: 'integer' },
              low: { type: 'integer' },
              accepted: { type: 'integer' },
              shared: {
                type: 'integer',
                description:
                  'Open ones that belong to several owners. `byOwner` counts them for each of these.',
              },
            },
          },
          roles: {
            type: 'object',
            required: ['total', 'unused'],
            properties: {
              total: { type: 'integer' },
              unused: { type: 'integer' },
            },
          },
          withoutOwner: {
            type: 'integer',
            description: 'IAM service accounts without a catalog entity.',
          },
          byOwner: {
            type: 'array',
            description:
              'The owners with the most open findings, at most 10. What belongs to several owners counts for each of them.',
            items: {
              type: 'object',
              required: ['owner', 'open', 'critical', 'high'],
              properties: {
                owner: { type: ['string', 'null'] },
                open: { type: 'integer' },
                critical: { type: 'integer' },
                high: { type: 'integer' },
              },
            },
          },
          trends: {
            type: 'object',
            required: ['broken', 'usesNodeRole', 'highFindings', 'unusedRoles'],
            description:
              'A value a day over the last 90 days, the newest last; only days of which something is known.',
            properties: {
              broken: {
                type: 'array',
                items: { $ref: '#/components/schemas/TrendPoint' },
              },
              usesNodeRole: {
                type: 'array',
                items: { $ref: '#/components/schemas/TrendPoint' },
              },
              highFindings: {
                type: 'array',
                items: { $ref: '#/components/schemas/TrendPoint' },
              },
              unusedRoles: {
                type: 'array',
                items: { $ref: '#/components/schemas/TrendPoint' },
              },
            },
          },
          scopes: {
            type: 'array',
            items: { $ref: '#/components/schemas/Scope' },
          },
        },
      },
      AccessHolderKind: {
        type: 'string',
        enum: ['pod', 'role', 'user', 'people', 'service', 'account'],
        description:
          '`pod`: the pods of a ServiceAccount. `role`: an IAM role that no ServiceAccount has, such as that of nodes. `user`: an IAM user. `people`: a permission set of IAM Identity Center, an identity provider, or a user or group of a cluster. `service`: an AWS service. `account`: another account, a principal of one, or everybody in AWS.',
      },
      AccessStepKind: {
        type: 'string',
        enum: [
          'group',
          'binding',
          'service-account',
          'role',
          'resource-policy',
        ],
      },
      AccessStep: {
        type: 'object',
        required: ['kind', 'name'],
        properties: {
          kind: { $ref: '#/components/schemas/AccessStepKind' },
          name: { type: 'string' },
          id: {
            type: 'string',
            description:
              'Of the row of an IAM service account or a role; absent where there is none.',
          },
          arn: { type: 'string' },
          method: { $ref: '#/components/schemas/IndirectAccessMethod' },
          others: {
            type: 'integer',
            description: 'How many more there are like this one.',
          },
        },
      },
      AccessHolder: {
        type: 'object',
        required: [
          'id',
          'kind',
          'name',
          'decision',
          'serviceAccount',
          'through',
          'decidedBy',
        ],
        properties: {
          id: {
            type: 'string',
            description: 'Tells the items of an answer apart.',
          },
          kind: { $ref: '#/components/schemas/AccessHolderKind' },
          name: { type: 'string' },
          arn: { type: 'string', description: 'Of a user or a role.' },
          roleArn: {
            type: 'string',
            description:
              'The role whose policies decide; absent where those of a user or of the resource do.',
          },
          roleId: {
            type: 'string',
            description:
              'Of the row of that role; absent for a role that is not listed, since neither a ServiceAccount nor a node has it.',
          },
          serviceAccount: {
            oneOf: [
              { $ref: '#/components/schemas/FleetServiceAccount' },
              { type: 'null' },
            ],
            description: 'Whose pods; null for another kind.',
          },
          use: { $ref: '#/components/schemas/RoleUse' },
          through: {
            type: 'array',
            items: { $ref: '#/components/schemas/AccessStep' },
            description:
              'What the access comes through, the last nearest to the resource; empty where its own policies give it.',
          },
          decision: {
            type: 'string',
            enum: ['allowed', 'allowed-if', 'unknown'],
          },
          conditions: { type: 'array', items: { type: 'string' } },
          unknownReason: {
            type: 'string',
            description:
              'Why `decision` is `unknown`: such as that the VPC endpoints of a cluster decide differently about its pods, or that nobody knows which account owns the resource.',
          },
          decidedBy: {
            type: 'array',
            items: { $ref: '#/components/schemas/StatementRef' },
          },
        },
      },
      AccessGraph: {
        type: 'object',
        required: ['nodes', 'edges', 'paths', 'limitations'],
        description:
          'People, groups and pods, the ServiceAccounts and roles that they can use, the roles of these, and what the roles may do. Without cycles.',
        properties: {
          nodes: {
            type: 'array',
            items: { $ref: '#/components/schemas/AccessGraphNode' },
          },
          edges: {
            type: 'array',
            items: { $ref: '#/components/schemas/AccessGraphEdge' },
          },
          paths: {
            type: 'integer',
            description:
              'How many paths lead from a person, group or workload to a service.',
          },
          bestCut: { $ref: '#/components/schemas/AccessGraphEdge' },
          limitations: {
            type: 'array',
            items: { type: 'string' },
            description: 'What the graph does not show, a sentence each.',
          },
        },
      },
      AccessGraphNodeKind: {
        type: 'string',
        description:
          'A binding of Kubernetes RBAC, or an access policy of EKS, leads from subjects to ServiceAccounts. An `assumed-role` is one that another role of the graph may assume.',
        enum: [
          'subject',
          'binding',
          'workload',
          'service-account',
          'role',
          'assumed-role',
          'service',
        ],
      },
      AccessGraphNode: {
        type: 'object',
        required: ['id', 'kind', 'name', 'members', 'paths'],
        properties: {
          id: { type: 'string' },
          kind: { $ref: '#/components/schemas/AccessGraphNodeKind' },
          name: { type: 'string' },
          members: {
            type: 'integer',
            description:
              'How many it stands for: more than 1 for a group of nodes with the same neighbors.',
          },
          paths: {
            type: 'integer',
            description: 'How many paths lead through it.',
          },
          others: {
            type: 'array',
            items: { type: 'string' },
            description: 'The names of the others of a group, at most 100.',
          },
          place: {
            type: 'string',
            description:
              'The cluster; of an IAM principal, a role and a service, the AWS account.',
          },
          pods: { type: 'integer', description: 'Of a workload.' },
          objectId: {
            type: 'string',
            description:
              'The id of the IAM service account, role or workload in the lists of the fleet.',
          },
          methods: {
            type: 'array',
            items: { $ref: '#/components/schemas/IndirectAccessMethod' },
            description: 'How a binding leads to ServiceAccounts.',
          },
          principals: {
            type: 'array',
            items: { type: 'string' },
            description:
              'ARNs of IAM principals that are the subject by an access entry.',
          },
          level: { $ref: '#/components/schemas/AccessLevel' },
          resources: {
            type: 'array',
            items: { type: 'string' },
            description:
              'The resources of a service, where they are few and named.',
          },
        },
      },
      AccessGraphEdge: {
        type: 'object',
        required: ['from', 'to', 'paths', 'pods'],
        properties: {
          from: { type: 'string', description: 'The id of a node.' },
          to: { type: 'string' },
          paths: {
            type: 'integer',
            description: 'How many paths its removal cuts.',
          },
          pods: {
            type: 'integer',
            description: 'How many pods lose access to some service with it.',
          },
        },
      },
      AccessList: {
        type: 'object',
        required: ['items', 'total', 'kinds', 'principals', 'limitations'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/AccessHolder' },
          },
          nextCursor: { type: 'string' },
          total: {
            type: 'integer',
            description: 'Of the kinds that were asked for.',
          },
          kinds: {
            type: 'array',
            description:
              'How many there are of each kind of which there are any, whichever was asked for.',
            items: {
              type: 'object',
              required: ['kind', 'count'],
              properties: {
                kind: { $ref: '#/components/schemas/AccessHolderKind' },
                count: { type: 'integer' },
              },
            },
          },
          principals: {
            type: 'integer',
            description: 'How many roles and users were looked at.',
          },
          limitations: {
            type: 'array',
            items: { type: 'string' },
            description:
              'What the answer does not take into account, a sentence each, such as policies of the organization.',
          },
        },
      },
    },
  },
} as const;
