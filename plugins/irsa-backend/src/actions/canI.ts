import { formatServiceAccountRef } from '@backstage-irsa/core/model';
import { irsaServiceAccountVerifyPermission } from '@backstage-irsa/plugin-irsa-common';
import { addressFields } from './address';
import { guarded } from './guarded';
import { READ_ONLY, type AddAction, type Zod } from './types';

function outputOf(z: Zod) {
  return z.object({
    serviceAccount: z.string().describe('cluster/namespace/name'),
    roleArn: z.string().nullable(),
    decision: z.enum(['Allowed', 'ImplicitlyDenied', 'ExplicitlyDenied']),
    unknownReason: z
      .string()
      .optional()
      .describe(
        'Present if the decision is unknown: a policy that was not read could allow the action.',
      ),
    summary: z.string(),
    decidedBy: z.array(
      z.object({
        layer: z.string().optional(),
        level: z
          .string()
          .optional()
          .describe(
            'The root, organizational unit or account that the SCP or RCP is attached to.',
          ),
        policy: z.string(),
        statement: z.number(),
        sid: z.string().optional(),
      }),
    ),
    blockedBy: z.array(
      z.object({
        layer: z.string(),
        level: z.string().optional(),
        message: z.string(),
      }),
    ),
    conditions: z
      .array(z.string())
      .optional()
      .describe('The conditions under which the action is allowed.'),
    warnings: z
      .array(z.object({ cause: z.string(), message: z.string() }))
      .optional()
      .describe(
        'AWS has no such action, or the action does not apply to this resource.',
      ),
    invalidPolicies: z
      .array(z.object({ policy: z.string(), reason: z.string() }))
      .optional()
      .describe('Policy documents that are invalid and were ignored.'),
  });
}

/** The action `can-i`. */
export const addCanI: AddAction = (registry, deps) =>
  registry.register({
    name: 'can-i',
    title: 'Can a service do this in AWS?',
    description:
      "Decides whether the IAM role of a catalog entity may do one AWS action on one resource, from its current policies, and names the statement that decides. Use when somebody asks 'can orders write to this bucket?', or before code is written that needs a permission. Do not use for a list of all permissions (explain-permissions) or to find out why a call failed (diagnose). The decision includes the policy of the resource, its KMS key, the VPC endpoint of the cluster, SCPs and RCPs if the backend may read them. Otherwise the summary says so.",
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          ...addressFields(z),
          action: z.string().max(200).describe('Such as s3:PutObject.'),
          resource: z
            .string()
            .max(2048)
            .describe(
              'An ARN, such as arn:aws:s3:::bucket/key, or * for an action without one.',
            ),
        }),
      output: outputOf,
    },
    action: async ({ input, credentials }) => {
      const { action, resource } = input;
      return guarded(
        deps,
        {
          credentials,
          input,
          permission: irsaServiceAccountVerifyPermission,
          event: {
            eventId: 'permissions-simulate',
            meta: { actions: [action], useAwsSimulator: false },
          },
        },
        async account => {
          const [result] = await deps.services.permissionReports.simulate(
            account,
            [{ action, resource }],
            { useAwsSimulator: false },
          );
          return {
            output: {
              serviceAccount: formatServiceAccountRef(account),
              roleArn: account.roleArn,
              decision: result.decision,
              ...(result.unknownReason !== undefined && {
                unknownReason: result.unknownReason,
              }),
              summary: result.summary,
              decidedBy: result.decidedBy,
              blockedBy: result.blockedBy,
              ...(result.conditions && { conditions: result.conditions }),
              ...(result.warnings && { warnings: result.warnings }),
              ...(result.invalidPolicies && {
                invalidPolicies: result.invalidPolicies,
              }),
            },
          };
        },
      );
    },
  });
