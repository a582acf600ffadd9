import type {
  Member,
  Organization,
  OrganizationalUnit,
} from '../../state/organization';
import type { OrganizationPolicy } from './policies';

/** Returns an account without `Status`, which AWS no longer returns ("Account", AWS Organizations API Reference). */
export function accountShape(organization: Organization, member: Member) {
  return {
    Id: member.id,
    Arn: arnOf(organization, `account/${organization.id}/${member.id}`),
    Email: `aws+${member.id}@example.com`,
    Name: member.name,
    State: member.state,
    JoinedMethod: 'CREATED',
    JoinedTimestamp: member.joinedAt.getTime() / 1000,
  };
}

export function rootShape(organization: Organization) {
  const { id, rootId } = organization;
  return {
    Id: rootId,
    Arn: arnOf(organization, `root/${id}/${rootId}`),
    Name: 'Root',
  };
}

export function unitShape(
  organization: Organization,
  { id, name }: OrganizationalUnit,
) {
  return {
    Id: id,
    Arn: arnOf(organization, `ou/${organization.id}/${id}`),
    Name: name,
  };
}

export function policyShape(
  organization: Organization,
  { id, name, type, awsManaged }: OrganizationPolicy,
) {
  const kind = type.toLocaleLowerCase('en-US');
  return {
    Id: id,
    Arn: awsManaged
      ? `arn:aws:organizations::aws:policy/${kind}/${id}`
      : arnOf(organization, `policy/${organization.id}/${kind}/${id}`),
    Name: name,
    Description: '',
    Type: type,
    AwsManaged: awsManaged,
  };
}

export function arnOf(
  { managementAccountId }: Organization,
  resource: string,
): string {
  return `arn:aws:organizations::${managementAccountId}:${resource}`;
}
