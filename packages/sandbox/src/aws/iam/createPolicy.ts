import type { ManagedPolicy } from '../../state/account';
import { optional, text } from '../protocol/fields';
import { queryOperation } from '../query/operation';
import { checkManagedPolicy } from './documents';
import { entityAlreadyExists } from './errors';
import { policyDocument, policyName, policyPath, tags } from './fields';
import { uniqueId } from './ids';
import { policyArn, policySummary, PolicyUses } from './policies';
import { enforceQuota, QUOTAS } from './quotas';
import { newTags, createdTagContext, tagsXml } from './tagging';

export const createPolicy = queryOperation({
  name: 'CreatePolicy',
  write: true,
  input: {
    PolicyName: policyName,
    Path: optional(policyPath),
    PolicyDocument: policyDocument,
    Description: optional(text({ max: 1000 })),
    Tags: tags,
  },
  access: (input, { caller: { account } }) => {
    const resource = policyArn(account, input.Path ?? '/', input.PolicyName);
    const context = createdTagContext(input.Tags);
    return [
      {
        action: 'iam:CreatePolicy',
        resource,
        shownResource: `policy ${input.PolicyName}`,
        context,
      },
      ...(input.Tags.length > 0
        ? [{ action: 'iam:TagPolicy', resource, context }]
        : []),
    ];
  },
  run: (input, { caller: { account }, now }) => {
    checkManagedPolicy(account, input.PolicyDocument);
    const own = [...account.policies.values()].filter(({ arn }) =>
      arn.includes(`:${account.id}:`),
    );
    const name = input.PolicyName.toLowerCase();
    if (own.some(policy => policy.name.toLowerCase() === name)) {
      throw entityAlreadyExists(
        `A policy called ${input.PolicyName} already exists. Duplicate names are not allowed.`,
      );
    }
    enforceQuota('PoliciesPerAccount', own.length + 1, QUOTAS.PoliciesQuota);
    const path = input.Path ?? '/';
    const policy: ManagedPolicy = {
      arn: policyArn(account, path, input.PolicyName),
      id: uniqueId('ANPA'),
      name: input.PolicyName,
      path,
      createdAt: now,
      updatedAt: now,
      defaultVersionId: 'v1',
      versions: [{ id: 'v1', document: input.PolicyDocument, createdAt: now }],
      tags: newTags(input.Tags),
      ...(input.Description === undefined
        ? {}
        : { description: input.Description }),
    };
    account.policies.set(policy.arn, policy);
    return {
      Policy: {
        ...policySummary(policy, PolicyUses.of(account).for(policy.arn)),
        Tags: policy.tags.length > 0 ? tagsXml(policy.tags) : undefined,
      },
    };
  },
});
