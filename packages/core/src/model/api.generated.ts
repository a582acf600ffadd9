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
    /** @description The IAM service accounts that a catalog entity names, answered from the store. `verification` is null before the first one. Needs `irsa.service-account.read`. */
    get: operations['ListEntityServiceAccounts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/entities/{kind}/{namespace}/{name}/verifications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Verifies the IAM service accounts of a catalog entity that were never verified and that the caller may verify, without live proofs. Needs `irsa.service-account.verify`. */
    post: operations['VerifyEntity'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/entities/access': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Summarizes the AWS access of many catalog entities from the store. Omits entities of which the caller may read no IAM service account. Needs `irsa.service-account.read`. */
    post: operations['SummarizeEntityAccess'];
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
    /** @description All IAM service accounts the caller may read, by cluster, namespace and name. Needs `irsa.service-account.read`. */
    get: operations['ListServiceAccounts'];
    /** @description Reconciles AWS and the cluster with the spec, then verifies. Applying an unchanged spec changes nothing. Needs `irsa.service-account.update`, or `irsa.service-account.create` for the first time. */
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
    /** @description One IAM service account, answered from the store. Needs `irsa.service-account.read`. */
    get: operations['GetServiceAccount'];
    put?: never;
    post?: never;
    /** @description Deletes the objects that Backstage created for the IAM service account and that nothing else uses. Access is removed first. Needs `irsa.service-account.delete`. */
    delete: operations['DeleteServiceAccount'];
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
    /** @description The verifications of one IAM service account, the newest first, each with the changes since the previous one. Needs `irsa.service-account.read`. */
    get: operations['ListVerifications'];
    put?: never;
    /** @description Reads AWS and the cluster now, runs every check, and stores the verification. Needs `irsa.service-account.verify`. */
    post: operations['VerifyServiceAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/service-accounts/{id}/chain': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The objects of each link, the pods and containers, and commands to verify each link manually, as last observed. Answers 404 before the first verification. Needs `irsa.service-account.read`. */
    get: operations['GetServiceAccountChain'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/service-accounts/{id}/diagnoses': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description The possible faults behind an error text of a pod, the most likely first, each compared with checks that run now. Neither the text nor the diagnosis is stored. Needs `irsa.service-account.verify`. */
    post: operations['DiagnoseServiceAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/service-accounts/{id}/permissions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description All effective permissions of the role with their statements, the policy documents, and the risks, answered from the store. Answers 404 before the first verification. Needs `irsa.service-account.read`. */
    get: operations['GetServiceAccountPermissions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/service-accounts/{id}/simulations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Simulates requests of the role by its current policies and, if requested, with the AWS policy simulator. Needs `irsa.service-account.verify`. */
    post: operations['SimulateServiceAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/service-accounts/{id}/last-accessed': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description When the role last used each service, from a new last-accessed report of AWS. Needs `irsa.service-account.verify`. */
    post: operations['ReadLastAccessed'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/service-accounts/{id}/transfers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The transfers of ownership of one IAM service account, the newest first. Needs `irsa.service-account.read`. */
    get: operations['ListServiceAccountTransfers'];
    put?: never;
    /** @description Asks the recorded owner to hand the IAM service account to another owner. Only in the user's own session, by a member of either owner or an administrator. Expires after 30 days. Needs `irsa.service-account.transfer`. */
    post: operations['RequestTransfer'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/transfers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The transfers that the caller requested, can decide, or is the new owner of, the newest first. Needs `irsa.service-account.read`. */
    get: operations['ListTransfers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/transfers/bulk': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Transfers all IAM service accounts of each old owner to its new owner. Only for administrators in their own session. IAM service accounts for which a rule forbids it are skipped. Needs `irsa.service-account.transfer`. */
    post: operations['TransferInBulk'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/entity-links': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** @description Links IAM service accounts that Backstage does not manage to entities, or removes links, by an administrator in their own session. A link counts as the entity's own annotation does. Changes nothing in AWS or a cluster. Those that a rule forbids stay as they are. Needs `irsa.governance.read`. */
    put: operations['LinkEntities'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/recoveries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Records again which roles Backstage created, after its database was lost or restored, by an administrator in their own session. Reads AWS and the clusters, and changes nothing there. Needs `irsa.recover`. */
    post: operations['Recover'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/transfers/{id}/decisions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Confirms or declines a pending transfer, by a member of the recorded owner or an administrator in their own session. Confirming asks for the new owner's namespace and resource rules, and then brings the owner tags in AWS up to date. Needs `irsa.service-account.transfer`. */
    post: operations['DecideTransfer'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/approvals': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The approvals that the caller requested or can decide, the newest first. Administrators get all. Needs `irsa.service-account.read`. */
    get: operations['ListApprovals'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/approvals/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description One approval. Needs `irsa.service-account.read`. */
    get: operations['GetApproval'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/approvals/{id}/decisions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Approves or rejects a pending approval, by a member of its approvers in their own session who did not ask for it. An approval is for the one plan that it shows, for the person who asked for it, once and within 24 hours. Needs `irsa.approval.decide`. */
    post: operations['DecideApproval'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/break-glass': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Lets a member of `irsa.breakGlass.groups` apply without approvals in one AWS account for 4 hours, in their own session. Administrators are notified. All other rules hold. Needs `irsa.break-glass`. */
    post: operations['OpenBreakGlass'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/service-accounts/{id}/cut-off': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Denies everything to the roles of the IAM service account, sessions that were issued already included, by one reversible inline policy. By its recorded owner or, on a role that others share, an administrator, in their own session. Needs `irsa.service-account.cut-off`. */
    post: operations['CutOffServiceAccount'];
    /** @description Restores access that was cut off, for sessions issued from now on. Older sessions stay denied until the longest of them has expired. Needs `irsa.service-account.cut-off`. */
    delete: operations['RestoreServiceAccount'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/service-accounts/{id}/hand-over': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Hands an IAM service account that was made here over to another tool, or takes it back from the tool that it was delivered by. Answers the files for the pull request. Nothing is written to AWS or the cluster, and its record here does not change until the tool has removed the managed-by tag, or the hand-over is canceled. Asking again answers the files again. Needs `irsa.service-account.update`. */
    post: operations['HandOverServiceAccount'];
    /** @description Cancels a started hand-over. The other tool keeps what it already manages. Needs `irsa.service-account.update`. */
    delete: operations['CancelHandOver'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/service-accounts/{id}/right-size-proposals': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description The permissions that the role does not use according to AWS's last-accessed report, and the plan to remove them. Changes nothing. Needs `irsa.service-account.verify`. */
    post: operations['ProposeRightSize'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/service-accounts/{id}/right-sizings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Earlier right-sizings, the newest first. Needs `irsa.service-account.read`. */
    get: operations['ListRightSizings'];
    put?: never;
    /** @description Removes the named permissions with a plan that is computed from a new AWS report. Needs `irsa.service-account.update`. */
    post: operations['RightSizeServiceAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/service-accounts/{id}/right-sizings/{rightSizing}/undo': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Restores removed permissions by applying the previous spec. Refused if the access was changed otherwise since. Needs `irsa.service-account.update`. */
    post: operations['UndoRightSizing'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/checks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description All checks of a verification, in the order of the chain. Needs `irsa.service-account.read`. */
    get: operations['ListChecks'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/actions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description AWS actions that start with a text, for autocompletion. Needs `irsa.service-account.read`. */
    get: operations['ListActions'];
    put?: never;
    post?: never;
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
    /** @description The changes that applying the spec would make, and every rule that it breaks. Changes nothing. Needs `irsa.plan`. */
    post: operations['PlanServiceAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/service-accounts/{id}/migration-plans': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description The changes of a migration to the other mechanism, its blockers, and the pods that must be restarted. Changes nothing. Needs `irsa.service-account.update`. */
    post: operations['PlanMigration'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/service-accounts/{id}/migrations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Migrates the IAM service account to the other mechanism as far as its running pods permit. To finish, repeat the request after the pods have been restarted. Needs `irsa.service-account.update`. */
    post: operations['MigrateServiceAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/migrations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The progress of the fleet's migration to EKS Pod Identity, as last stored. Contains only what the caller may read. Needs `irsa.service-account.read`. */
    get: operations['ListMigrations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/waves': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The waves that the caller created, or all for administrators, the newest first, at most 100. Needs `irsa.wave`. */
    get: operations['ListWaves'];
    put?: never;
    /** @description Selects IAM service accounts and plans a change of each in the background. Writes nothing to AWS or a cluster until the wave is started. Items that the caller may not change are blocked, with the reason. Needs `irsa.wave`. */
    post: operations['CreateWave'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/waves/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The progress of a wave. Its creator and administrators may read it. Needs `irsa.wave`. */
    get: operations['GetWave'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/waves/{id}/items': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The IAM service accounts of a wave that the caller may read, in the order in which they are changed; those that are blocked come first while nothing was started. Needs `irsa.wave`. */
    get: operations['ListWaveItems'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/waves/{id}/report': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Every IAM service account of a wave that the caller may read, with its state and reason, as a file. Needs `irsa.wave`. */
    get: operations['ExportWave'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/waves/{id}/start': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Starts changing the items of a planned wave. The caller needs the permissions for each item at this time, as for a single change, in their own session. Needs `irsa.wave`. */
    post: operations['StartWave'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/waves/{id}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Starts no further item. Changes in progress are finished. Needs `irsa.wave`. */
    post: operations['PauseWave'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/waves/{id}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Continues a paused wave, and retries failed and blocked items. Checks permissions again, as for a start. Needs `irsa.wave`. */
    post: operations['ResumeWave'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/waves/{id}/undo': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Reverts items in reverse order. Undoing a clone deletes what the wave created in the target cluster, unless pods use it. Undoing a migration restores the previous spec. Checks permissions again, those to delete for a clone. Needs `irsa.wave`. */
    post: operations['UndoWave'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/renderings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description The files with which another tool implements the spec, and every rule that the spec breaks. Changes nothing. Needs `irsa.plan`. */
    post: operations['RenderServiceAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/deliveries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Renders the spec for delivery by a pull request and records it, so that the IAM service account is pending delivery instead of broken. Refuses a spec that breaks a rule. Needs `irsa.service-account.update`, or `irsa.service-account.create` for the first time. */
    post: operations['DeliverServiceAccount'];
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
    /** @description The progress of a change, step by step. Only its initiator may read it. Needs `irsa.service-account.read`. */
    get: operations['GetOperation'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/operations/{id}/rollbacks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Rolls back a failed operation: deletes what it created, and nothing that existed before. Needs `irsa.service-account.delete`. */
    post: operations['RollBackOperation'];
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
    /** @description The configured and discovered clusters in which the caller may use at least one namespace. Needs `irsa.service-account.read`. */
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
    /** @description The namespaces of a cluster that the caller may use, as the last scan or refresh read them. Needs `irsa.service-account.read`. */
    get: operations['ListNamespaces'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/clusters/{cluster}/namespaces/refresh': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Reads the namespaces of a cluster now. Needs `irsa.service-account.read`. */
    post: operations['RefreshNamespaces'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/clusters/{cluster}/setup': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The setup steps that a cluster needs before its services can get AWS identities, done and open, as of the last scan, with commands and Terraform. Needs `irsa.governance.read`. */
    get: operations['GetClusterSetup'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/discovery': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The sources of clusters and accounts, and what each found or why it failed. Empty for callers who cannot read the whole fleet. Needs `irsa.governance.read`. */
    get: operations['ListDiscoveredPlaces'];
    put?: never;
    /** @description Starts reading the sources of clusters and accounts in the background. Only for callers who can read the whole fleet. Needs `irsa.governance.read`. */
    post: operations['StartDiscovery'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/overview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The objects in all clusters and accounts, their findings, and the trend. Contains only what the caller may read, including in counts. Needs `irsa.governance.read`. */
    get: operations['GetOverview'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/fleet/service-accounts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The IAM service accounts of both mechanisms in every cluster, including those that Backstage does not manage. Sorted by status by default, broken ones first. Needs `irsa.governance.read`. */
    get: operations['ListFleetServiceAccounts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/fleet/workloads': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The workloads of the clusters and their AWS identities. Needs `irsa.governance.read`. */
    get: operations['ListFleetWorkloads'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/findings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Findings. Sorted by severity by default, the highest first. Needs `irsa.governance.read`. */
    get: operations['ListFindings'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/facets/{table}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The number of rows of a table for each value, the most frequent first. Each facet applies all filters except its own. Refuses filters that the list does not support. Needs `irsa.governance.read`. */
    get: operations['CountFacets'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/finding-groups': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Findings by check, the highest severity first. Needs `irsa.governance.read`. */
    get: operations['ListFindingGroups'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/findings/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description One finding in any state. Needs `irsa.governance.read`. */
    get: operations['GetFinding'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/findings/{id}/acceptance': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** @description Accepts the risk until a day, with a reason. Then the finding is open again. Needs `irsa.governance.accept`, and ownership of the resource or membership in `irsa.findings.acceptanceGroups`. Where the severity is high or critical, or would be with running pods, only members of these groups who did not ask for the access can accept. */
    put: operations['AcceptFinding'];
    post?: never;
    /** @description Withdraws an acceptance. Needs `irsa.governance.accept`, and what accepting the finding needs. */
    delete: operations['ReopenFinding'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/roles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The roles that trust an EKS issuer or EKS Pod Identity, or that nodes have. Needs `irsa.governance.read`. */
    get: operations['ListRoles'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/roles/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description A role with its trusted principals, indirect access and blast radius. Needs `irsa.governance.read`. */
    get: operations['GetRole'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/node-roles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The roles of nodes, their permissions beyond what nodes need, and the workloads that may depend on these. Needs `irsa.governance.read`. */
    get: operations['ListNodeRoles'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/node-roles/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description One node role with the plan that removes excess permissions in a safe order. Needs `irsa.governance.read`. */
    get: operations['GetNodeRole'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/scopes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The scanned clusters and accounts, since when each is stale, and why. Needs `irsa.governance.read`. */
    get: operations['ListScopes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/scopes/{scope}/scans': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Requests a scan of one cluster or account now. The scan runs in the background. Needs `irsa.governance.read`. */
    post: operations['StartScan'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/access': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Who can perform an action on a resource, across the fleet, by the policies as last scanned, including bucket policies. Other kinds than `pod` and `role`, and roles that neither a ServiceAccount nor a node has, are shown only to callers who may read the whole fleet. Needs `irsa.governance.read`. */
    get: operations['ListAccess'];
    put?: never;
    /** @description Like the list, but first reads the policy of the resource and its KMS key from AWS. For callers who cannot read the whole fleet, it reads neither and answers like the list. Needs `irsa.governance.read`. */
    post: operations['AskAccess'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/access-graph': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Who reaches what in AWS through one ServiceAccount, entity, role or namespace, as last scanned, and the edge whose removal cuts most paths. Give exactly one of `serviceAccountId`, `entityRef`, `roleId`, or `cluster` with `namespace`. Needs `irsa.governance.read`. */
    get: operations['GetAccessGraph'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/changes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Changes in AWS, in clusters, and of ownership, the newest first. Needs `irsa.audit.read`. */
    get: operations['ListChanges'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/changes/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description One change with its writes, their documents and their requests to AWS. Needs `irsa.audit.read`. */
    get: operations['GetChange'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/service-accounts/{id}/changes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The changes of one IAM service account that were made for its recorded owner, the newest first, without documents. Needs `irsa.service-account.read`. */
    get: operations['ListServiceAccountChanges'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/exports/changes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Changes as a file, the newest first. JSON has their writes and documents, CSV their request IDs. Needs `irsa.audit.read`. */
    get: operations['ExportChanges'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/exports/access-review': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Every IAM service account with its owner, its permissions, and when it was last changed, proved, and used. Needs `irsa.audit.read`. */
    get: operations['ExportAccessReview'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/exports/{table}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description A whole table with the filters of its list, as CSV or JSON. Refuses filters that the list does not support. Needs `irsa.governance.read`. */
    get: operations['ExportTable'];
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
        /** @description For an `ApprovalRequiredError`, the approvals that are needed first. */
        approvals?: {
          id: string;
          rule: string;
          state: components['schemas']['ApprovalState'];
          approvers: string[];
        }[];
      };
      response: {
        statusCode: number;
      };
    };
    /**
     * @description How pods get the role - with a web identity token (IRSA) or an EKS Pod Identity association.
     * @enum {string}
     */
    Mechanism: 'irsa' | 'pod-identity';
    /** @description Named access to one resource, from which exact policy statements are generated. */
    Grant: {
      /** @example s3 */
      service: string;
      /** @example write */
      access: string;
      /** @description The name of the resource in its service, such as a bucket name. */
      resource: string;
    };
    /** @description The requested access. Omitted values come from the configuration. */
    IamServiceAccountSpec: {
      /** @description The catalog entity that owns the access, such as `component:default/orders`. */
      entityRef: string;
      /** @description The group of the caller that will own the access. Required if the entity is not in the catalog yet, or if its owner may not use the namespace but several groups of the caller may. Otherwise ignored. */
      owner?: string;
      /** @description A name of `irsa.clusters`. */
      cluster: string;
      /** @description The Kubernetes namespace. */
      namespace: string;
      /** @description The name of the ServiceAccount. */
      name: string;
      mechanism?: components['schemas']['Mechanism'];
      serviceAccount?: components['schemas']['ServiceAccountManager'];
      /** @description The AWS access of the service, from the list of grants. */
      grants?: components['schemas']['Grant'][];
      /** @description The lifetime of the projected token in seconds, 600 to 86400. */
      tokenExpirationSeconds?: number;
      /** @description Managed policies to attach in addition to the grants. */
      managedPolicyArns?: string[];
      /** @description The caller's own permissions policy. It is stored as the role's inline policy. */
      policyDocument?: {
        [key: string]: unknown;
      };
      /** @description The managed policy that limits the role. The configuration can require one. */
      permissionsBoundaryArn?: string;
      /** @description Tags of the role, in addition to those that Backstage sets. */
      tags?: {
        [key: string]: string;
      };
      /** @description The maximum session duration of the role in seconds, 3600 to 43200. */
      maxSessionDurationSeconds?: number;
      /** @description The audience of the tokens. Defaults to `sts.amazonaws.com`. */
      audience?: string;
      /** @description Whether pods use the STS endpoint of their region. Defaults to true. */
      stsRegionalEndpoints?: boolean;
      /** @description A policy that limits the sessions of a Pod Identity association in addition to the role's policies. Such sessions have no session tags. */
      sessionPolicyDocument?: {
        [key: string]: unknown;
      };
      /** @description The AWS account of the role. Defaults to the cluster's account. With Pod Identity, a role in the cluster's account assumes the role in this account. */
      accountId?: string;
      /** @description The name of the role. Defaults to a name derived from cluster, namespace, and name. ServiceAccounts that name the same role share it. */
      roleName?: string;
      /** @description A path for the role below the configured path. */
      rolePath?: string;
      /** @description Whether to adopt an existing role, policy, or ServiceAccount with these names. */
      adopt?: boolean;
    };
    /**
     * @description Who creates and changes the ServiceAccount. `managed` (default) is Backstage, `existing` is Helm, Argo CD, Flux or a person. Backstage writes to an existing ServiceAccount only its annotations for EKS, and only where `irsa.guardrails.allow` has `annotate-existing`.
     * @enum {string}
     */
    ServiceAccountManager: 'managed' | 'existing';
    /** @description The change to make where an existing ServiceAccount is managed. Backstage does not write it. */
    ServiceAccountPatch: {
      managedBy?: components['schemas']['ManagedBy'];
      /** @description Annotations to set. Null removes an annotation. */
      annotations: {
        [key: string]: string | null;
      };
      /** @description The change as Helm values, for a chart with `serviceAccount.annotations`. */
      helmValues: string;
      /** @description The change as an entry of `patches` in `kustomization.yaml`. */
      kustomization: string;
      /** @description As a Kubernetes manifest. */
      manifest: string;
    };
    SpecRequest: {
      spec: components['schemas']['IamServiceAccountSpec'];
    };
    ApplyRequest: {
      spec: components['schemas']['IamServiceAccountSpec'];
      reason?: components['schemas']['Reason'];
      changeNumber?: components['schemas']['ChangeNumber'];
    };
    /** @description One broken rule. Backstage writes nothing while a plan has violations. */
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
        | 'pod-identity-association'
        | 'namespace'
        | 'service-account';
      /** @description An ARN, or `cluster/namespace/name`. */
      name: string;
    };
    /** @description One changed field. `before` is null if the object does not exist yet. */
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
    /** @description The permissions in one AWS service at one access level. */
    PermissionChange: {
      /** @description The IAM prefix, such as `s3`. */
      service: string;
      title: string;
      level: components['schemas']['AccessLevel'];
      /** @description At most 50. */
      actions: string[];
      /** @description At most 50. */
      resources: string[];
    };
    /** @description How the plan changes the permissions of the service. */
    PlannedPermissions: {
      gained: components['schemas']['PermissionChange'][];
      lost: components['schemas']['PermissionChange'][];
      /** @description The risks that the plan adds. */
      risks: components['schemas']['Risk'][];
    };
    Plan: {
      permissions?: components['schemas']['PlannedPermissions'];
      /** @description The trust policy that the role will have. */
      trustPolicy?: {
        [key: string]: unknown;
      };
      /** @description The policy that implements the grants. */
      permissionsPolicy?: {
        [key: string]: unknown;
      };
      serviceAccountPatch?: components['schemas']['ServiceAccountPatch'];
      steps: components['schemas']['PlanStep'][];
      violations: components['schemas']['Violation'][];
      /** @description Violations of guardrails in report-only mode, which are not enforced yet. Absent if there are none. */
      warnings?: components['schemas']['Violation'][];
      /** @description The approvals that the plan needs before it is applied. Absent if it needs none. */
      approvals?: components['schemas']['NeededApproval'][];
    };
    NeededApproval: {
      /** @description A name in `irsa.approvals`. */
      rule: string;
      /** @description The groups whose members decide. */
      approvers: string[];
      /** @description The gate that decides in their place. */
      gate?: string;
    };
    /** @enum {string} */
    ApprovalState: 'pending' | 'approved' | 'rejected' | 'lapsed' | 'used';
    /** @description A request to approve one plan before it is applied. */
    Approval: {
      id: string;
      /** @description A name in `irsa.approvals`. */
      rule: string;
      /** @description The groups whose members decide. */
      approvers: string[];
      /** @description The gate that decides in their place. */
      gate?: string;
      state: components['schemas']['ApprovalState'];
      /** @description SHA-256 of the canonical JSON (RFC 8785) of spec, entity, owner and the effects of the steps, in hexadecimal digits. */
      digest: string;
      serviceAccountId: string;
      cluster: string;
      namespace: string;
      name: string;
      entityRef: string;
      owner: string;
      /** @description The entity reference of the person. */
      requestedBy: string;
      /** Format: date-time */
      requestedAt: string;
      /** Format: date-time */
      expiresAt: string;
      reason?: string;
      changeNumber?: string;
      spec: components['schemas']['IamServiceAccountSpec'];
      steps: components['schemas']['PlanStep'][];
      /** @description The risks that the plan adds, if an approval rule considers risks. */
      risks: components['schemas']['Risk'][];
      decidedBy?: string;
      /** Format: date-time */
      decidedAt?: string;
      decisionReason?: string;
      /** @description Whether the caller asked for it. */
      isMine: boolean;
      /** @description Whether the caller can approve or reject the request now. */
      mayDecide: boolean;
    };
    ApprovalList: {
      items: components['schemas']['Approval'][];
      /** @description The AWS accounts for which the caller can apply without approvals, as a member of a group of `irsa.breakGlass.groups`. */
      breakGlassAccounts?: string[];
      /** @description The open exemptions of the caller. */
      breakGlasses?: components['schemas']['BreakGlass'][];
    };
    /** @description An exemption of the caller from approvals in one AWS account, with its end. */
    BreakGlass: {
      id: string;
      accountId: string;
      reason: string;
      /** Format: date-time */
      openedAt: string;
      /** Format: date-time */
      expiresAt: string;
    };
    MigrationRequest: {
      reason?: components['schemas']['Reason'];
      changeNumber?: components['schemas']['ChangeNumber'];
      to: components['schemas']['Mechanism'];
    };
    /**
     * @description `in-progress` while pods use both mechanisms.
     * @enum {string}
     */
    MigrationStage: 'irsa' | 'in-progress' | 'pod-identity';
    /** @description A blocker of a migration, or a warning before it. */
    MigrationBlocker: {
      /** @description Such as `fargate`. */
      rule: string;
      message: string;
      remediation: string;
    };
    /** @description Pods that use credentials of the old mechanism until they are restarted. */
    PodsToRestart: {
      /** @description The kubectl name of the workload, such as `deployment/orders`, or `pod/orders` for a single pod. */
      workload: string;
      pods: string[];
      /** @description The kubectl command that restarts the pods. */
      command: string;
    };
    MigrationPlan: {
      from: components['schemas']['Mechanism'];
      to: components['schemas']['Mechanism'];
      stage: components['schemas']['MigrationStage'];
      blockers: components['schemas']['MigrationBlocker'][];
      warnings: components['schemas']['MigrationBlocker'][];
      steps: components['schemas']['PlanStep'][];
      restarts: components['schemas']['PodsToRestart'][];
      /** @description The steps that a second run makes after the restarts, as sentences. */
      remaining?: string[];
    };
    MigrationResult: {
      steps: components['schemas']['OperationStep'][];
      restarts: components['schemas']['PodsToRestart'][];
      remaining: string[];
      serviceAccount: components['schemas']['IamServiceAccount'];
    };
    Migration: {
      id: string;
      cluster: string;
      namespace: string;
      name: string;
      entityRef: string | null;
      owner: string | null;
      stage: components['schemas']['MigrationStage'];
      /** @description The number of pods that use credentials of the other mechanism. */
      podsToRestart: number;
    };
    MigrationCounts: {
      cluster: string;
      irsa: number;
      inProgress: number;
      podIdentity: number;
    };
    MigrationList: {
      items: components['schemas']['Migration'][];
      /** @description One entry for each cluster, with everything that the caller may read. */
      counts: components['schemas']['MigrationCounts'][];
      nextCursor?: string;
      total?: number;
    };
    /**
     * @description `clone` creates the IAM service accounts of a cluster in another cluster too, with the `mechanism` of the request or, by default, their own. `migrate` moves them from IRSA to EKS Pod Identity.
     * @enum {string}
     */
    WaveKind: 'clone' | 'migrate';
    /**
     * @description `ready` once every item is planned; `done` and `undone` once every item was tried.
     * @enum {string}
     */
    WaveState:
      | 'planning'
      | 'ready'
      | 'running'
      | 'paused'
      | 'done'
      | 'undoing'
      | 'undone';
    /** @enum {string} */
    WaveItemState:
      | 'planning'
      | 'blocked'
      | 'pending'
      | 'running'
      | 'done'
      | 'failed'
      | 'skipped'
      | 'undone';
    WaveRequest: {
      kind: components['schemas']['WaveKind'];
      /** @description A name of `irsa.clusters`. */
      cluster: string;
      /** @description Where a clone is made. */
      toCluster?: string;
      mechanism?: components['schemas']['Mechanism'];
      /** @description Only those of this one. */
      namespace?: string;
      /** @description Selects only IAM service accounts of this recorded owner, an entity reference. */
      owner?: string;
      reason?: components['schemas']['Reason'];
      changeNumber?: components['schemas']['ChangeNumber'];
    };
    /** @description Items by state. */
    WaveCounts: {
      planning: number;
      blocked: number;
      pending: number;
      running: number;
      done: number;
      failed: number;
      skipped: number;
      undone: number;
    };
    /** @description A blocker of items of a wave. */
    WaveBlocker: {
      /** @description Such as `freeze`. */
      rule: string;
      /** @description What it says of one of them. */
      message: string;
      /** @description Items that it blocks. */
      count: number;
    };
    /** @description The trust policy of a role that several share, once all items of a wave are in it. */
    WaveTrustPolicy: {
      roleArn: string;
      /** @description In characters without white space, as IAM counts. */
      length: number;
      quota: number;
      /** @description At 90% of the quota or more. */
      near: boolean;
    };
    /** @description The same change of many IAM service accounts, one after another. */
    Wave: {
      id: string;
      kind: components['schemas']['WaveKind'];
      cluster: string;
      toCluster?: string;
      mechanism?: components['schemas']['Mechanism'];
      namespace?: string;
      owner?: string;
      reason?: string;
      changeNumber?: string;
      /** @description A user entity reference. */
      createdBy: string;
      /** Format: date-time */
      createdAt: string;
      state: components['schemas']['WaveState'];
      /** @description Why the wave was paused automatically. */
      stateReason?: string;
      /** @description Whether a paused wave was being undone. */
      undoing?: boolean;
      counts: components['schemas']['WaveCounts'];
      /** @description The number of writing steps of the planned items. */
      writes: number;
      /** @description The estimated number of AWS and cluster calls of these steps, including reads and verifications. */
      calls: number;
      /** @description The most frequent first. */
      blockers: components['schemas']['WaveBlocker'][];
      /** @description The longest first. */
      trustPolicies: components['schemas']['WaveTrustPolicy'][];
    };
    WaveList: {
      items: components['schemas']['Wave'][];
    };
    WaveItem: {
      /** @description In the wave, from 1. */
      position: number;
      /** @description The id of the IAM service account that changes. */
      serviceAccountId: string;
      /** @description Where it changes. */
      cluster: string;
      namespace: string;
      name: string;
      entityRef: string | null;
      owner: string | null;
      state: components['schemas']['WaveItemState'];
      /** @description The reason for the state, or the remaining work. */
      reason?: string;
      blockers: components['schemas']['MigrationBlocker'][];
      warnings: components['schemas']['MigrationBlocker'][];
      /** @description The changes, as sentences. */
      steps: string[];
      /** Format: date-time */
      endedAt?: string;
    };
    WaveItemList: {
      items: components['schemas']['WaveItem'][];
      nextCursor?: string;
      total?: number;
    };
    /**
     * @description `iam-json` is the IAM documents as JSON beside the Kubernetes manifest.
     * @enum {string}
     */
    RenderFormat:
      | 'iam-json'
      | 'terraform'
      | 'cloudformation'
      | 'eksctl'
      | 'ack'
      | 'crossplane';
    RenderingRequest: {
      spec: components['schemas']['IamServiceAccountSpec'];
      format: components['schemas']['RenderFormat'];
      /** @description Whether to also render files that create the buckets, queues, and tables of the grants, for Terraform, CloudFormation, ACK, and Crossplane. Defaults to false. */
      createResources?: boolean;
    };
    RenderedFile: {
      /** @description The relative path, such as `service-account.yaml`. */
      path: string;
      content: string;
    };
    Rendering: {
      format: components['schemas']['RenderFormat'];
      /** @description The files. Empty if there are violations. */
      files: components['schemas']['RenderedFile'][];
      violations: components['schemas']['Violation'][];
      /** @description Violations of guardrails in report-only mode, which are not enforced yet. Absent if there are none. */
      warnings?: components['schemas']['Violation'][];
      /** @description What the tool needs in addition, or cannot express, as sentences. */
      notes: string[];
      permissions?: components['schemas']['PlannedPermissions'];
      serviceAccountPatch?: components['schemas']['ServiceAccountPatch'];
    };
    Delivery: {
      format: components['schemas']['RenderFormat'];
      /**
       * @description `handing-over`: created by Backstage, and another tool is asked to manage it. `returning`: that tool is asked to release it.
       * @enum {string}
       */
      state: 'pending' | 'delivered' | 'handing-over' | 'returning';
      /** Format: date-time */
      since: string;
    };
    /**
     * @description The new manager. `backstage` returns it to Backstage.
     * @enum {string}
     */
    HandOverTarget:
      | 'terraform'
      | 'cloudformation'
      | 'ack'
      | 'crossplane'
      | 'backstage';
    HandOver: {
      to: components['schemas']['HandOverTarget'];
      files: components['schemas']['RenderedFile'][];
      /** @description Instructions for the files, as sentences. */
      notes: string[];
    };
    /** @description Another tool that claims to manage the role. */
    ManagedBy: {
      /** @description Such as `Terraform`, or `another tool` when its name is unknown. */
      tool: string;
      /** @description Of its stack or state, when it says. */
      name?: string;
      /** @description The tag or label, such as `aws:cloudformation:stack-name: orders`. */
      evidence: string;
      format?: components['schemas']['RenderFormat'];
    };
    OperationStep: components['schemas']['PlanStep'] & {
      /** @enum {string} */
      status: 'pending' | 'running' | 'succeeded' | 'failed';
      /** Format: date-time */
      startedAt?: string;
      /** Format: date-time */
      finishedAt?: string;
      /** @description The result as a sentence, such as `Created role orders-7f3a (trusts production/orders in prod-eu)`, or why it failed. */
      message?: string;
    };
    Operation: {
      id: string;
      /** @enum {string} */
      status: 'running' | 'succeeded' | 'failed';
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
    /** @description The result of one check of a link. */
    CheckResult: {
      id: string;
      link: components['schemas']['Link'];
      /** @enum {string} */
      result: 'pass' | 'warn' | 'fail' | 'unknown';
      /** @enum {string} */
      evidence: 'proved' | 'inferred';
      message: string;
      /** @description The fix, with the real names. Null if nothing needs to change. */
      remediation: string | null;
      /** @description AWS CLI and kubectl commands with the real names that implement the remediation. Run them in this order with sufficient permissions. Absent if a person must decide something first. */
      commands?: string[];
      diff?: components['schemas']['DocumentDiff'];
      /** @description The id of the fault, as listed in `docs/reference/failure-modes.md`. */
      fault?: string;
      /** @description The id of the check whose failure prevents this check. */
      blockedBy?: string;
    };
    /** @description A document, such as a trust policy, with its current and its expected content. */
    DocumentDiff: {
      title: string;
      before: string;
      after: string;
    };
    /** @description The question that the check answers. */
    CheckDescription: {
      id: string;
      link: components['schemas']['Link'];
      question: string;
      /** @description The permissions that the check needs, such as `iam:GetRole` or `list pods`. */
      requiredPermissions: string[];
      /** @description The error that appears in logs when the check fails. */
      symptoms: string[];
      /** @description The ids of the faults in `docs/reference/failure-modes.md` that the check can report. */
      faults: string[];
      /** @description The mechanisms to which the check applies. */
      mechanisms: components['schemas']['Mechanism'][];
      /** @description Its page under `docs/`. */
      docs: string;
    };
    VerificationHistory: {
      items: components['schemas']['PastVerification'][];
      nextCursor?: string;
    };
    PastVerification: {
      id: string;
      status: components['schemas']['VerificationStatus'];
      /** Format: date-time */
      checkedAt: string;
      liveProof: components['schemas']['LiveProof'] | null;
      /** @description Whether this is the first verification. */
      isFirst: boolean;
      /** @description The checks whose result differs from the previous verification. */
      changes: components['schemas']['CheckChange'][];
    };
    /** @description One check whose result changed. `before` or `after` is null if the check did not run. Omits checks that are blocked by another check, that were blocked and pass now, or that passed and do not run anymore. */
    CheckChange: {
      id: string;
      link: components['schemas']['Link'];
      before: components['schemas']['CheckAnswer'] | null;
      after: components['schemas']['CheckAnswer'] | null;
    };
    CheckAnswer: {
      /** @enum {string} */
      result: 'pass' | 'warn' | 'fail' | 'unknown';
      message: string;
    };
    /** @description The objects of each link, as last observed. */
    Chain: {
      mechanism: components['schemas']['Mechanism'];
      checkedAt: string | null;
      /** @description The links from the workload to the permissions, each once. */
      links: components['schemas']['ChainLink'][];
      /** @description The pods that run as the ServiceAccount, at most 100. Null if they could not be read. */
      pods: components['schemas']['PodIdentity'][] | null;
    };
    ChainLink: {
      link: components['schemas']['Link'];
      /** @description The object, such as the name of the role. Null if it does not exist or is unknown. */
      name: string | null;
      arn?: string;
      facts: components['schemas']['ChainFact'][];
      /** @description AWS CLI and kubectl commands that show the same data. They change nothing. */
      verifyCommands: string[];
    };
    /** @description One observed fact, such as the audience of the OIDC provider. */
    ChainFact: {
      label: string;
      value: string;
    };
    /** @description A pod that runs as the ServiceAccount, according to its specification. */
    PodIdentity: {
      name: string;
      /** @description The controller of the pods, such as `deployment/orders`. */
      workload: string | null;
      /** Format: date-time */
      createdAt: string;
      containers: components['schemas']['ContainerIdentity'][];
    };
    /** @description Whether a container should have the role, whether the role was injected, and whose credentials an AWS SDK in the container finds first. */
    ContainerIdentity: {
      name: string;
      /** @description Whether it is an init container. */
      init: boolean;
      /** @description Whether the container should have the role. */
      configured: boolean;
      /** @description Whether the role and token were injected correctly. */
      injected: boolean;
      /**
       * @description The first source in which the default credential chain of an AWS SDK finds credentials.
       * @enum {string}
       */
      credentials:
        | 'static-keys'
        | 'profile'
        | 'web-identity'
        | 'other-web-identity'
        | 'pod-identity'
        | 'node-role-or-none';
      /** @description Why, as a sentence. */
      reason: string;
    };
    /** @description A possible fault behind an error text. */
    DiagnosisCandidate: {
      /** @description The id of the fault in `docs/reference/failure-modes.md`. */
      fault: string;
      title: string;
      /** @enum {string} */
      state: 'confirmed' | 'possible' | 'ruled-out';
      /** @description The evidence that confirms the fault, rules it out, or leaves it open. */
      reason: string;
      /** @description The id of the check that provides the evidence. */
      check?: string;
      remediation: string | null;
      commands?: string[];
    };
    Diagnosis: {
      /** @description The recognized parts of the text, in their order. Empty if nothing was recognized. */
      recognized: components['schemas']['RecognizedText'][];
      /** @description The faults, the most likely first. */
      candidates: components['schemas']['DiagnosisCandidate'][];
      /**
       * Format: date-time
       * @description When the checks for the evidence ran.
       */
      verifiedAt: string;
    };
    RecognizedText: {
      /** @description The part of the text. */
      text: string;
      /** @description What it says, in plain words. */
      meaning: string;
      /** @description The denied AWS action, if the text names one. */
      action?: string;
      resource?: string;
      principal?: string;
    };
    /** @description The response of AWS STS to the token exchange. */
    LiveProof: {
      /** @enum {string} */
      result: 'proved' | 'refused' | 'failed';
      /** Format: date-time */
      at: string;
      assumedRoleArn?: string;
      reason?: string;
      /** @description The subject of the proof. */
      madeFor?: {
        /** @description Begins with `AROA`. */
        roleId: string | null;
        /** @description The SHA-256 of the trust policy. */
        trustPolicy: string | null;
        serviceAccountUid: string | null;
      };
      /** @description The links that have changed since the proof. The proof does not cover their current state. */
      changedSince?: components['schemas']['Link'][];
    };
    /** @description Why and since when a status is unknown. */
    UnknownState: {
      reason: string;
      /** Format: date-time */
      since: string;
      /** @description The previous status. Null if there was none. */
      lastKnown: {
        status: components['schemas']['VerificationStatus'];
        /** Format: date-time */
        at: string;
      } | null;
    };
    Verification: {
      status: components['schemas']['VerificationStatus'];
      unknown?: components['schemas']['UnknownState'];
      /** @description A recent write may not have propagated in IAM yet. Until this time, missing or denied access does not count as broken. */
      settling?: {
        /** Format: date-time */
        until: string;
      };
      /** @description The last proof, kept until there is a newer one. */
      liveProof: components['schemas']['LiveProof'] | null;
      /** @description The missing setting that live proofs need. Present if a requested live proof was not made for this reason. */
      noLiveProofReason?: string;
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
    /** @description The permissions of the role in one AWS service. */
    ServicePermissions: {
      /** @description The IAM prefix, such as `s3`. */
      service: string;
      /** @description The name people use, such as `S3`. */
      title: string;
      levels: {
        level: components['schemas']['AccessLevel'];
        /**
         * @description `full` for all actions of this level on all resources, otherwise `limited`.
         * @enum {string}
         */
        extent: 'full' | 'limited';
        /** @description The actions of a limited level, at most 50. A full level has all actions. */
        actions: string[];
        /** @description At most 50. */
        resources: string[];
      }[];
    };
    Risk: {
      id: string;
      /** @enum {string} */
      severity: 'low' | 'medium' | 'high';
      message: string;
      evidence?: components['schemas']['StatementRef'][];
      /** @description The page that describes the risk. */
      references?: string[];
    };
    Permissions: {
      services: components['schemas']['ServicePermissions'][];
      risks: components['schemas']['Risk'][];
      /** @description The layers that could not be read, with the reason. Layers with the same reason share one sentence. */
      unreadable?: string[];
    };
    /** @description The pods that run as the ServiceAccount. */
    Workloads: {
      pods: number;
      /** @description The number of pods with the role and token in every container that should have them. */
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
      /** @description The EKS Pod Identity association, as last observed. It takes precedence over an annotation. */
      association?: {
        arn: string;
        roleArn: string;
        targetRoleArn?: string;
      };
      /** @description The role that the annotation of the ServiceAccount names, as last observed. */
      annotatedRoleArn?: string;
      delivery?: components['schemas']['Delivery'];
      managedBy?: components['schemas']['ManagedBy'];
      /** @description Since when all AWS access is cut off, by whom, and why. Null if it is not cut off. */
      cutOff?: components['schemas']['CutOff'] | null;
      /** @description The steps that would reconcile AWS and the cluster with the spec, as last observed. Null without a spec, empty if in sync. */
      drift?: components['schemas']['PlanStep'][] | null;
      /** @description The spec that was last applied or delivered through Backstage. Null if nobody requested the IAM service account through Backstage, or if its record was recovered without the spec. */
      spec?: components['schemas']['IamServiceAccountSpec'] | null;
      workloads: components['schemas']['Workloads'] | null;
      verification: components['schemas']['Verification'] | null;
      permissions: components['schemas']['Permissions'];
    };
    IamServiceAccountList: {
      items: components['schemas']['IamServiceAccount'][];
      nextCursor?: string;
      total?: number;
    };
    EntityAccessRequest: {
      entityRefs: string[];
    };
    /**
     * @description The status as pages name it. `verified` passes all checks and is proved, `checksPass` has no proof, the proof of `provedBefore` is of before the last change, `settling` was just written, `pending` waits for another tool, `unverified` was never verified, and `cutOff` is denied all access in an incident.
     * @enum {string}
     */
    AccessStatus:
      | 'cutOff'
      | 'broken'
      | 'unknown'
      | 'degraded'
      | 'settling'
      | 'pending'
      | 'unverified'
      | 'provedBefore'
      | 'checksPass'
      | 'verified';
    EntityAccess: {
      /** @description As it was asked for. */
      entityRef: string;
      /** @description The number of the entity's IAM service accounts that the caller may read. */
      serviceAccounts: number;
      status: components['schemas']['AccessStatus'];
      /**
       * Format: date-time
       * @description When the IAM service account with this status was last proved by a token exchange.
       */
      provedAt: string | null;
      /** @description The highest risk of the permissions of all IAM service accounts. */
      risk: components['schemas']['Severity'] | null;
    };
    EntityAccessList: {
      items: components['schemas']['EntityAccess'][];
    };
    Cluster: {
      name: string;
      eksName: string;
      accountId: string;
      region: string;
      canCreateNamespaces: boolean;
      /**
       * @description How changes are made in the cluster and its account. `observe`: not at all. `pull-request`: only through pull requests. `write`: through pull requests and by the backend itself.
       * @enum {string}
       */
      mode: 'observe' | 'pull-request' | 'write';
      /** @description The freeze, with its reason. While it is present, the backend writes nothing. Absent if there is no freeze. */
      freeze?: {
        reason: string;
      };
    };
    ClusterList: {
      items: components['schemas']['Cluster'][];
      nextCursor?: string;
      total?: number;
    };
    Namespace: {
      name: string;
      /** @description The AWS resources that services of the caller's groups may be granted there, for each group with a rule for the namespace. No other resource can be granted. */
      resources: components['schemas']['OwnedResources'][];
    };
    OwnedResources: {
      /** @description The full entity reference of the group, in lower case. */
      owner: string;
      /** @description ARNs with `*` and `?`, or `*` for every resource in the cluster's account and the accounts of the rule. Empty if there are none. */
      patterns: string[];
    };
    NamespaceList: {
      /**
       * Format: date-time
       * @description When the cluster was last read. Null if it was never read.
       */
      readAt: string | null;
      items: components['schemas']['Namespace'][];
      nextCursor?: string;
      total?: number;
    };
    /** @enum {string} */
    PolicyLayer:
      | 'identity'
      | 'permissions-boundary'
      | 'session'
      | 'resource'
      | 'service-control'
      | 'resource-control'
      | 'vpc-endpoint'
      | 'trust';
    /** @description What an SCP, an RCP or the policy of a VPC endpoint is attached to, such as `the root`, `OU workloads`, `account 111122223333` or `vpce-0a1b2c3d4e5f67890`. */
    OrganizationLevelName: string;
    /** @description One statement of one policy. */
    StatementRef: {
      layer?: components['schemas']['PolicyLayer'];
      level?: components['schemas']['OrganizationLevelName'];
      /** @description The ARN of a managed policy, or the name of an inline policy. */
      policy: string;
      /** @description Position in the document, from 0. */
      statement: number;
      sid?: string;
    };
    /** @description Actions with the same state, resources, and statements. */
    PermissionEntry: {
      /** @enum {string} */
      state:
        | 'allowed'
        | 'allowed-if'
        | 'allowed-except'
        | 'blocked'
        | 'unknown';
      actions: string[];
      resources: string[];
      /** @description The resources on which a Deny blocks the actions. */
      except?: string[];
      /** @description The conditions in words. */
      conditions?: string[];
      blockedBy?: components['schemas']['StatementRef'][];
      blockedByLayer?: components['schemas']['PolicyLayer'];
      blockedByLevel?: components['schemas']['OrganizationLevelName'];
      reason?: string;
      /** @description The statements that grant the actions. */
      statements: components['schemas']['StatementRef'][];
    };
    EffectiveLevel: {
      level: components['schemas']['AccessLevel'];
      /** @enum {string} */
      extent: 'full' | 'limited' | 'none';
      entries: components['schemas']['PermissionEntry'][];
    };
    EffectiveService: {
      service: string;
      title: string;
      levels: components['schemas']['EffectiveLevel'][];
    };
    /** @description Whether a layer of policies was read. */
    LayerReading: {
      layer: components['schemas']['PolicyLayer'];
      /** @enum {string} */
      state: 'read' | 'absent' | 'not-read';
      reason?: string;
    };
    /** @description The decision of one policy layer, or of one level of an organization, on its own. */
    LayerDecision: {
      layer: components['schemas']['PolicyLayer'];
      level?: components['schemas']['OrganizationLevelName'];
      /** @enum {string} */
      state: 'read' | 'absent' | 'not-read';
      /** @description Absent if the layer does not apply or could not be read. */
      decision?: components['schemas']['Decision'];
      /** @description The policies whose statements allow or deny the request. */
      policies?: string[];
      reason?: string;
    };
    PolicyText: {
      name: string;
      /** @description Absent for an inline policy. */
      arn?: string;
      /** @enum {string} */
      kind: 'managed' | 'inline' | 'permissions-boundary' | 'session' | 'trust';
      /** @description The text as AWS holds it. */
      document: string;
      errors: {
        path: string;
        line?: number;
        column?: number;
        reason: string;
      }[];
    };
    EffectivePermissions: {
      services: components['schemas']['EffectiveService'][];
      risks: components['schemas']['Risk'][];
      layers: components['schemas']['LayerReading'][];
      policies: components['schemas']['PolicyText'][];
      unknownActions?: string[];
      /** @description Documents that could not be read. Their Allow and Deny statements are missing from the result. */
      invalidPolicies?: components['schemas']['InvalidPolicy'][];
      /** Format: date-time */
      checkedAt: string;
    };
    InvalidPolicy: {
      layer: components['schemas']['PolicyLayer'];
      policy: string;
      /** @description The first invalid element. Empty for the document itself. */
      path: string;
      reason: string;
    };
    SimulationWarning: {
      /** @enum {string} */
      cause: 'unknown-action' | 'resource-type';
      message: string;
    };
    SimulationRequest: {
      /** @example s3:PutObject */
      action: string;
      resource: string;
      /** @description Condition key to value or values, such as `aws:SourceVpce`. */
      context?: {
        [key: string]: string | string[];
      };
    };
    /** @enum {string} */
    Decision: 'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied';
    SimulationReason: components['schemas']['StatementRef'] & {
      conditions?: string[];
      message?: string;
    };
    SimulationResult: {
      action: string;
      resource: string;
      decision: components['schemas']['Decision'];
      /** @description Present if the policies that were read do not allow the request, but unread policies or other condition keys could. `decision` is then `ImplicitlyDenied`. */
      unknownReason?: string;
      /** @description The decision as a sentence. Says `allowed` without reservation only if every layer was read. */
      summary: string;
      decidedBy: components['schemas']['SimulationReason'][];
      blockedBy: {
        layer: components['schemas']['PolicyLayer'];
        level?: components['schemas']['OrganizationLevelName'];
        policy?: string;
        statement?: number;
        sid?: string;
        message: string;
      }[];
      missingContext: string[];
      /** @description Present if the request is allowed only under conditions whose keys were not given: the conditions in words. */
      conditions?: string[];
      /** @description Present if documents could not be read. The decision does not consider them, so a Deny may be missing. */
      invalidPolicies?: components['schemas']['InvalidPolicy'][];
      /** @description Present if the action does not exist, or does not apply to such a resource. */
      warnings?: components['schemas']['SimulationWarning'][];
      layers: components['schemas']['LayerReading'][];
      /** @description In this order: identity policies, permissions boundary, SCPs and RCPs from the root to the account, VPC endpoint policy, resource policy. */
      layerDecisions: components['schemas']['LayerDecision'][];
      /** @description The result of SimulatePrincipalPolicy. */
      aws?: {
        /** @enum {string} */
        state: 'answered' | 'unavailable';
        decision?: components['schemas']['Decision'];
        differs?: boolean;
        message?: string;
        /** @description Why the result of AWS differs. Present if it does. */
        reason?: string;
      };
    };
    LastAccessedReport: {
      /** Format: date-time */
      at: string;
      services: {
        service: string;
        /** Format: date-time */
        lastAccessed?: string;
        /** @description Whether the service is granted and was not used for `irsa.governance.unusedAfterDays`. */
        unused: boolean;
        /** @description Why the use of the service is unknown. */
        reason?: string;
      }[];
    };
    /** @description The reason for a change in one line, for auditors. */
    Reason: string;
    /** @description The number of the change request or ticket behind a change, such as `CHG0031337`. */
    ChangeNumber: string;
    /** @description A change in AWS, in a cluster, or of ownership. */
    Change: {
      id: string;
      action: components['schemas']['ChangeAction'];
      /** @description An entity reference, or a pseudonym. */
      requester: string;
      approver?: string;
      reason?: string;
      changeNumber?: string;
      operationId?: string;
      serviceAccount?: {
        id: string;
        cluster: string;
        namespace: string;
        name: string;
      };
      findingId?: string;
      entityRef?: string;
      /** @description The recorded owner. */
      owner?: string;
      accountId?: string;
      /** Format: date-time */
      startedAt: string;
      /** Format: date-time */
      endedAt?: string;
      result: components['schemas']['ChangeResult'];
      /** @description Why it failed. */
      message?: string;
      /** @description SHA-256 of the canonical JSON (RFC 8785) of its writes in hexadecimal digits, as logged by the auditor service. */
      digest?: string;
    };
    ChangeDetails: components['schemas']['Change'] & {
      writes: components['schemas']['ChangeWrite'][];
    };
    ChangeList: {
      items: components['schemas']['Change'][];
      nextCursor?: string;
      total: number;
    };
    /** @description Who has what access, as last stored. */
    AccessReviewItem: {
      id: string;
      cluster: string;
      namespace: string;
      name: string;
      mechanism: components['schemas']['Mechanism'];
      entityRef: string | null;
      /** @description The recorded owner. */
      owner: string | null;
      /** @description According to the catalog. */
      owners: string[];
      roleArn: string | null;
      accountId: string | null;
      /** @description A summary of the permissions, such as `s3: List, Read`. */
      services: string[];
      /** @description The highest severity of its risks. */
      risk: string | null;
      risks: string[];
      status: components['schemas']['VerificationStatus'];
      /**
       * Format: date-time
       * @description When Backstage first found the IAM service account.
       */
      since: string;
      /** Format: date-time */
      lastChangeAt: string | null;
      lastChangeBy: string | null;
      /** @description The result of the last live proof. */
      lastProof: string | null;
      /** Format: date-time */
      lastProofAt: string | null;
      /**
       * Format: date-time
       * @description When AWS recorded the last use of the role.
       */
      lastUsedAt: string | null;
    };
    /**
     * @description What a change did.
     * @enum {string}
     */
    ChangeAction:
      | 'apply'
      | 'adopt'
      | 'migrate'
      | 'right-size'
      | 'right-size-undo'
      | 'delete'
      | 'roll-back'
      | 'deliver'
      | 'hand-over'
      | 'transfer'
      | 'recover'
      | 'link'
      | 'cut-off'
      | 'restore'
      | 'finding-accept'
      | 'finding-reopen'
      | 'approval'
      | 'break-glass';
    /**
     * @description `interrupted` has no result: the backend stopped before it ended.
     * @enum {string}
     */
    ChangeResult: 'pending' | 'succeeded' | 'failed' | 'interrupted';
    /** @description A part of an AWS or Kubernetes object before and after a write. Null is what was not there. */
    ChangedDocument: {
      /** @description Such as `trustPolicy` or `tags.team`. */
      field: string;
      before: unknown;
      after: unknown;
      /** @description SHA-256 of the canonical JSON (RFC 8785) in hexadecimal digits. */
      digestBefore: string | null;
      digestAfter: string | null;
    };
    /** @description A request to AWS, as CloudTrail has it. */
    AwsRequest: {
      /** @description Such as `CreateRole`. */
      operation: string;
      requestId: string;
      /** @description The error code that AWS answered. */
      error?: string;
    };
    /** @description One write of a change. */
    ChangeWrite: {
      action: components['schemas']['StepAction'];
      target: {
        /** @description A kind of a step, `ownership`, `delivery`, `finding`, `approval` or `break-glass`. */
        kind: string;
        name: string;
      };
      summary: string;
      documents: components['schemas']['ChangedDocument'][];
      /** Format: date-time */
      startedAt: string;
      /** Format: date-time */
      endedAt?: string;
      result: components['schemas']['ChangeResult'];
      /** @description Why it failed. */
      message?: string;
      requests: components['schemas']['AwsRequest'][];
    };
    /** @description What to remove. Without both, what is unused with high confidence. */
    RightSizeRequest: {
      /** @description Services to remove in full, by IAM prefix. */
      drop?: string[];
      /** @description Services of which only the unused actions go, by IAM prefix. */
      narrow?: string[];
    };
    /** @description What to remove, and why. Without `drop` and `narrow`, what is unused with high confidence. */
    RightSizingRequest: {
      reason?: components['schemas']['Reason'];
      changeNumber?: components['schemas']['ChangeNumber'];
      /** @description Services to remove in full, by IAM prefix. */
      drop?: string[];
      /** @description Services of which only the unused actions go, by IAM prefix. */
      narrow?: string[];
    };
    /**
     * @description How sure it is that something is not needed.
     * @enum {string}
     */
    Confidence: 'high' | 'medium' | 'low';
    /** @description What is proposed for one service that the role may use. */
    RightSizeService: {
      /** @description The IAM prefix. */
      service: string;
      title: string;
      /**
       * @description `narrow` removes only the unused actions; `undecided` stays unless it is asked for.
       * @enum {string}
       */
      decision: 'keep' | 'drop' | 'narrow' | 'undecided';
      confidence: components['schemas']['Confidence'];
      /** @description Why, in a sentence. */
      reason: string;
      /** @description What grants it, in words. */
      sources: string[];
      /**
       * Format: date-time
       * @description Absent when AWS saw no use in its tracking period.
       */
      lastAccessed?: string;
      /**
       * Format: date-time
       * @description The last use or, where AWS saw none, the start of what it could have seen. Absent while it is used.
       */
      unusedSince?: string;
      /** @description Of a service that is used, granted actions that AWS reports on and saw no use of. */
      unusedActions?: string[];
      /** @description Why it cannot be removed here; absent when it can. */
      keepReason?: string;
    };
    /** @description A policy of the role as it is and as it could be. */
    SmallerPolicy: {
      name: string;
      /** @description Absent for an inline policy. */
      arn?: string;
      before: string;
      /** @description Null when nothing of it is left. */
      after: string | null;
    };
    /** @description The way where this product does not change the role. */
    ManualSteps: {
      policies: components['schemas']['SmallerPolicy'][];
      /** @description Commands of the AWS CLI that remove it. */
      commands: string[];
      /** @description Commands that give it back. */
      undo: string[];
    };
    /** @description The proposal to delete a role that nobody has ever used. */
    RoleDeletion: {
      confidence: components['schemas']['Confidence'];
      reason: string;
    };
    RightSizeProposal: {
      /**
       * Format: date-time
       * @description When AWS made the report.
       */
      at: string;
      roleArn: string;
      /** Format: date-time */
      roleCreatedAt: string;
      unusedAfterDays: number;
      /**
       * @description By which way it can be removed.
       * @enum {string}
       */
      method: 'plan' | 'pull-request' | 'manual' | 'none';
      /** @description Why it is not our own plan. */
      methodReason?: string;
      services: components['schemas']['RightSizeService'][];
      /** @description What else is to know, a sentence each. */
      notes?: string[];
      /** @description The services that the plan or the commands remove in full. */
      drop: string[];
      narrow: string[];
      spec?: components['schemas']['IamServiceAccountSpec'];
      plan?: components['schemas']['Plan'];
      manual?: components['schemas']['ManualSteps'];
      deletion?: components['schemas']['RoleDeletion'];
    };
    /** @enum {string} */
    TransferState: 'pending' | 'confirmed' | 'declined' | 'lapsed';
    /** @description A request to give an IAM service account to another owner. */
    Transfer: {
      id: string;
      serviceAccountId: string;
      cluster: string;
      namespace: string;
      name: string;
      /** @description The recorded owner. */
      from: string;
      /** @description The new owner. */
      to: string;
      entityRef: string | null;
      /** @description The entity reference of the person. */
      requestedBy: string;
      /** Format: date-time */
      requestedAt: string;
      /** Format: date-time */
      expiresAt: string;
      state: components['schemas']['TransferState'];
      reason?: string;
      /** @description The entity reference of the person. */
      decidedBy?: string;
      /** Format: date-time */
      decidedAt?: string;
      decisionReason?: string;
      /** @description Whether the caller can confirm or decline it now. */
      mayDecide: boolean;
      /** @description What the confirmation has left to do in AWS, and what finishes it. */
      notice?: string;
    };
    TransferList: {
      items: components['schemas']['Transfer'][];
      /** @description Whether the caller can ask for a transfer, as a member of the recorded owner or of the owner in the catalog, or an administrator. Only told of one IAM service account. */
      mayRequest?: boolean;
      /** @description Whether the caller is a member of the recorded owner or an administrator, who alone can change, cut off and delete it. Only told of one IAM service account. */
      mayManage?: boolean;
    };
    /** @description What a bulk transfer did with one IAM service account. */
    BulkTransfer: {
      serviceAccountId: string;
      cluster: string;
      namespace: string;
      name: string;
      from: string;
      to: string;
      /**
       * @description `allowed` is what a dry run tells of those that would be transferred.
       * @enum {string}
       */
      result: 'transferred' | 'allowed' | 'refused';
      violations: components['schemas']['Violation'][];
    };
    RecoveryList: {
      items: components['schemas']['Recovery'][];
      nextCursor?: string;
    };
    /** @description What became of one role and the ServiceAccount that has it. */
    Recovery: {
      roleArn: string;
      serviceAccountId?: string;
      cluster?: string;
      namespace?: string;
      name?: string;
      /** @description From the annotation of the ServiceAccount. */
      entityRef?: string;
      /** @description From the tag of the role. */
      owner?: string;
      /**
       * @description `allowed` is what a dry run tells of those that would be recorded.
       * @enum {string}
       */
      result: 'recovered' | 'allowed' | 'refused';
      /** @description What is recorded as created by Backstage. */
      records: string[];
      violations: components['schemas']['Violation'][];
    };
    CutOffRequest: {
      reason: components['schemas']['Reason'];
    };
    CutOff: {
      /** Format: date-time */
      at: string;
      /** @description The entity reference of the person. */
      by: string;
      reason: string;
    };
    /** @description One time that unused access was removed. */
    RightSizing: {
      id: string;
      /** Format: date-time */
      at: string;
      /** @description The entity reference of the person. */
      by: string;
      drop: string[];
      narrow: string[];
      operationId: string;
      /** @enum {string} */
      status: 'applied' | 'running' | 'failed' | 'undone';
      /** Format: date-time */
      undoneAt?: string;
      undoneBy?: string;
      /** @description Why it cannot be undone any more; absent when it can. */
      undoBlockedReason?: string;
    };
    /** @enum {string} */
    Severity: 'low' | 'medium' | 'high' | 'critical';
    /**
     * @description What a finding is about.
     * @enum {string}
     */
    SubjectKind:
      | 'service-account'
      | 'role'
      | 'oidc-provider'
      | 'node-role'
      | 'workload'
      | 'cluster';
    /**
     * @description Whose AWS identity a workload has - its own role, that of its node, keys in its variables, or none.
     * @enum {string}
     */
    IdentitySource:
      | 'service-account-role'
      | 'node-role'
      | 'static-keys'
      | 'none'
      | 'unknown';
    /**
     * @description Whether ServiceAccounts have the role, nodes have it, or it only trusts an EKS issuer or EKS Pod Identity.
     * @enum {string}
     */
    RoleUse: 'service-account' | 'node' | 'trust-only';
    Subject: {
      kind: components['schemas']['SubjectKind'];
      id: string;
      /** @description As people know it, such as `production/orders` or a role name. */
      name: string;
      cluster?: string;
      namespace?: string;
      accountId?: string;
      arn?: string;
    };
    Finding: {
      id: string;
      check: string;
      /** @description What is wrong, in a few words. */
      title: string;
      severity: components['schemas']['Severity'];
      /** @description Why it is this severe - the impact, then what of the exposure and the environment changes it. */
      severityReasons: string[];
      /** @description Its severity once pods use it. Who may accept it follows this one. */
      severityInUse: components['schemas']['Severity'];
      /** @enum {string} */
      evidence: 'proved' | 'inferred';
      /** @description What was found, with the real names. */
      message: string;
      /** @description What it was found by. */
      facts?: components['schemas']['ChainFact'][];
      remediation: string | null;
      commands?: string[];
      fault?: string;
      /** @description Its page under `docs/`. */
      docs?: string;
      subject: components['schemas']['Subject'];
      entityRef: string | null;
      owners: string[];
      /** @enum {string} */
      state: 'open' | 'accepted' | 'resolved';
      /** Format: date-time */
      firstSeenAt: string;
      /** Format: date-time */
      lastSeenAt: string;
      /** Format: date-time */
      resolvedAt?: string;
      acceptance?: {
        by: string;
        reason: string;
        /** Format: date-time */
        at: string;
        /** Format: date-time */
        until: string;
      };
    };
    FindingGroup: {
      /** @description The check. */
      id: string;
      title: string;
      /** @description The highest of them. */
      severity: components['schemas']['Severity'];
      findings: number;
      /** @description How many resources they are about. */
      subjects: number;
      critical: number;
      high: number;
      medium: number;
      low: number;
    };
    FindingGroupList: {
      items: components['schemas']['FindingGroup'][];
    };
    FleetFacet: {
      /** @description The filter. */
      name: string;
      values: {
        value: string;
        count: number;
      }[];
    };
    FleetFacets: {
      items: components['schemas']['FleetFacet'][];
    };
    FindingList: {
      items: components['schemas']['Finding'][];
      nextCursor?: string;
      total: number;
    };
    FleetServiceAccount: {
      id: string;
      cluster: string;
      namespace: string;
      name: string;
      mechanism: components['schemas']['Mechanism'];
      roleArn: string | null;
      /** @description The id under which `/roles` has it. */
      roleId: string | null;
      /** @description Of its role. */
      accountId: string;
      entityRef: string | null;
      /** @description The entity that an administrator linked it to. It counts while the namespace rules give the namespace to its owners. */
      linkedTo?: string;
      proposedEntity?: components['schemas']['ProposedEntity'];
      owners: string[];
      status: components['schemas']['VerificationStatus'];
      /** @description The last one that AWS STS answered. */
      liveProof: components['schemas']['LiveProof'] | null;
      checkedAt: string | null;
      pods: number;
      /** @description Open ones about it, its role and its workloads. */
      findings: number;
      highestSeverity?: components['schemas']['Severity'];
      /** @description Whether this product made it. */
      managedByBackstage: boolean;
    };
    /** @description The only component that it may well belong to, by labels, tags and names. */
    ProposedEntity: {
      entityRef: string;
      reason: string;
    };
    EntityLink: {
      serviceAccountId: string;
      /** @description A full entity reference. Null removes the link. */
      entityRef: string | null;
    };
    EntityLinkResult: {
      serviceAccountId: string;
      entityRef: string | null;
      /** @enum {string} */
      result: 'linked' | 'unlinked' | 'refused';
      violations: components['schemas']['Violation'][];
    };
    FleetServiceAccountList: {
      items: components['schemas']['FleetServiceAccount'][];
      nextCursor?: string;
      total: number;
    };
    FleetWorkload: {
      id: string;
      cluster: string;
      namespace: string;
      /** @description Such as `deployment/orders`. */
      name: string;
      serviceAccount: string;
      /** @description When the ServiceAccount is an IAM service account. */
      serviceAccountId: string | null;
      pods: number;
      identitySource: components['schemas']['IdentitySource'];
      /** @description Why, as a sentence. */
      reason: string;
      hostNetwork: boolean;
      entityRef: string | null;
      owners: string[];
    };
    FleetWorkloadList: {
      items: components['schemas']['FleetWorkload'][];
      nextCursor?: string;
      total: number;
    };
    FleetRole: {
      id: string;
      arn: string;
      name: string;
      accountId: string;
      use: components['schemas']['RoleUse'];
      /** @description How many ServiceAccounts have it. */
      serviceAccounts: number;
      clusters?: string[];
      lastUsedAt: string | null;
      /** @description Null when that is unknown, such as soon after a live proof of ours. */
      unused: boolean | null;
      boundaryArn: string | null;
      risk: components['schemas']['Severity'] | null;
      findings: number;
      entityRef: string | null;
      owners: string[];
      createdAt: string;
      managedBy?: components['schemas']['ManagedBy'];
    };
    FleetRoleList: {
      items: components['schemas']['FleetRole'][];
      nextCursor?: string;
      total: number;
    };
    /** @description What an attacker who controls a pod with the role can access. */
    BlastRadius: {
      services: components['schemas']['EffectiveService'][];
      risks: components['schemas']['Risk'][];
      /** @description ARNs of roles that it may go on to assume, as its policies name them. */
      assumableRoles: string[];
      /** @description Who has it, at most 100. */
      serviceAccounts: components['schemas']['FleetServiceAccount'][];
      /** @description Who else can become one of these by Kubernetes RBAC, at most 100. */
      indirectAccess: components['schemas']['IndirectAccess'][];
    };
    /** @enum {string} */
    IndirectAccessMethod:
      | 'token'
      | 'create-pod'
      | 'exec'
      | 'workload-controller'
      | 'impersonate'
      | 'node-proxy'
      | 'escalate'
      | 'access-entry';
    IndirectAccess: {
      cluster: string;
      /** @description Such as `Group developers` or `ServiceAccount ci/deployer`. */
      subject: string;
      method: components['schemas']['IndirectAccessMethod'];
      /** @description The binding or access entry that gives it. */
      grantedBy: string;
      /** @description Absent for all. */
      namespaces?: string[];
      /** @description ARNs of IAM principals that are the subject by an access entry. */
      principals?: string[];
    };
    FleetRoleDetail: {
      role: components['schemas']['FleetRole'];
      /** @description Trusted principals, a sentence each. */
      trust: string[];
      /** @description IAM service accounts that name this role and cannot assume it. They are no holders, and their owners do not own it. */
      namedBy?: components['schemas']['FleetServiceAccount'][];
      policies: components['schemas']['PolicyText'][];
      blastRadius: components['schemas']['BlastRadius'];
      findings: components['schemas']['Finding'][];
    };
    NodeRole: {
      id: string;
      arn: string;
      name: string;
      accountId: string;
      cluster: string;
      nodeGroups: string[];
      /** @description Policies beyond what nodes need, by ARN or name of the inline policy. */
      excess: string[];
      /** @description How far answers of the instance metadata service reach; null when not read. 2 or more lets every pod in. */
      hopLimit: number | null;
      /** @description Present and true when some nodes answer requests without a session token (IMDSv1), which every pod can make whatever the hop limit. */
      optionalTokens?: boolean;
      /** @enum {string} */
      reach: 'all-pods' | 'host-network-only' | 'unknown';
      /** @description Workloads without a role of their own that may use it. */
      dependentWorkloadCount: number;
      findings: number;
    };
    NodeRoleList: {
      items: components['schemas']['NodeRole'][];
      nextCursor?: string;
      total: number;
    };
    RemovalStep: {
      title: string;
      why: string;
      commands: string[];
      /** @description Those to give a role of their own or to restart first, as `namespace/kind/name`. */
      workloads?: string[];
    };
    NodeRoleDetail: {
      nodeRole: components['schemas']['NodeRole'];
      /** @description Why it was not read. */
      hopLimitReason: string | null;
      /** @description The policies that nodes need. */
      needed: string[];
      /** @description At most 200. */
      dependentWorkloads: components['schemas']['FleetWorkload'][];
      /** @description In this order, nothing loses access before it has another. */
      plan: components['schemas']['RemovalStep'][];
      findings: components['schemas']['Finding'][];
    };
    Scope: {
      /** @description Such as `cluster:prod-eu`. */
      id: string;
      /** @enum {string} */
      kind: 'cluster' | 'account';
      name: string;
      accountId: string;
      region: string | null;
      /** @enum {string} */
      state: 'never' | 'current' | 'stale' | 'scanning';
      /** @description When the last scan that came to its end began. */
      completedAt: string | null;
      /** @description When a part was last read by itself, since events of AWS told of changes. Absent before the first. */
      changesReadAt?: string;
      staleSince?: string;
      /** @description Why the last scan failed, or what it could not read. */
      reason?: string;
      missingPermission?: string;
      durationMs?: number;
      awsCalls?: number;
      kubernetesCalls?: number;
      /** @description What the last scan found, such as `serviceAccounts`. */
      counts?: {
        [key: string]: number;
      };
    };
    ScopeList: {
      items: components['schemas']['Scope'][];
    };
    ClusterSetupStep: {
      /** @enum {string} */
      id:
        | 'access-entry'
        | 'rbac'
        | 'oidc-provider'
        | 'token-request'
        | 'namespace-rule';
      /**
       * @description `optional`: missing, and only what it is for does not work.
       * @enum {string}
       */
      state: 'done' | 'missing' | 'optional' | 'unknown';
      /** @description What it is for, and what is known of it. */
      message: string;
      commands?: string[];
      terraform?: string;
      /** @description A part of `app-config.yaml`. */
      configuration?: string;
    };
    ClusterSetup: {
      cluster: string;
      accountId: string;
      region: string;
      /** @enum {string} */
      source: 'configured' | 'discovered';
      steps: components['schemas']['ClusterSetupStep'][];
    };
    DiscoveredPlace: {
      /** @description Such as `organization`, `catalog` and `eks`. */
      supplier: string;
      /** @description Such as `111122223333/eu-west-1`. */
      place: string;
      accountId?: string;
      /** @description How many accounts were found there. */
      accounts: number;
      /** @description How many clusters were found there. */
      clusters: number;
      /** @description Why it could not be read the last time; what was found before counts on. */
      failure?: string;
      remediation?: string;
      missingPermission?: string;
      /** Format: date-time */
      attemptedAt: string;
      completedAt: string | null;
    };
    DiscoveredPlaceList: {
      /** @description Whether the caller may start a discovery and there is something to ask. */
      mayStart: boolean;
      items: components['schemas']['DiscoveredPlace'][];
    };
    TrendPoint: {
      /** Format: date-time */
      at: string;
      value: number;
    };
    Overview: {
      serviceAccounts: {
        total: number;
        verified: number;
        degraded: number;
        broken: number;
        unknown: number;
      };
      /** @description How many workloads have whose identity. */
      identitySources: {
        serviceAccountRole: number;
        nodeRole: number;
        staticKeys: number;
        none: number;
        unknown: number;
      };
      /** @description Open ones by severity. */
      findings: {
        critical: number;
        high: number;
        medium: number;
        low: number;
        accepted: number;
        /** @description Open ones that belong to several owners. `byOwner` counts them for each of these. */
        shared: number;
      };
      roles: {
        total: number;
        unused: number;
      };
      /** @description IAM service accounts without a catalog entity. */
      withoutOwner: number;
      /** @description The owners with the most open findings, at most 10. What belongs to several owners counts for each of them. */
      byOwner: {
        owner: string | null;
        open: number;
        critical: number;
        high: number;
      }[];
      /** @description A value a day over the last 90 days, the newest last; only days of which something is known. */
      trends: {
        broken: components['schemas']['TrendPoint'][];
        usesNodeRole: components['schemas']['TrendPoint'][];
        highFindings: components['schemas']['TrendPoint'][];
        unusedRoles: components['schemas']['TrendPoint'][];
      };
      scopes: components['schemas']['Scope'][];
    };
    /**
     * @description `pod`: the pods of a ServiceAccount. `role`: an IAM role that no ServiceAccount has, such as that of nodes. `user`: an IAM user. `people`: a permission set of IAM Identity Center, an identity provider, or a user or group of a cluster. `service`: an AWS service. `account`: another account, a principal of one, or everybody in AWS.
     * @enum {string}
     */
    AccessHolderKind:
      | 'pod'
      | 'role'
      | 'user'
      | 'people'
      | 'service'
      | 'account';
    /** @enum {string} */
    AccessStepKind:
      | 'group'
      | 'binding'
      | 'service-account'
      | 'role'
      | 'resource-policy';
    AccessStep: {
      kind: components['schemas']['AccessStepKind'];
      name: string;
      /** @description Of the row of an IAM service account or a role; absent where there is none. */
      id?: string;
      arn?: string;
      method?: components['schemas']['IndirectAccessMethod'];
      /** @description How many more there are like this one. */
      others?: number;
    };
    AccessHolder: {
      /** @description Tells the items of an answer apart. */
      id: string;
      kind: components['schemas']['AccessHolderKind'];
      name: string;
      /** @description Of a user or a role. */
      arn?: string;
      /** @description The role whose policies decide; absent where those of a user or of the resource do. */
      roleArn?: string;
      /** @description Of the row of that role; absent for a role that is not listed, since neither a ServiceAccount nor a node has it. */
      roleId?: string;
      /** @description Whose pods; null for another kind. */
      serviceAccount: components['schemas']['FleetServiceAccount'] | null;
      use?: components['schemas']['RoleUse'];
      /** @description What the access comes through, the last nearest to the resource; empty where its own policies give it. */
      through: components['schemas']['AccessStep'][];
      /** @enum {string} */
      decision: 'allowed' | 'allowed-if' | 'unknown';
      conditions?: string[];
      /** @description Why `decision` is `unknown`: such as that the VPC endpoints of a cluster decide differently about its pods, or that nobody knows which account owns the resource. */
      unknownReason?: string;
      decidedBy: components['schemas']['StatementRef'][];
    };
    /** @description People, groups and pods, the ServiceAccounts and roles that they can use, the roles of these, and what the roles may do. Without cycles. */
    AccessGraph: {
      nodes: components['schemas']['AccessGraphNode'][];
      edges: components['schemas']['AccessGraphEdge'][];
      /** @description How many paths lead from a person, group or workload to a service. */
      paths: number;
      bestCut?: components['schemas']['AccessGraphEdge'];
      /** @description What the graph does not show, a sentence each. */
      limitations: string[];
    };
    /**
     * @description A binding of Kubernetes RBAC, or an access policy of EKS, leads from subjects to ServiceAccounts. An `assumed-role` is one that another role of the graph may assume.
     * @enum {string}
     */
    AccessGraphNodeKind:
      | 'subject'
      | 'binding'
      | 'workload'
      | 'service-account'
      | 'role'
      | 'assumed-role'
      | 'service';
    AccessGraphNode: {
      id: string;
      kind: components['schemas']['AccessGraphNodeKind'];
      name: string;
      /** @description How many it stands for: more than 1 for a group of nodes with the same neighbors. */
      members: number;
      /** @description How many paths lead through it. */
      paths: number;
      /** @description The names of the others of a group, at most 100. */
      others?: string[];
      /** @description The cluster; of an IAM principal, a role and a service, the AWS account. */
      place?: string;
      /** @description Of a workload. */
      pods?: number;
      /** @description The id of the IAM service account, role or workload in the lists of the fleet. */
      objectId?: string;
      /** @description How a binding leads to ServiceAccounts. */
      methods?: components['schemas']['IndirectAccessMethod'][];
      /** @description ARNs of IAM principals that are the subject by an access entry. */
      principals?: string[];
      level?: components['schemas']['AccessLevel'];
      /** @description The resources of a service, where they are few and named. */
      resources?: string[];
    };
    AccessGraphEdge: {
      /** @description The id of a node. */
      from: string;
      to: string;
      /** @description How many paths its removal cuts. */
      paths: number;
      /** @description How many pods lose access to some service with it. */
      pods: number;
    };
    AccessList: {
      items: components['schemas']['AccessHolder'][];
      nextCursor?: string;
      /** @description Of the kinds that were asked for. */
      total: number;
      /** @description How many there are of each kind of which there are any, whichever was asked for. */
      kinds: {
        kind: components['schemas']['AccessHolderKind'];
        count: number;
      }[];
      /** @description How many roles and users were looked at. */
      principals: number;
      /** @description What the answer does not take into account, a sentence each, such as policies of the organization. */
      limitations: string[];
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
    /** @description The reason for the change, for auditors. */
    reason: components['schemas']['Reason'];
    /** @description The change request or ticket for the change, for auditors. */
    changeNumber: components['schemas']['ChangeNumber'];
    /** @description Text that the names contain. Not case-sensitive. */
    q: string;
    clusterFilter: string;
    accountFilter: string;
    clusterFacet: string[];
    namespaceFacet: string[];
    accountFacet: string[];
    /** @description Owners, as entity references, or `none`. */
    ownerFacet: string[];
    /** @description Statuses of IAM service accounts. */
    statusFacet: components['schemas']['VerificationStatus'][];
    /** @description Mechanisms of IAM service accounts. */
    mechanismFacet: components['schemas']['Mechanism'][];
    /** @description Whether IAM service accounts have a catalog entity. `none` lists those without one, for adoption. */
    entityFacet: ('any' | 'none')[];
    /** @description Links of IAM service accounts to entities: `linked` by an administrator, `proposed` if an entity is likely, or `none`. */
    linkFacet: ('linked' | 'proposed' | 'none')[];
    /** @description Identity sources of workloads. */
    identitySourceFacet: components['schemas']['IdentitySource'][];
    /** @description Severities of findings. */
    severityFacet: components['schemas']['Severity'][];
    /** @description Checks of findings. */
    checkFacet: string[];
    /** @description Subject kinds of findings. */
    subjectKindFacet: components['schemas']['SubjectKind'][];
    /** @description Uses of roles. */
    useFacet: components['schemas']['RoleUse'][];
    /** @description Whether roles are unused. */
    unusedFacet: ('true' | 'false')[];
    /** @description The tools that manage roles according to their tags, such as `Terraform`. `none` lists roles that no tool claims. */
    managedByFacet: string[];
    /** @description The state of findings. Defaults to `open`. */
    stateFilter: 'open' | 'accepted' | 'resolved';
    /** @description The id of the subject of findings. */
    subjectIdFilter: string;
    /** @description The id of an IAM service account. Lists findings about it, its role, and its workloads. */
    serviceAccountIdFilter: string;
    /** @description The id of a role. Lists workloads whose IAM service accounts have it. */
    roleIdFilter: string;
    order: 'asc' | 'desc';
    cursor: string;
    limit: number;
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
  VerifyEntity: {
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
      /** @description All IAM service accounts of the entity. */
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
  SummarizeEntityAccess: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EntityAccessRequest'];
      };
    };
    responses: {
      /** @description The summaries, in the order of the request. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EntityAccessList'];
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
        /** @description `respond-async` answers 202 with the operation immediately. */
        Prefer?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ApplyRequest'];
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
      /** @description The plan is being applied. Read the operation. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Operation'];
        };
      };
      /** @description An approval is needed (`ApprovalRequiredError`, with `error.approvals`), or another condition blocks the change for now. Apply the same spec again after the approval. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
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
  DeleteServiceAccount: {
    parameters: {
      query?: {
        /** @description Answers 200 with the steps of the deletion, all `pending`, including the objects that are kept and the reason. Deletes nothing. */
        dryRun?: boolean;
        /** @description The reason for the change, for auditors. */
        reason?: components['parameters']['reason'];
        /** @description The change request or ticket for the change, for auditors. */
        changeNumber?: components['parameters']['changeNumber'];
      };
      header?: {
        /** @description `respond-async` answers 202 with the operation immediately. */
        Prefer?: string;
      };
      path: {
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The deleted objects, or the objects to delete. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            steps: components['schemas']['OperationStep'][];
          };
        };
      };
      /** @description The deletion is in progress. Read the operation. */
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
  ListVerifications: {
    parameters: {
      query?: {
        cursor?: string;
        limit?: number;
      };
      header?: never;
      path: {
        id: components['parameters']['id'];
      };
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
          'application/json': components['schemas']['VerificationHistory'];
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
          /** @description Also make a live proof: a token exchange with AWS STS whose session has no permissions. */
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
  GetServiceAccountChain: {
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
      /** @description The chain. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Chain'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  DiagnoseServiceAccount: {
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
          /** @description Lines of a pod's log. */
          text: string;
        };
      };
    };
    responses: {
      /** @description The diagnosis. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Diagnosis'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetServiceAccountPermissions: {
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
      /** @description The effective permissions as last observed. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EffectivePermissions'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  SimulateServiceAccount: {
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
          requests: components['schemas']['SimulationRequest'][];
          /**
           * @description Also call `iam:SimulatePrincipalPolicy`, which considers SCPs but no resource policies.
           * @default false
           */
          useAwsSimulator?: boolean;
        };
      };
    };
    responses: {
      /** @description One result for each request, in the order of the requests. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            results: components['schemas']['SimulationResult'][];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  ReadLastAccessed: {
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
      /** @description The report. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LastAccessedReport'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListServiceAccountTransfers: {
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
      /** @description The 50 newest. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TransferList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  RequestTransfer: {
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
          /** @description The entity reference of the new owner. */
          owner: string;
          reason?: components['schemas']['Reason'];
        };
      };
    };
    responses: {
      /** @description The pending transfer. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Transfer'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListTransfers: {
    parameters: {
      query?: {
        state?: components['schemas']['TransferState'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The 200 newest. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TransferList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  TransferInBulk: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          owners: {
            from: string;
            to: string;
          }[];
          /**
           * @description Answers what the request would do, and changes nothing.
           * @default false
           */
          dryRun?: boolean;
        };
      };
    };
    responses: {
      /** @description The result for each IAM service account of the old owners. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['BulkTransfer'][];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  LinkEntities: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          links: components['schemas']['EntityLink'][];
        };
      };
    };
    responses: {
      /** @description The result for each. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['EntityLinkResult'][];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  Recover: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description Answers what the request would record, and records nothing.
           * @default true
           */
          dryRun?: boolean;
          /** @description `nextCursor` of the previous page. */
          cursor?: string;
          /** @default 50 */
          limit?: number;
        };
      };
    };
    responses: {
      /** @description One page of the roles below `irsa.rolePath` that carry Backstage's tag and have no record. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RecoveryList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  DecideTransfer: {
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
          /** @enum {string} */
          decision: 'confirm' | 'decline';
          reason?: components['schemas']['Reason'];
        };
      };
    };
    responses: {
      /** @description The decided transfer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Transfer'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListApprovals: {
    parameters: {
      query?: {
        state?: components['schemas']['ApprovalState'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The 200 newest. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApprovalList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetApproval: {
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
      /** @description The approval. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Approval'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  DecideApproval: {
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
          /** @enum {string} */
          decision: 'approve' | 'reject';
          reason?: components['schemas']['Reason'];
        };
      };
    };
    responses: {
      /** @description The decided approval. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Approval'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  OpenBreakGlass: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          accountId: string;
          reason: components['schemas']['Reason'];
        };
      };
    };
    responses: {
      /** @description The end of the exemption. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BreakGlass'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  CutOffServiceAccount: {
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
        'application/json': components['schemas']['CutOffRequest'];
      };
    };
    responses: {
      /** @description The IAM service account, cut off. */
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
  RestoreServiceAccount: {
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
        'application/json': components['schemas']['CutOffRequest'];
      };
    };
    responses: {
      /** @description The IAM service account, restored. */
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
  HandOverServiceAccount: {
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
          to: components['schemas']['HandOverTarget'];
          /** @description If true, answers the files and starts no hand-over. */
          preview?: boolean;
        };
      };
    };
    responses: {
      /** @description The files for the pull request. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HandOver'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  CancelHandOver: {
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
      /** @description The IAM service account. */
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
  ProposeRightSize: {
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
        'application/json': components['schemas']['RightSizeRequest'];
      };
    };
    responses: {
      /** @description The proposal. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RightSizeProposal'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListRightSizings: {
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
      /** @description The 50 newest. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['RightSizing'][];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  RightSizeServiceAccount: {
    parameters: {
      query?: never;
      header?: {
        /** @description `respond-async` answers 202 with the operation immediately. */
        Prefer?: string;
      };
      path: {
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RightSizingRequest'];
      };
    };
    responses: {
      /** @description The result. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApplyResult'];
        };
      };
      /** @description The removal is in progress. Read the operation. */
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
  UndoRightSizing: {
    parameters: {
      query?: {
        /** @description The reason for the change, for auditors. */
        reason?: components['parameters']['reason'];
        /** @description The change request or ticket for the change, for auditors. */
        changeNumber?: components['parameters']['changeNumber'];
      };
      header?: {
        /** @description `respond-async` answers 202 with the operation immediately. */
        Prefer?: string;
      };
      path: {
        id: components['parameters']['id'];
        rightSizing: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The result. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApplyResult'];
        };
      };
      /** @description The restoration is in progress. Read the operation. */
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
  ListChecks: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The checks. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['CheckDescription'][];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListActions: {
    parameters: {
      query?: {
        prefix?: string;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The actions. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              action: string;
              level: components['schemas']['AccessLevel'];
              /** @description The ARN formats of the resources that the action supports. */
              resourceTypes?: string[];
            }[];
          };
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
  PlanMigration: {
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
        'application/json': components['schemas']['MigrationRequest'];
      };
    };
    responses: {
      /** @description The plan. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MigrationPlan'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  MigrateServiceAccount: {
    parameters: {
      query?: never;
      header?: {
        /** @description `respond-async` answers 202 with the operation immediately. */
        Prefer?: string;
      };
      path: {
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MigrationRequest'];
      };
    };
    responses: {
      /** @description The finished steps and the remaining work. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MigrationResult'];
        };
      };
      /** @description The migration is in progress. Read the operation. */
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
  ListMigrations: {
    parameters: {
      query?: {
        cluster?: string;
        stage?: components['schemas']['MigrationStage'];
        /** @description The id of an IAM service account, to get only its migration. */
        serviceAccountId?: string;
        cursor?: string;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page, and the counts of all. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MigrationList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListWaves: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The waves. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WaveList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  CreateWave: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WaveRequest'];
      };
    };
    responses: {
      /** @description The wave, whose items are being planned. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Wave'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetWave: {
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
      /** @description The wave. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Wave'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListWaveItems: {
    parameters: {
      query?: {
        state?: components['schemas']['WaveItemState'];
        cursor?: string;
        limit?: number;
      };
      header?: never;
      path: {
        id: components['parameters']['id'];
      };
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
          'application/json': components['schemas']['WaveItemList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ExportWave: {
    parameters: {
      query?: {
        format?: 'csv' | 'markdown';
      };
      header?: never;
      path: {
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The file. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
          'text/markdown': string;
        };
      };
      default: components['responses']['Error'];
    };
  };
  StartWave: {
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
      /** @description The wave. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Wave'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  PauseWave: {
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
      /** @description The wave. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Wave'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ResumeWave: {
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
      /** @description The wave. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Wave'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  UndoWave: {
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
      /** @description The wave. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Wave'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  RenderServiceAccount: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RenderingRequest'];
      };
    };
    responses: {
      /** @description The files. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Rendering'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  DeliverServiceAccount: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RenderingRequest'];
      };
    };
    responses: {
      /** @description The files. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Rendering'];
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
      /** @description The current state of the operation. */
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
  RollBackOperation: {
    parameters: {
      query?: {
        /** @description The reason for the change, for auditors. */
        reason?: components['parameters']['reason'];
        /** @description The change request or ticket for the change, for auditors. */
        changeNumber?: components['parameters']['changeNumber'];
      };
      header?: never;
      path: {
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What was deleted. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            steps: components['schemas']['OperationStep'][];
          };
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
  RefreshNamespaces: {
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
      /** @description The namespaces that the caller may use. */
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
  GetClusterSetup: {
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
      /** @description Every step, in the order in which to take them. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClusterSetup'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListDiscoveredPlaces: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description All sources, failed ones first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DiscoveredPlaceList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  StartDiscovery: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The sources before this run. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DiscoveredPlaceList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetOverview: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The fleet at a glance, from the store. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Overview'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListFleetServiceAccounts: {
    parameters: {
      query?: {
        /** @description Text that the names contain. Not case-sensitive. */
        q?: components['parameters']['q'];
        cluster?: components['parameters']['clusterFacet'];
        namespace?: components['parameters']['namespaceFacet'];
        account?: components['parameters']['accountFacet'];
        /** @description Owners, as entity references, or `none`. */
        owner?: components['parameters']['ownerFacet'];
        /** @description Statuses of IAM service accounts. */
        status?: components['parameters']['statusFacet'];
        /** @description Mechanisms of IAM service accounts. */
        mechanism?: components['parameters']['mechanismFacet'];
        /** @description Whether IAM service accounts have a catalog entity. `none` lists those without one, for adoption. */
        entity?: components['parameters']['entityFacet'];
        /** @description Links of IAM service accounts to entities: `linked` by an administrator, `proposed` if an entity is likely, or `none`. */
        link?: components['parameters']['linkFacet'];
        /** @description The id of an IAM service account. Lists findings about it, its role, and its workloads. */
        serviceAccountId?: components['parameters']['serviceAccountIdFilter'];
        sort?:
          | 'status'
          | 'place'
          | 'role'
          | 'owner'
          | 'pods'
          | 'findings'
          | 'checkedAt';
        order?: components['parameters']['order'];
        cursor?: components['parameters']['cursor'];
        limit?: components['parameters']['limit'];
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
          'application/json': components['schemas']['FleetServiceAccountList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListFleetWorkloads: {
    parameters: {
      query?: {
        /** @description Text that the names contain. Not case-sensitive. */
        q?: components['parameters']['q'];
        cluster?: components['parameters']['clusterFacet'];
        namespace?: components['parameters']['namespaceFacet'];
        /** @description Owners, as entity references, or `none`. */
        owner?: components['parameters']['ownerFacet'];
        /** @description Identity sources of workloads. */
        identitySource?: components['parameters']['identitySourceFacet'];
        /** @description The id of an IAM service account. Lists findings about it, its role, and its workloads. */
        serviceAccountId?: components['parameters']['serviceAccountIdFilter'];
        /** @description The id of a role. Lists workloads whose IAM service accounts have it. */
        roleId?: components['parameters']['roleIdFilter'];
        sort?: 'identitySource' | 'place' | 'pods';
        order?: components['parameters']['order'];
        cursor?: components['parameters']['cursor'];
        limit?: components['parameters']['limit'];
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
          'application/json': components['schemas']['FleetWorkloadList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListFindings: {
    parameters: {
      query?: {
        /** @description Text that the names contain. Not case-sensitive. */
        q?: components['parameters']['q'];
        cluster?: components['parameters']['clusterFacet'];
        namespace?: components['parameters']['namespaceFacet'];
        account?: components['parameters']['accountFacet'];
        /** @description Owners, as entity references, or `none`. */
        owner?: components['parameters']['ownerFacet'];
        /** @description Severities of findings. */
        severity?: components['parameters']['severityFacet'];
        /** @description Checks of findings. */
        check?: components['parameters']['checkFacet'];
        /** @description The state of findings. Defaults to `open`. */
        state?: components['parameters']['stateFilter'];
        /** @description Subject kinds of findings. */
        subjectKind?: components['parameters']['subjectKindFacet'];
        /** @description The id of the subject of findings. */
        subjectId?: components['parameters']['subjectIdFilter'];
        /** @description The id of an IAM service account. Lists findings about it, its role, and its workloads. */
        serviceAccountId?: components['parameters']['serviceAccountIdFilter'];
        sort?: 'severity' | 'age' | 'owner' | 'subject' | 'check';
        order?: components['parameters']['order'];
        cursor?: components['parameters']['cursor'];
        limit?: components['parameters']['limit'];
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
          'application/json': components['schemas']['FindingList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  CountFacets: {
    parameters: {
      query?: {
        /** @description The filters whose values are counted. Defaults to all filters of the table. */
        facets?: string[];
        /** @description Text that the names contain. Not case-sensitive. */
        q?: components['parameters']['q'];
        cluster?: components['parameters']['clusterFacet'];
        namespace?: components['parameters']['namespaceFacet'];
        account?: components['parameters']['accountFacet'];
        /** @description Owners, as entity references, or `none`. */
        owner?: components['parameters']['ownerFacet'];
        /** @description Statuses of IAM service accounts. */
        status?: components['parameters']['statusFacet'];
        /** @description Mechanisms of IAM service accounts. */
        mechanism?: components['parameters']['mechanismFacet'];
        /** @description Whether IAM service accounts have a catalog entity. `none` lists those without one, for adoption. */
        entity?: components['parameters']['entityFacet'];
        /** @description Links of IAM service accounts to entities: `linked` by an administrator, `proposed` if an entity is likely, or `none`. */
        link?: components['parameters']['linkFacet'];
        /** @description Identity sources of workloads. */
        identitySource?: components['parameters']['identitySourceFacet'];
        /** @description Severities of findings. */
        severity?: components['parameters']['severityFacet'];
        /** @description Checks of findings. */
        check?: components['parameters']['checkFacet'];
        /** @description Subject kinds of findings. */
        subjectKind?: components['parameters']['subjectKindFacet'];
        /** @description Uses of roles. */
        use?: components['parameters']['useFacet'];
        /** @description Whether roles are unused. */
        unused?: components['parameters']['unusedFacet'];
        /** @description The tools that manage roles according to their tags, such as `Terraform`. `none` lists roles that no tool claims. */
        managedBy?: components['parameters']['managedByFacet'];
        /** @description The state of findings. Defaults to `open`. */
        state?: components['parameters']['stateFilter'];
        /** @description The id of the subject of findings. */
        subjectId?: components['parameters']['subjectIdFilter'];
        /** @description The id of an IAM service account. Lists findings about it, its role, and its workloads. */
        serviceAccountId?: components['parameters']['serviceAccountIdFilter'];
        /** @description The id of a role. Lists workloads whose IAM service accounts have it. */
        roleId?: components['parameters']['roleIdFilter'];
      };
      header?: never;
      path: {
        table:
          | 'service-accounts'
          | 'workloads'
          | 'findings'
          | 'roles'
          | 'node-roles';
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The facets. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FleetFacets'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListFindingGroups: {
    parameters: {
      query?: {
        /** @description Text that the names contain. Not case-sensitive. */
        q?: components['parameters']['q'];
        cluster?: components['parameters']['clusterFacet'];
        namespace?: components['parameters']['namespaceFacet'];
        account?: components['parameters']['accountFacet'];
        /** @description Owners, as entity references, or `none`. */
        owner?: components['parameters']['ownerFacet'];
        /** @description Severities of findings. */
        severity?: components['parameters']['severityFacet'];
        /** @description Checks of findings. */
        check?: components['parameters']['checkFacet'];
        /** @description Subject kinds of findings. */
        subjectKind?: components['parameters']['subjectKindFacet'];
        /** @description The state of findings. Defaults to `open`. */
        state?: components['parameters']['stateFilter'];
        /** @description The id of the subject of findings. */
        subjectId?: components['parameters']['subjectIdFilter'];
        /** @description The id of an IAM service account. Lists findings about it, its role, and its workloads. */
        serviceAccountId?: components['parameters']['serviceAccountIdFilter'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One group for each check with findings. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FindingGroupList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetFinding: {
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
      /** @description The finding. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Finding'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  AcceptFinding: {
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
          reason: string;
          /**
           * Format: date-time
           * @description When the acceptance expires. At most 90 days from now.
           */
          until: string;
        };
      };
    };
    responses: {
      /** @description The updated finding. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Finding'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ReopenFinding: {
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
      /** @description The updated finding. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Finding'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListRoles: {
    parameters: {
      query?: {
        /** @description Text that the names contain. Not case-sensitive. */
        q?: components['parameters']['q'];
        account?: components['parameters']['accountFacet'];
        cluster?: components['parameters']['clusterFacet'];
        /** @description Owners, as entity references, or `none`. */
        owner?: components['parameters']['ownerFacet'];
        /** @description Uses of roles. */
        use?: components['parameters']['useFacet'];
        /** @description Whether roles are unused. */
        unused?: components['parameters']['unusedFacet'];
        /** @description The tools that manage roles according to their tags, such as `Terraform`. `none` lists roles that no tool claims. */
        managedBy?: components['parameters']['managedByFacet'];
        sort?: 'risk' | 'name' | 'lastUsed' | 'serviceAccounts' | 'owner';
        order?: components['parameters']['order'];
        cursor?: components['parameters']['cursor'];
        limit?: components['parameters']['limit'];
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
          'application/json': components['schemas']['FleetRoleList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetRole: {
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
      /** @description The role. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FleetRoleDetail'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListNodeRoles: {
    parameters: {
      query?: {
        /** @description Text that the names contain. Not case-sensitive. */
        q?: components['parameters']['q'];
        cluster?: components['parameters']['clusterFacet'];
        cursor?: components['parameters']['cursor'];
        limit?: components['parameters']['limit'];
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
          'application/json': components['schemas']['NodeRoleList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetNodeRole: {
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
      /** @description The node role. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NodeRoleDetail'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListScopes: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description All of them. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ScopeList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  StartScan: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the scope, such as `cluster:prod-eu` or `account:111122223333`. */
        scope: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The scan is requested. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Scope'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListAccess: {
    parameters: {
      query: {
        /** @description One action, such as `s3:DeleteObject`, without wildcards. */
        action: string;
        /** @description The ARN of one resource, or `*` for actions without one. */
        resource: string;
        cluster?: components['parameters']['clusterFilter'];
        account?: components['parameters']['accountFilter'];
        kind?: components['schemas']['AccessHolderKind'];
        cursor?: components['parameters']['cursor'];
        limit?: components['parameters']['limit'];
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
          'application/json': components['schemas']['AccessList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  AskAccess: {
    parameters: {
      query: {
        /** @description One action, such as `s3:DeleteObject`, without wildcards. */
        action: string;
        /** @description The ARN of one resource, or `*` for actions without one. */
        resource: string;
        cluster?: components['parameters']['clusterFilter'];
        account?: components['parameters']['accountFilter'];
        kind?: components['schemas']['AccessHolderKind'];
        cursor?: components['parameters']['cursor'];
        limit?: components['parameters']['limit'];
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
          'application/json': components['schemas']['AccessList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetAccessGraph: {
    parameters: {
      query?: {
        serviceAccountId?: string;
        /** @description A catalog entity, such as `component:default/orders`. */
        entityRef?: string;
        roleId?: string;
        cluster?: components['parameters']['clusterFilter'];
        /** @description A namespace of `cluster`. */
        namespace?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The graph. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccessGraph'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListChanges: {
    parameters: {
      query?: {
        /** @description An IAM service account as `cluster/namespace/name`. */
        serviceAccount?: string;
        /** @description The recorded owner, an entity reference. */
        owner?: string;
        /** @description An entity reference of a user, or the pseudonym if names are replaced. */
        requester?: string;
        action?: components['schemas']['ChangeAction'];
        /** @description Only changes that started at this time or later. */
        from?: string;
        /** @description Only changes that started before this time. */
        to?: string;
        cursor?: components['parameters']['cursor'];
        limit?: components['parameters']['limit'];
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
          'application/json': components['schemas']['ChangeList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  GetChange: {
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
      /** @description The change. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChangeDetails'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ListServiceAccountChanges: {
    parameters: {
      query?: {
        cursor?: components['parameters']['cursor'];
        limit?: components['parameters']['limit'];
      };
      header?: never;
      path: {
        id: components['parameters']['id'];
      };
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
          'application/json': components['schemas']['ChangeList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ExportChanges: {
    parameters: {
      query?: {
        format?: 'csv' | 'json';
        /** @description An IAM service account as `cluster/namespace/name`. */
        serviceAccount?: string;
        /** @description The recorded owner, an entity reference. */
        owner?: string;
        /** @description An entity reference of a user, or the pseudonym if names are replaced. */
        requester?: string;
        action?: components['schemas']['ChangeAction'];
        /** @description Only changes that started at this time or later. */
        from?: string;
        /** @description Only changes that started before this time. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The file. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
          'application/json': components['schemas']['ChangeDetails'][];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ExportAccessReview: {
    parameters: {
      query?: {
        format?: 'csv' | 'json';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The file. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
          'application/json': components['schemas']['AccessReviewItem'][];
        };
      };
      default: components['responses']['Error'];
    };
  };
  ExportTable: {
    parameters: {
      query?: {
        format?: 'csv' | 'json';
        /** @description Text that the names contain. Not case-sensitive. */
        q?: components['parameters']['q'];
        cluster?: components['parameters']['clusterFacet'];
        namespace?: components['parameters']['namespaceFacet'];
        account?: components['parameters']['accountFacet'];
        /** @description Owners, as entity references, or `none`. */
        owner?: components['parameters']['ownerFacet'];
        /** @description Statuses of IAM service accounts. */
        status?: components['parameters']['statusFacet'];
        /** @description Mechanisms of IAM service accounts. */
        mechanism?: components['parameters']['mechanismFacet'];
        /** @description Whether IAM service accounts have a catalog entity. `none` lists those without one, for adoption. */
        entity?: components['parameters']['entityFacet'];
        /** @description Links of IAM service accounts to entities: `linked` by an administrator, `proposed` if an entity is likely, or `none`. */
        link?: components['parameters']['linkFacet'];
        /** @description Identity sources of workloads. */
        identitySource?: components['parameters']['identitySourceFacet'];
        /** @description Severities of findings. */
        severity?: components['parameters']['severityFacet'];
        /** @description Checks of findings. */
        check?: components['parameters']['checkFacet'];
        /** @description The state of findings. Defaults to `open`. */
        state?: components['parameters']['stateFilter'];
        /** @description Subject kinds of findings. */
        subjectKind?: components['parameters']['subjectKindFacet'];
        /** @description The id of the subject of findings. */
        subjectId?: components['parameters']['subjectIdFilter'];
        /** @description The id of an IAM service account. Lists findings about it, its role, and its workloads. */
        serviceAccountId?: components['parameters']['serviceAccountIdFilter'];
        /** @description Uses of roles. */
        use?: components['parameters']['useFacet'];
        /** @description Whether roles are unused. */
        unused?: components['parameters']['unusedFacet'];
        /** @description The tools that manage roles according to their tags, such as `Terraform`. `none` lists roles that no tool claims. */
        managedBy?: components['parameters']['managedByFacet'];
        /** @description The id of a role. Lists workloads whose IAM service accounts have it. */
        roleId?: components['parameters']['roleIdFilter'];
      };
      header?: never;
      path: {
        table:
          | 'service-accounts'
          | 'workloads'
          | 'findings'
          | 'roles'
          | 'node-roles';
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The rows. As JSON, an array. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
          'application/json': Record<string, never>[];
        };
      };
      default: components['responses']['Error'];
    };
  };
}
