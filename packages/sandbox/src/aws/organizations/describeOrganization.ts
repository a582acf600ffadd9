import type { OrganizationsOperation } from './operation';
import { arnOf } from './shapes';

export const describeOrganization: OrganizationsOperation = {
  name: 'DescribeOrganization',
  write: false,
  run: organization => ({
    Organization: {
      Id: organization.id,
      Arn: arnOf(organization, `organization/${organization.id}`),
      FeatureSet: 'ALL',
      MasterAccountId: organization.managementAccountId,
    },
  }),
};
