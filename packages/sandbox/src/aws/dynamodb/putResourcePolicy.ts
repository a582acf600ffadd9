import { takePolicy } from '../access/policyPrincipals';
import { requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { AwsError } from '../protocol/error';
import { revisionOf } from './getResourcePolicy';
import { requireTable, tableAccess, tableArn } from './tables';

export const putResourcePolicy: JsonOperation = {
  name: 'PutResourcePolicy',
  write: true,
  access: (input, context) =>
    tableAccess('PutResourcePolicy', tableArn(input, context, 'ResourceArn')),
  run: (input, context) => {
    const table = requireTable(
      context,
      tableArn(input, context, 'ResourceArn'),
    );
    table.policy = takePolicy(
      context.world,
      requiredText(input, 'Policy'),
      (problem = 'Invalid principal in policy') =>
        new AwsError(
          'ValidationException',
          400,
          `Invalid policy document: ${problem}`,
        ),
    );
    return { RevisionId: revisionOf(table.policy) };
  },
};
