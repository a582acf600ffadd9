import { allow } from './utils/allow';
import { arnOf } from './utils/arnOf';
import { namedBy } from './utils/resourceName';
import type { GrantDefinition } from './types';

/** IAM database login as one user of one database. */
export const rdsDb: GrantDefinition = {
  service: 'rds-db',
  title: 'RDS IAM login',
  resourceLabel: 'database resource ID and user',
  // Source: "Creating and using an IAM policy for IAM database access", Amazon RDS User Guide.
  checkResource: namedBy(
    /^(db|cluster|prx)-[A-Za-z0-9]{1,60}\/[A-Za-z0-9_.-]{1,63}$/,
    {
      rule: 'database-user',
      noun: 'Database user',
      says: 'the resource ID of the database and the user, such as db-ABCDEFGHIJKL01234/orders',
    },
  ),
  access: {
    connect: {
      description: 'log in to the database as the user',
      statements: (user, context) => [
        allow(['rds-db:connect'], arnOf('rds-db', context, `dbuser:${user}`)),
      ],
    },
  },
};
