import type { EksInput, EksOperation, JsonValue } from '../eks/operation';
import { statementsIn, takePolicy } from '../access/policyPrincipals';
import { AwsError } from '../protocol/error';
import { functionAccess, requiredText, requireFunction } from './functions';

/** Adds a statement to the policy of a function. There is no other way to write this policy. */
export const addPermission: EksOperation = {
  name: 'AddPermission',
  write: true,
  method: 'POST',
  path: '/2015-03-31/functions/{name}/policy',
  access: (input, context) => functionAccess('AddPermission', input, context),
  run: (input, context) => {
    const found = requireFunction(input, context);
    const statement = readStatement(input, found.arn);
    const before = found.policy === undefined ? [] : statementsIn(found.policy);
    if (before.some(({ Sid }) => Sid === statement.Sid)) {
      throw new AwsError(
        'ResourceConflictException',
        409,
        `The statement id (${statement.Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      );
    }
    found.policy = takePolicy(
      context.world,
      JSON.stringify({
        Version: '2012-10-17',
        Id: 'default',
        Statement: [...before, statement],
      }),
      (
        problem = 'The provided principal was invalid. Please check the principal and try again.',
      ) => new AwsError('InvalidParameterValueException', 400, problem),
    );
    return { Statement: JSON.stringify(statement) };
  },
};

function readStatement(input: EksInput, arn: string) {
  const { SourceArn, SourceAccount, PrincipalOrgID } = input.body;
  const equal = {
    ...(SourceAccount !== undefined && { 'AWS:SourceAccount': SourceAccount }),
    ...(PrincipalOrgID !== undefined && {
      'aws:PrincipalOrgID': PrincipalOrgID,
    }),
  };
  const conditions = {
    ...(Object.keys(equal).length > 0 && { StringEquals: equal }),
    ...(SourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': SourceArn } }),
  };
  return {
    Sid: requiredText(input, 'StatementId'),
    Effect: 'Allow',
    Principal: principalOf(requiredText(input, 'Principal')),
    Action: requiredText(input, 'Action'),
    Resource: arn,
    ...(Object.keys(conditions).length > 0 && { Condition: conditions }),
  };
}

/** Returns the principal of a statement. An account is written as its root. */
function principalOf(text: string): JsonValue {
  if (text === '*') return text;
  if (/^\d{12}$/.test(text)) return { AWS: `arn:aws:iam::${text}:root` };
  return text.startsWith('arn:') ? { AWS: text } : { Service: text };
}
