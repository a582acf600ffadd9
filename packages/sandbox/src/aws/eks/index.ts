import { associateAccessPolicy } from './associateAccessPolicy';
import { createAccessEntry } from './createAccessEntry';
import { createAddon } from './createAddon';
import { createFargateProfile } from './createFargateProfile';
import { createPodIdentityAssociation } from './createPodIdentityAssociation';
import { deleteAccessEntry } from './deleteAccessEntry';
import { deleteAddon } from './deleteAddon';
import { deleteFargateProfile } from './deleteFargateProfile';
import { deletePodIdentityAssociation } from './deletePodIdentityAssociation';
import { describeAccessEntry } from './describeAccessEntry';
import { describeAddon } from './describeAddon';
import { describeCluster } from './describeCluster';
import { describeFargateProfile } from './describeFargateProfile';
import { describeNodegroup } from './describeNodegroup';
import { describePodIdentityAssociation } from './describePodIdentityAssociation';
import { disassociateAccessPolicy } from './disassociateAccessPolicy';
import { listAccessEntries } from './listAccessEntries';
import { listAddons } from './listAddons';
import { listAssociatedAccessPolicies } from './listAssociatedAccessPolicies';
import { listClusters } from './listClusters';
import { listFargateProfiles } from './listFargateProfiles';
import { listNodegroups } from './listNodegroups';
import { listPodIdentityAssociations } from './listPodIdentityAssociations';
import { listTagsForResource } from './listTagsForResource';
import type { EksOperation } from './operation';
import { tagResource } from './tagResource';
import { untagResource } from './untagResource';
import { updateAddon } from './updateAddon';
import { updatePodIdentityAssociation } from './updatePodIdentityAssociation';

/** The operations of EKS, API version 2017-11-01. To add an operation, write its file and list it here. */
export const eks: EksOperation[] = [
  listClusters,
  describeCluster,
  listNodegroups,
  describeNodegroup,
  listAddons,
  describeAddon,
  createAddon,
  updateAddon,
  deleteAddon,
  listPodIdentityAssociations,
  describePodIdentityAssociation,
  createPodIdentityAssociation,
  updatePodIdentityAssociation,
  deletePodIdentityAssociation,
  listFargateProfiles,
  describeFargateProfile,
  createFargateProfile,
  deleteFargateProfile,
  listAccessEntries,
  describeAccessEntry,
  createAccessEntry,
  deleteAccessEntry,
  listAssociatedAccessPolicies,
  associateAccessPolicy,
  disassociateAccessPolicy,
  listTagsForResource,
  tagResource,
  untagResource,
];
