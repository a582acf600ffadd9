import { ConflictError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  formatServiceAccountRef,
  serviceAccountId,
  type VerificationStatus,
} from '@backstage-irsa/core/model';
import type { IrsaService } from '@backstage-irsa/plugin-irsa-node';
import { explainRefusal } from '../lib/explainRefusal';
import {
  putOutVerification,
  verificationOutput,
} from '../lib/verificationOutput';
import { describeFindings, logVerification } from '../lib/verificationReport';
import { describeVerification } from '../lib/verificationWords';
import { examples } from './serviceAccountVerify.examples';

/** Returns the statuses that fail the step. */
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

/** Creates the action `irsa:service-account:verify`. */
export function createServiceAccountVerifyAction({
  irsa: service,
}: {
  irsa: IrsaService;
}) {
  return createTemplateAction({
    id: 'irsa:service-account:verify',
    description:
      'Verifies an IAM service account now, from the workload to the permissions. Fails if a link is broken, and logs the broken link and its fix. Changes nothing.',
    examples,
    schema: {
      input: {
        cluster: z =>
          z.string({
            description: 'The name of a cluster, as in irsa.clusters.',
          }),
        namespace: z => z.string({ description: 'The Kubernetes namespace.' }),
        name: z => z.string({ description: 'The name of the ServiceAccount.' }),
        live: z =>
          z
            .boolean({
              description:
                'Also run the live proof, a token exchange with AWS STS for a session without permissions. Default: true.',
            })
            .optional(),
        failOn: z =>
          z
            .enum(['broken', 'degraded', 'never'], {
              description:
                'The status at which the step fails: broken (the default), degraded (also on warnings), or never. Data that could not be read never fails the step.',
            })
            .optional(),
      },
      output: {
        ...verificationOutput,
        checkedAt: z =>
          z.string({
            description: 'The time of the verification, in ISO 8601.',
          }),
      },
    },
    async handler(ctx) {
      const { cluster, namespace, name, live = true, failOn } = ctx.input;
      const serviceAccount = { cluster, namespace, name };
      const title = formatServiceAccountRef(serviceAccount);
      const credentials = await ctx.getInitiatorCredentials();
      const irsa = service.as({ credentials, signal: ctx.signal });
      const id = serviceAccountId(serviceAccount);
      const verification = await explainRefusal(
        irsa.verifyServiceAccount(id, { live }),
      );
      const account = await explainRefusal(irsa.getServiceAccount(id));
      logVerification(ctx.logger, title, verification);
      putOutVerification(
        describeVerification(verification, account),
        (key, value) => ctx.output(key, value),
      );
      ctx.output('checkedAt', verification.checkedAt);
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
