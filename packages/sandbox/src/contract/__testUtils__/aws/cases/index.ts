import type { Case } from '../../aspects';
import type { AwsSession } from '../session';
import * as accessEntries from './accessEntries';
import * as account from './account';
import * as clusters from './clusters';
import * as ec2 from './ec2';
import * as managedPolicies from './managedPolicies';
import * as organizationPolicies from './organizationPolicies';
import * as organizations from './organizations';
import * as oidcProviders from './oidcProviders';
import * as podIdentity from './podIdentity';
import * as policyVersions from './policyVersions';
import * as readRoles from './readRoles';
import * as rolePolicies from './rolePolicies';
import * as roleSettings from './roleSettings';
import * as s3 from './s3';
import * as sts from './sts';
import * as writeRoles from './writeRoles';

/** Every AWS case. */
export const AWS_CASES: Case<AwsSession>[] = [
  readRoles,
  writeRoles,
  roleSettings,
  managedPolicies,
  policyVersions,
  rolePolicies,
  oidcProviders,
  account,
  sts,
  clusters,
  podIdentity,
  accessEntries,
  ec2,
  s3,
  organizations,
  organizationPolicies,
].flatMap(module => Object.values(module).flat());
