import { ConflictError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  formatServiceAccountRef,
  type VerificationStatus,
} from '@backstage-irsa/plugin-irsa-common';
import type { IrsaService } from '@backstage-irsa/plugin-irsa-node';
import { explainRefusal } from '../lib/explainRefusal';
import { describeFindings, logVerification } from '../lib/verificationReport';
import { examples } from './serviceAccountVerify.examples';

/** The statuses that fail the step. */
function failing(
  failOn: 'broken' | 'degraded' | 'never' = 'broken',
): VerificationStatus[] {
  const statuses: Record<typeof failOn, VerificationStatus[]> = {
    broken: ['broken'],
    degraded: ['broken', 'degraded'],
    never: [],
  };
  return statuses[failOn];
}

/** The action `irsa:service-account:verify`. */
export function createServiceAccountVerifyAction({
  irsa,
}: {
  irsa: IrsaService;
}) {
  return createTemplateAction({
    id: 'irsa:service-account:verify',
    description:
      'Verifies an IAM service account now, from the workload to the permissions, and fails when a link is broken, with the broken link and what to change in the log. Changes nothing.',
    examples,
    schema: {
      input: {
        cluster: z =>
          z.string({
            description: 'A name of irsa.clusters in the configuration.',
          }),
        namespace: z => z.string({ description: 'The Kubernetes namespace.' }),
        name: z => z.string({ description: 'The name of the ServiceAccount.' }),
        live: z =>
          z
            .boolean({
              description:
                'Also make the live proof, a token exchange with AWS STS that gives out no power. Default: true.',
            })
            .optional(),
        failOn: z =>
          z
            .enum(['broken', 'degraded', 'never'], {
              description:
                'The status at which the step fails: broken (the default), degraded (also when something should be looked at), or never. What could not be read never fails it.',
            })
            .optional(),
      },
      output: {
        verificationStatus: z =>
          z.enum(['verified', 'degraded', 'broken', 'unknown']),
        checkedAt: z => z.string({ description: 'When, in ISO 8601.' }),
        liveProof: z =>
          z.enum(['proved', 'refused', 'failed', 'not-tested'], {
            description:
              'What AWS STS answered to the last token exchange. The service is verified when it is proved and verificationStatus is verified.',
          }),
      },
    },
    async handler(ctx) {
      const { cluster, namespace, name, live = true, failOn } = ctx.input;
      const serviceAccount = { cluster, namespace, name };
      const title = formatServiceAccountRef(serviceAccount);
      const verification = await explainRefusal(
        irsa.verify(serviceAccount, {
          live,
          credentials: await ctx.getInitiatorCredentials(),
          signal: ctx.signal,
        }),
      );
      logVerification(ctx.logger, title, verification);
      ctx.output('verificationStatus', verification.status);
      ctx.output('checkedAt', verification.checkedAt);
      ctx.output('liveProof', verification.liveProof?.result ?? 'not-tested');
      if (failing(failOn).includes(verification.status)) {
        throw new ConflictError(
          `${title} is ${verification.status} at ${describeFindings(
            verification,
          )}`,
        );
      }
    },
  });
}
