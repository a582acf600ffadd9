import type { GovernedOrganization } from './policies';
import type { Fields } from './fields';

/** An operation on the organization of the caller. Each file holds one operation, which `index.ts` lists. */
export interface OrganizationsOperation {
  name: string;
  write: false;
  run(organization: GovernedOrganization, input: Fields): object;
}
