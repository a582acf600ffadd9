import { randomUUID } from 'node:crypto';
import { optional, text } from '../protocol/fields';
import { queryOperation } from '../query/operation';
import { arn } from './fields';
import { requireSource } from './simulatedPolicies';

/** Starts a last-accessed report about a user or role. */
export const generateServiceLastAccessedDetails = queryOperation({
  name: 'GenerateServiceLastAccessedDetails',
  write: false,
  input: {
    Arn: arn,
    Granularity: optional(text({ oneOf: ['SERVICE_LEVEL', 'ACTION_LEVEL'] })),
  },
  access: input => [
    {
      action: 'iam:GenerateServiceLastAccessedDetails',
      resource: input.Arn,
    },
  ],
  run: (input, { world, caller, now }) => {
    const { account } = caller;
    const { entity } = requireSource(world, account, input.Arn);
    const id = randomUUID();
    account.lastAccessedJobs.set(id, {
      id,
      arn: entity.arn,
      startedBy: caller.arn,
      granularity:
        input.Granularity === 'ACTION_LEVEL' ? 'ACTION_LEVEL' : 'SERVICE_LEVEL',
      createdAt: now,
    });
    return { JobId: id };
  },
});
