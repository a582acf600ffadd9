import type { HttpRequest, HttpResponse } from '../../server/http';
import type { Organization } from '../../state/organization';
import { requireAllowed } from '../access/authorize';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';
import { findJsonOperation, jsonAnswer, readJson } from '../protocol/json';
import { organizations } from './index';
import type { OrganizationsOperation } from './operation';
import type { Fields } from './fields';
import { governed, type GovernedOrganization } from './policies';

/** The operation that every member account can call ("DescribeOrganization", AWS Organizations API Reference). */
const OF_MEMBERS = 'DescribeOrganization';

/** Returns the operation that a request names. Throws `UnknownOperationException`. */
export function findOrganizationsOperation(
  request: HttpRequest,
): OrganizationsOperation {
  return findJsonOperation(organizations, 'AWSOrganizationsV20161128', request);
}

/** Authorizes and runs an operation. Throws `AwsError`. */
export function runOrganizations(
  operation: OrganizationsOperation,
  request: HttpRequest,
  context: OperationContext,
): HttpResponse {
  const { world, caller } = context;
  const organization =
    world.organization && governed(world.organization, world.accounts);
  const input = readJson(request);
  const type = policyType(organization, input);
  requireAllowed(
    context,
    {
      action: `organizations:${operation.name}`,
      resource: '*',
      ...(type !== undefined && {
        context: { 'organizations:PolicyType': type },
      }),
    },
    text => new AwsError('AccessDeniedException', 400, text),
  );
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
  return jsonAnswer(operation.run(organization, input));
}

/**
 * Returns the value of the condition key `organizations:PolicyType`. Source: "Condition keys for AWS Organizations", Service Authorization Reference.
 */
function policyType(
  organization: GovernedOrganization | undefined,
  input: Fields,
): string | undefined {
  const filter = input.get('Filter');
  if (typeof filter === 'string') return filter;
  return organization?.policies.get(String(input.get('PolicyId')))?.type;
}

function mayRead(
  { managementAccountId, delegatedAdministrators }: Organization,
  { id }: { id: string },
): boolean {
  return id === managementAccountId || delegatedAdministrators.has(id);
}
