import type { GovernedOrganization } from './policies';
import type { Fields } from './fields';

/** One operation on the organization of the caller. A file holds one; it is listed in `index.ts`. */
export interface OrganizationsOperation {
  name: string;
  write: false;
  run(organization: GovernedOrganization, input: Fields): object;
}
