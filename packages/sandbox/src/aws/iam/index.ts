import { type QueryService, queryWords } from '../query/service';
import { addClientIDToOpenIDConnectProvider } from './addClientIDToOpenIDConnectProvider';
import { attachRolePolicy } from './attachRolePolicy';
import { createOpenIDConnectProvider } from './createOpenIDConnectProvider';
import { createPolicy } from './createPolicy';
import { createPolicyVersion } from './createPolicyVersion';
import { createRole } from './createRole';
import { deleteOpenIDConnectProvider } from './deleteOpenIDConnectProvider';
import { deletePolicy } from './deletePolicy';
import { deletePolicyVersion } from './deletePolicyVersion';
import { deleteRole } from './deleteRole';
import { deleteRolePermissionsBoundary } from './deleteRolePermissionsBoundary';
import { deleteRolePolicy } from './deleteRolePolicy';
import { detachRolePolicy } from './detachRolePolicy';
import { generateServiceLastAccessedDetails } from './generateServiceLastAccessedDetails';
import { getAccountAuthorizationDetails } from './getAccountAuthorizationDetails';
import { getAccountSummary } from './getAccountSummary';
import { getContextKeysForCustomPolicy } from './getContextKeysForCustomPolicy';
import { getContextKeysForPrincipalPolicy } from './getContextKeysForPrincipalPolicy';
import { getOpenIDConnectProvider } from './getOpenIDConnectProvider';
import { getPolicy } from './getPolicy';
import { getPolicyVersion } from './getPolicyVersion';
import { getRole } from './getRole';
import { getRolePolicy } from './getRolePolicy';
import { getServiceLastAccessedDetails } from './getServiceLastAccessedDetails';
import { listAttachedRolePolicies } from './listAttachedRolePolicies';
import { listEntitiesForPolicy } from './listEntitiesForPolicy';
import { listOpenIDConnectProviders } from './listOpenIDConnectProviders';
import { listPolicies } from './listPolicies';
import { listPolicyTags } from './listPolicyTags';
import { listPolicyVersions } from './listPolicyVersions';
import { listRolePolicies } from './listRolePolicies';
import { listRoles } from './listRoles';
import { listRoleTags } from './listRoleTags';
import { putRolePermissionsBoundary } from './putRolePermissionsBoundary';
import { putRolePolicy } from './putRolePolicy';
import { removeClientIDFromOpenIDConnectProvider } from './removeClientIDFromOpenIDConnectProvider';
import { setDefaultPolicyVersion } from './setDefaultPolicyVersion';
import { simulateCustomPolicy } from './simulateCustomPolicy';
import { simulatePrincipalPolicy } from './simulatePrincipalPolicy';
import { tagOpenIDConnectProvider } from './tagOpenIDConnectProvider';
import { tagPolicy } from './tagPolicy';
import { tagRole } from './tagRole';
import { untagPolicy } from './untagPolicy';
import { untagRole } from './untagRole';
import { updateAssumeRolePolicy } from './updateAssumeRolePolicy';
import { updateOpenIDConnectProviderThumbprint } from './updateOpenIDConnectProviderThumbprint';
import { updateRole } from './updateRole';

/** IAM, API version 2010-05-08. To add an operation, write its file and list it here. */
export const iam: QueryService = {
  name: 'iam',
  version: '2010-05-08',
  namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  words: queryWords,
  operations: [
    createRole,
    getRole,
    listRoles,
    deleteRole,
    updateRole,
    updateAssumeRolePolicy,
    tagRole,
    untagRole,
    listRoleTags,
    attachRolePolicy,
    detachRolePolicy,
    listAttachedRolePolicies,
    putRolePolicy,
    getRolePolicy,
    listRolePolicies,
    deleteRolePolicy,
    putRolePermissionsBoundary,
    deleteRolePermissionsBoundary,
    createPolicy,
    getPolicy,
    deletePolicy,
    listPolicies,
    createPolicyVersion,
    getPolicyVersion,
    listPolicyVersions,
    deletePolicyVersion,
    setDefaultPolicyVersion,
    tagPolicy,
    untagPolicy,
    listPolicyTags,
    listEntitiesForPolicy,
    createOpenIDConnectProvider,
    getOpenIDConnectProvider,
    listOpenIDConnectProviders,
    deleteOpenIDConnectProvider,
    addClientIDToOpenIDConnectProvider,
    removeClientIDFromOpenIDConnectProvider,
    updateOpenIDConnectProviderThumbprint,
    tagOpenIDConnectProvider,
    getAccountSummary,
    getAccountAuthorizationDetails,
    simulatePrincipalPolicy,
    simulateCustomPolicy,
    getContextKeysForPrincipalPolicy,
    getContextKeysForCustomPolicy,
    generateServiceLastAccessedDetails,
    getServiceLastAccessedDetails,
  ],
};
