import { formatServiceAccountRef } from '@backstage-irsa/core/model';
import { asPerson } from './guarded';
import { specSchema } from './spec';
import { stepsOf, stepsSchema } from './steps';
import type { AddAction, Zod } from './types';

function outputOf(z: Zod) {
  return z.object({
    serviceAccount: z.string().describe('cluster/namespace/name'),
    id: z.string(),
    roleArn: z.string().nullable(),
    status: z.enum(['verified', 'degraded', 'broken', 'unknown']),
    steps: stepsSchema(z),
  });
}

/** The action `create-service-account`. */
export const addCreateServiceAccount: AddAction = (registry, deps) =>
  registry.register({
    name: 'create-service-account',
    title: 'Create the AWS identity of a service',
    description:
      'Creates the IAM policy, the IAM role and the Kubernetes ServiceAccount of a spec, or updates existing ones to match it, and verifies that they work. Use when somebody has seen the plan (plan) and wants to apply it. Do not use for a preview (plan). Removes access that the spec does not contain. Refuses objects of other teams or other tools, and reserved targets.',
    // It removes access that the spec does not contain, so clients ask the user first.
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: { input: specSchema, output: outputOf },
    action: async ({ input: spec, credentials }) => {
      const { context, services } = deps;
      const serviceAccount = formatServiceAccountRef(spec);
      const applied = await asPerson(
        deps,
        credentials,
        {
          eventId: 'service-account-apply',
          severityLevel: 'high',
          meta: { serviceAccount, entityRef: spec.entityRef },
        },
        async userEntityRef => {
          const ownership = await context.specs.authorizeApply(
            spec,
            credentials,
          );
          const { result } = await services.applier.start(spec, ownership, {
            requester: userEntityRef,
          });
          return result;
        },
      );
      const { id, roleArn } = applied.serviceAccount;
      return {
        output: {
          serviceAccount,
          id,
          roleArn,
          status: applied.verification.status,
          steps: stepsOf(applied.steps),
        },
      };
    },
  });
