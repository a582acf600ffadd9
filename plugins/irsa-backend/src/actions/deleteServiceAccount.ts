import {
  formatServiceAccountRef,
  serviceAccountId,
} from '@backstage-irsa/core/model';
import { irsaServiceAccountDeletePermission } from '@backstage-irsa/plugin-irsa-common';
import { ownedAccount } from '../authorization/audit/routeContext';
import { asPerson } from './guarded';
import { placeFields } from './spec';
import { stepsOf, stepsSchema } from './steps';
import type { AddAction, Zod } from './types';

function outputOf(z: Zod) {
  return z.object({
    serviceAccount: z.string().describe('cluster/namespace/name'),
    steps: stepsSchema(z),
  });
}

/** The action `delete-service-account`. */
export const addDeleteServiceAccount: AddAction = (registry, deps) =>
  registry.register({
    name: 'delete-service-account',
    title: "Delete a service's AWS access",
    description:
      'Deletes the ServiceAccount, IAM role and policy that Backstage created for a service, unless others use them. Use when somebody asks to remove the AWS access of a service permanently. Do not use to remove some permissions only (create-service-account with fewer grants). Pods that run as the ServiceAccount lose access to AWS.',
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: { input: z => z.object(placeFields(z)).strict(), output: outputOf },
    action: async ({ input, credentials }) => {
      const serviceAccount = formatServiceAccountRef(input);
      const id = serviceAccountId(input);
      const { steps } = await asPerson(
        deps,
        credentials,
        {
          eventId: 'service-account-delete',
          severityLevel: 'high',
          meta: { serviceAccount, id },
        },
        async userEntityRef => {
          const account = await ownedAccount(
            deps.context,
            id,
            credentials,
            irsaServiceAccountDeletePermission,
          );
          const { result } = await deps.services.deleter.start(account, {
            requester: userEntityRef,
          });
          return result;
        },
      );
      return { output: { serviceAccount, steps: stepsOf(steps) } };
    },
  });
