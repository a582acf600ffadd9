import { createAddon } from './createAddon';
import { createFargateProfile } from './createFargateProfile';
import { createPodIdentityAssociation } from './createPodIdentityAssociation';
import { deleteAddon } from './deleteAddon';
import { deleteFargateProfile } from './deleteFargateProfile';
import { deletePodIdentityAssociation } from './deletePodIdentityAssociation';
import { describeAddon } from './describeAddon';
import { describeCluster } from './describeCluster';
import { describeFargateProfile } from './describeFargateProfile';
import { describeNodegroup } from './describeNodegroup';
import { describePodIdentityAssociation } from './describePodIdentityAssociation';
import { listAddons } from './listAddons';
import { listClusters } from './listClusters';
import { listFargateProfiles } from './listFargateProfiles';
import { listNodegroups } from './listNodegroups';
import { listPodIdentityAssociations } from './listPodIdentityAssociations';
import { listTagsForResource } from './listTagsForResource';
import type { EksOperation } from './operation';
import { tagResource } from './tagResource';
import { untagResource } from './untagResource';
import { updatePodIdentityAssociation } from './updatePodIdentityAssociation';

/** EKS, API version 2017-11-01. To add an operation, write its file and list it here. */
export const eks: EksOperation[] = [
  listClusters,
  describeCluster,
  listNodegroups,
  describeNodegroup,
  listAddons,
  describeAddon,
  createAddon,
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
  listTagsForResource,
  tagResource,
  untagResource,
];
