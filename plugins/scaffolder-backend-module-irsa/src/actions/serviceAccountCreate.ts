import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { parseRoleArn, roleConsoleUrl } from '@backstage-irsa/core/arn';
import {
  formatServiceAccountRef,
  type IamServiceAccountSpec,
  type Plan,
} from '@backstage-irsa/core/model';
import type { IrsaService } from '@backstage-irsa/plugin-irsa-node';
import { explainRefusal } from '../lib/explainRefusal';
import { followOperation } from '../lib/followOperation';
import { extendInput, specOfInput } from '../lib/extendInput';
import { confirmInput, refuseLosses } from '../lib/refuseLosses';
import { patchOutput, putOutPatch } from '../lib/patchOutput';
import { refuseViolations } from '../lib/refuseViolations';
import { specInput } from '../lib/specInput';
import { whyInput, whyOf } from '../lib/whyInput';
import {
  putOutVerification,
  verificationOutput,
} from '../lib/verificationOutput';
import { logVerification } from '../lib/verificationReport';
import { describeVerification } from '../lib/verificationWords';
import { examples } from './serviceAccountCreate.examples';

/** Returns a key with the role's ARN, which also names the account. The ServiceAccount distinguishes runs if a plan has no role. */
function checkpointKey(spec: IamServiceAccountSpec, { steps }: Plan): string {
  const role = steps.find(({ target }) => target.kind === 'role');
  return ['create', role?.target.name, formatServiceAccountRef(spec)]
    .filter(Boolean)
    .join(':');
}

/** Creates the action `irsa:service-account:create`. */
export function createServiceAccountCreateAction({
  irsa: service,
}: {
  irsa: IrsaService;
}) {
  return createTemplateAction({
    id: 'irsa:service-account:create',
    description:
      'Creates the AWS identity of a service (policy, IAM role and Kubernetes ServiceAccount), then verifies that it works. Leaves objects that already match the request unchanged.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...specInput,
        ...extendInput,
        ...confirmInput,
        ...whyInput,
      },
      output: {
        serviceAccountId: z =>
          z.string({ description: 'The id in the irsa API.' }),
        serviceAccountName: z =>
          z.string({ description: 'The name of the ServiceAccount.' }),
        namespace: z => z.string({ description: 'The Kubernetes namespace.' }),
        annotation: z =>
          z.string({
            description:
              'The value of backstage-irsa.dev/service-account for the catalog entity.',
          }),
        roleArn: z => z.string({ description: 'The ARN of the IAM role.' }),
        roleName: z =>
          z.string({ description: 'The name of the IAM role.' }).optional(),
        roleUrl: z =>
          z
            .string({
              description:
                'The page of the IAM role in the AWS console. Absent for partitions with an unknown console.',
            })
            .optional(),
        accountId: z =>
          z.string({ description: 'The AWS account of the cluster.' }),
        region: z =>
          z.string({ description: 'The AWS region of the cluster.' }),
        ...patchOutput,
        ...verificationOutput,
      },
    },
    async handler(ctx) {
      const {
        reason,
        changeNumber,
        keepUnspecified = false,
        confirmLosses = false,
        ...asked
      } = ctx.input;
      const { logger, signal } = ctx;
      const credentials = await ctx.getInitiatorCredentials();
      const irsa = service.as({ credentials, signal });
      const spec = await specOfInput(asked, keepUnspecified, irsa);
      const plan = await explainRefusal(irsa.planServiceAccount(spec));
      refuseViolations(plan, logger);
      refuseLosses(plan, confirmLosses);
      if (ctx.isDryRun) {
        plan.steps.forEach(({ summary }) => logger.info(`Planned: ${summary}`));
        return;
      }

      const made = await ctx.checkpoint({
        key: checkpointKey(spec, plan),
        fn: async () => {
          const why = whyOf({ reason, changeNumber });
          const started = irsa.applyServiceAccount(spec, why);
          const operation = await followOperation(irsa, started, ctx);
          const serviceAccount = operation.result;
          const verification = serviceAccount?.verification;
          if (!verification) {
            throw new Error(`Operation ${operation.id} has no verification`);
          }
          logVerification(logger, formatServiceAccountRef(spec), verification);
          return {
            serviceAccountId: serviceAccount.id,
            roleArn: serviceAccount.roleArn,
            accountId: serviceAccount.accountId,
            region: serviceAccount.region,
            verified: describeVerification(verification, serviceAccount),
          };
        },
      });

      ctx.output('serviceAccountId', made.serviceAccountId);
      ctx.output('serviceAccountName', spec.name);
      ctx.output('namespace', spec.namespace);
      ctx.output('annotation', formatServiceAccountRef(spec));
      if (made.roleArn) {
        ctx.output('roleArn', made.roleArn);
        ctx.output('roleName', parseRoleArn(made.roleArn)?.name);
        ctx.output('roleUrl', roleConsoleUrl(made.roleArn));
      }
      putOutPatch(plan.serviceAccountPatch, (key, value) =>
        ctx.output(key, value),
      );
      ctx.output('accountId', made.accountId);
      ctx.output('region', made.region);
      putOutVerification(made.verified, (key, value) => ctx.output(key, value));
    },
  });
}
