import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  formatServiceAccountRef,
  type IamServiceAccountSpec,
  type Plan,
} from '@backstage-irsa/plugin-irsa-common';
import type { IrsaService } from '@backstage-irsa/plugin-irsa-node';
import { explainRefusal } from '../lib/explainRefusal';
import { stepSentence } from '../lib/stepSentence';
import { logVerification } from '../lib/verificationReport';
import { examples } from './serviceAccountCreate.examples';

/** Refuses a plan that breaks rules, each with its field and its name. */
function refuseViolations({ violations }: Plan): void {
  if (violations.length > 0) {
    const reasons = violations.map(
      ({ field, rule, message }) => `${field}: ${message} [${rule}]`,
    );
    throw new InputError(`Nothing was changed. ${reasons.join(' ')}`);
  }
}

/** The role's ARN names the account too; a plan without a role has the ServiceAccount to tell runs apart. */
function checkpointKey(spec: IamServiceAccountSpec, { steps }: Plan): string {
  const role = steps.find(({ target }) => target.kind === 'role');
  return ['create', role?.target.name, formatServiceAccountRef(spec)]
    .filter(Boolean)
    .join(':');
}

/** The action `irsa:service-account:create`. */
export function createServiceAccountCreateAction({
  irsa,
}: {
  irsa: IrsaService;
}) {
  return createTemplateAction({
    id: 'irsa:service-account:create',
    description:
      'Gives a service its own AWS identity: policy, IAM role and Kubernetes ServiceAccount, then verifies that it works. What is already as asked is left alone.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z =>
          z.string({
            description:
              'The catalog entity that is to own it, such as component:default/orders.',
          }),
        owner: z =>
          z
            .string({
              description:
                "One of the caller's own groups. Counts only while the entity is not in the catalog yet.",
            })
            .optional(),
        cluster: z =>
          z.string({
            description: 'A name of irsa.clusters in the configuration.',
          }),
        namespace: z => z.string({ description: 'The Kubernetes namespace.' }),
        name: z => z.string({ description: 'The name of the ServiceAccount.' }),
        grants: z =>
          z
            .array(
              z.object({
                service: z.string({
                  description: 'The IAM prefix of an AWS service, such as s3.',
                }),
                access: z.string({
                  description: 'What is granted, such as read or write.',
                }),
                resource: z.string({
                  description: 'The resource, such as the name of a bucket.',
                }),
              }),
            )
            .optional(),
        mechanism: z =>
          z
            .enum(['irsa', 'pod-identity'], {
              description: 'How pods get the role. Default: irsa.',
            })
            .optional(),
        tokenExpirationSeconds: z =>
          z
            .number({
              description:
                'Lifetime of the projected token in seconds, 600 to 86400.',
            })
            .int()
            .optional(),
        managedPolicyArns: z =>
          z
            .array(
              z.string({
                description:
                  'The ARN of a managed policy to attach beside what the grants amount to.',
              }),
            )
            .optional(),
        policyDocument: z =>
          z
            .record(z.any(), {
              description:
                "A permissions policy of the service's own, kept as the role's inline policy.",
            })
            .optional(),
        permissionsBoundaryArn: z =>
          z
            .string({
              description:
                'The managed policy that limits the role. Configuration may require one.',
            })
            .optional(),
        tags: z =>
          z
            .record(z.string(), {
              description: 'Tags of the role beside those of this product.',
            })
            .optional(),
        maxSessionDurationSeconds: z =>
          z
            .number({
              description:
                'Longest session of the role in seconds, 3600 to 43200.',
            })
            .int()
            .optional(),
        audience: z =>
          z
            .string({
              description:
                'The audience of the tokens, when it is not sts.amazonaws.com.',
            })
            .optional(),
        stsRegionalEndpoints: z =>
          z
            .boolean({
              description:
                'Whether pods use the STS endpoint of their region; true unless said otherwise.',
            })
            .optional(),
        accountId: z =>
          z
            .string({
              description:
                "The AWS account of the role, when it is not the cluster's.",
            })
            .optional(),
        roleName: z =>
          z
            .string({
              description:
                'A name for the role instead of the one that follows from cluster, namespace and name.',
            })
            .optional(),
        rolePath: z =>
          z
            .string({
              description: 'A path for the role below the configured one.',
            })
            .optional(),
        adopt: z =>
          z
            .boolean({
              description:
                'Take over the role, policy or ServiceAccount of these names that is there already.',
            })
            .optional(),
      },
      output: {
        serviceAccountId: z =>
          z.string({ description: 'The id in the irsa API.' }),
        serviceAccountName: z => z.string(),
        namespace: z => z.string(),
        annotation: z =>
          z.string({
            description:
              'The value of backstage-irsa.dev/service-account for the catalog entity.',
          }),
        roleArn: z => z.string({ description: 'The ARN of the IAM role.' }),
        accountId: z =>
          z.string({ description: 'The AWS account of the cluster.' }),
        region: z =>
          z.string({ description: 'The AWS region of the cluster.' }),
        verificationStatus: z =>
          z.enum(['verified', 'degraded', 'broken', 'unknown']),
      },
    },
    async handler(ctx) {
      const spec: IamServiceAccountSpec = ctx.input;
      const { logger, signal } = ctx;
      const credentials = await ctx.getInitiatorCredentials();
      const plan = await explainRefusal(
        irsa.plan(spec, { credentials, signal }),
      );
      refuseViolations(plan);
      if (ctx.isDryRun) {
        plan.steps.forEach(({ summary }) => logger.info(`Planned: ${summary}`));
        return;
      }

      const made = await ctx.checkpoint({
        key: checkpointKey(spec, plan),
        fn: async () => {
          const { serviceAccount, verification } = await explainRefusal(
            irsa.apply(spec, {
              credentials,
              signal,
              onStep: step => {
                if (step.status === 'done') logger.info(stepSentence(step));
                if (step.status === 'failed') logger.error(stepSentence(step));
              },
            }),
          );
          logVerification(logger, formatServiceAccountRef(spec), verification);
          return {
            serviceAccountId: serviceAccount.id,
            roleArn: serviceAccount.roleArn,
            accountId: serviceAccount.accountId,
            region: serviceAccount.region,
            verificationStatus: verification.status,
          };
        },
      });

      ctx.output('serviceAccountId', made.serviceAccountId);
      ctx.output('serviceAccountName', spec.name);
      ctx.output('namespace', spec.namespace);
      ctx.output('annotation', formatServiceAccountRef(spec));
      if (made.roleArn) ctx.output('roleArn', made.roleArn);
      ctx.output('accountId', made.accountId);
      ctx.output('region', made.region);
      ctx.output('verificationStatus', made.verificationStatus);
    },
  });
}
