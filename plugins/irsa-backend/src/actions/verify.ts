import { formatServiceAccountRef } from '@backstage-irsa/core/model';
import { irsaServiceAccountVerifyPermission } from '@backstage-irsa/plugin-irsa-common';
import { addressFields } from './address';
import { guarded } from './guarded';
import { READ_ONLY, type AddAction, type Zod } from './types';

function outputOf(z: Zod) {
  return z.object({
    serviceAccount: z.string().describe('cluster/namespace/name'),
    roleArn: z.string().nullable(),
    status: z.enum(['verified', 'degraded', 'broken', 'unknown']),
    checkedAt: z.string(),
    liveProof: z
      .object({ result: z.string(), reason: z.string().optional() })
      .nullable()
      .describe('The response of AWS STS. Null without a live proof.'),
    noLiveProofReason: z
      .string()
      .optional()
      .describe('The missing setting, if no live proof can run.'),
    findings: z
      .array(
        z.object({
          check: z.string(),
          link: z.string(),
          result: z.enum(['warn', 'fail', 'unknown']),
          message: z.string(),
          remediation: z.string().nullable(),
          blockedBy: z.string().optional(),
        }),
      )
      .describe('The checks that did not pass, in the order of the chain.'),
  });
}

/** The action `verify`. */
export const addVerify: AddAction = (registry, deps) =>
  registry.register({
    name: 'verify',
    title: 'Verify the AWS identity of a service',
    description:
      'Checks now whether the pods of a catalog entity get their IAM role on EKS (IRSA or EKS Pod Identity), and says which link is broken and how to fix it. Use when somebody asks whether the AWS access of a service works, or after a change. Do not use for an error text from a log (diagnose), for what the role may do (explain-permissions) or for one action (can-i). Changes nothing in AWS or the cluster; the result is stored in the history.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          ...addressFields(z),
          live: z
            .boolean()
            .optional()
            .describe(
              'Also run the live proof, a token exchange with AWS STS for a session without permissions. The number per minute is limited. Default: false.',
            ),
        }),
      output: outputOf,
    },
    action: async ({ input, credentials }) => {
      const { live = false } = input;
      return guarded(
        deps,
        {
          credentials,
          input,
          permission: irsaServiceAccountVerifyPermission,
          event: { eventId: 'service-account-verify', meta: { live } },
        },
        async account => {
          const answer = await deps.services.verifier.verify(account, { live });
          const { status, checkedAt, liveProof, noLiveProofReason, checks } =
            answer.verification;
          return {
            output: {
              serviceAccount: formatServiceAccountRef(account),
              roleArn: answer.account.roleArn,
              status,
              checkedAt,
              liveProof: liveProof && {
                result: liveProof.result,
                ...(liveProof.reason && { reason: liveProof.reason }),
              },
              ...(noLiveProofReason && { noLiveProofReason }),
              findings: checks.flatMap(({ result, ...check }) =>
                result === 'pass'
                  ? []
                  : [
                      {
                        check: check.id,
                        link: check.link,
                        result,
                        message: check.message,
                        remediation: check.remediation,
                        ...(check.blockedBy && { blockedBy: check.blockedBy }),
                      },
                    ],
              ),
            },
          };
        },
      );
    },
  });
