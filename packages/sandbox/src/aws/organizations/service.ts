import type { HttpRequest, HttpResponse } from '../../server/http';
import type { Organization } from '../../state/organization';
import { authorize } from '../access/authorize';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';
import { findJsonOperation, jsonAnswer, readJson } from '../protocol/json11';
import { organizations } from './index';
import type { OrganizationsOperation } from './operation';
import { governed } from './policies';

/** What every member may ask ("DescribeOrganization", AWS Organizations API Reference). */
const OF_MEMBERS = 'DescribeOrganization';

/** Throws `UnknownOperationException`. */
export function findOrganizationsOperation(
  request: HttpRequest,
): OrganizationsOperation {
  return findJsonOperation(organizations, 'AWSOrganizationsV20161128', request);
}

/** Checks access and runs. Throws `AwsError`. */
export function runOrganizations(
  operation: OrganizationsOperation,
  request: HttpRequest,
  context: OperationContext,
): HttpResponse {
  const { world, caller } = context;
  const { organization } = world;
  const verdict = authorize(context, {
    action: `organizations:${operation.name}`,
    resource: '*',
  });
  if (!verdict.allowed) {
    throw new AwsError(
      'AccessDeniedException',
      400,
      `User: ${caller.arn} is not authorized to perform: organizations:${operation.name} on resource: * ${verdict.because}`,
    );
  }
  if (!organization?.members.has(caller.account.id)) {
    throw new AwsError(
      'AWSOrganizationsNotInUseException',
      400,
      'Your account is not a member of an organization.',
    );
  }
  if (operation.name !== OF_MEMBERS && !mayRead(organization, caller.account)) {
    throw new AwsError(
      'AccessDeniedException',
      400,
      "You don't have permissions to access this resource.",
    );
  }
  return jsonAnswer(
    operation.run(governed(organization, world.accounts), readJson(request)),
  );
}

function mayRead(
  { managementAccountId, delegatedAdministrators }: Organization,
  { id }: { id: string },
): boolean {
  return id === managementAccountId || delegatedAdministrators.has(id);
}
