import { list, text } from '../protocol/fields';
import { queryOperation } from '../query/operation';
import { contextKeysOf } from './contextKeys';
import { policyDocument } from './fields';
import {
  policiesOfInput,
  policiesOfSource,
  requireSource,
} from './simulatedPolicies';

export const getContextKeysForPrincipalPolicy = queryOperation({
  name: 'GetContextKeysForPrincipalPolicy',
  write: false,
  input: {
    PolicySourceArn: text({ min: 20, max: 2048 }),
    PolicyInputList: list(policyDocument),
  },
  access: ({ PolicySourceArn }) => [
    {
      action: 'iam:GetContextKeysForPrincipalPolicy',
      resource: PolicySourceArn,
    },
  ],
  run: ({ PolicySourceArn, PolicyInputList }, { world, caller }) => {
    const source = requireSource(world, caller.account, PolicySourceArn);
    const policies = [
      ...policiesOfSource(source),
      ...policiesOfInput(PolicyInputList),
    ];
    return {
      ContextKeyNames: contextKeysOf(policies.map(({ document }) => document)),
    };
  },
});
