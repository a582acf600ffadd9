import { list } from '../protocol/fields';
import { queryOperation } from '../query/operation';
import { contextKeysOf } from './contextKeys';
import { policyDocument } from './fields';
import { policiesOfInput } from './simulatedPolicies';

export const getContextKeysForCustomPolicy = queryOperation({
  name: 'GetContextKeysForCustomPolicy',
  write: false,
  input: { PolicyInputList: list(policyDocument, { min: 1 }) },
  access: () => [
    { action: 'iam:GetContextKeysForCustomPolicy', resource: '*' },
  ],
  run: ({ PolicyInputList }) => ({
    ContextKeyNames: contextKeysOf(
      policiesOfInput(PolicyInputList).map(({ document }) => document),
    ),
  }),
});
