import {
  formatServiceAccountRef,
  type PermissionChange,
  type Plan,
} from '@backstage-irsa/core/model';
import { irsaPlanPermission } from '@backstage-irsa/plugin-irsa-common';
import { brokenRules } from '../provisioning/brokenRules';
import { asPerson } from './guarded';
import { specSchema } from './spec';
import { stepsOf, stepsSchema } from './steps';
import { READ_ONLY, type AddAction, type Zod } from './types';

function changesSchema(z: Zod) {
  return z.array(
    z.object({
      service: z.string(),
      level: z.string(),
      actions: z.array(z.string()).describe('At most 50.'),
      resources: z.array(z.string()).describe('At most 50.'),
    }),
  );
}

function brokenSchema(z: Zod) {
  return z.array(
    z.object({ field: z.string(), rule: z.string(), message: z.string() }),
  );
}

function outputOf(z: Zod) {
  return z.object({
    serviceAccount: z.string().describe('cluster/namespace/name'),
    violations: brokenSchema(z).describe(
      'All rule violations. With any violation, the spec cannot be applied.',
    ),
    warnings: brokenSchema(z).describe(
      'Violations of guardrails in report-only mode. They do not block the spec.',
    ),
    steps: stepsSchema(z),
    gained: changesSchema(z).describe(
      'The permissions that the service gains.',
    ),
    lost: changesSchema(z).describe('The permissions that the service loses.'),
    risks: z
      .array(
        z.object({ id: z.string(), severity: z.string(), message: z.string() }),
      )
      .describe('The risks that the plan adds.'),
  });
}

const changesOf = (changes: PermissionChange[] = []) =>
  changes.map(({ service, level, actions, resources }) => ({
    service,
    level,
    actions,
    resources,
  }));

function answerOf({ steps, violations, warnings = [], permissions }: Plan) {
  return {
    violations,
    warnings,
    steps: stepsOf(steps),
    gained: changesOf(permissions?.gained),
    lost: changesOf(permissions?.lost),
    risks: (permissions?.risks ?? []).map(({ id, severity, message }) => ({
      id,
      severity,
      message,
    })),
  };
}

/** The action `plan`. */
export const addPlan: AddAction = (registry, deps) =>
  registry.register({
    name: 'plan',
    title: 'Plan the AWS identity of a service',
    description:
      'Lists what would be created or changed in AWS and the cluster for a spec, which permissions the service gains and loses, and every rule that the spec violates. Use when somebody asks for AWS access, before create-service-account. Do not use for the current access of a service (explain-permissions). Changes nothing.',
    attributes: READ_ONLY,
    schema: { input: specSchema, output: outputOf },
    action: async ({ input: spec, credentials }) => {
      const { context, services } = deps;
      const serviceAccount = formatServiceAccountRef(spec);
      const plan = await asPerson(
        deps,
        credentials,
        {
          eventId: 'plan-create',
          meta: { serviceAccount, entityRef: spec.entityRef },
          outcome: brokenRules,
        },
        async () =>
          services.planner.plan(
            spec,
            await context.specs.authorizeSpec(spec, credentials, [
              irsaPlanPermission,
            ]),
          ),
      );
      return { output: { serviceAccount, ...answerOf(plan) } };
    },
  });
