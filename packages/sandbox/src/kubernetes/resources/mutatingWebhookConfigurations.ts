import type { MutatingWebhookConfiguration } from '../objects';
import { defineResource } from './definition';

export const mutatingWebhookConfigurations =
  defineResource<MutatingWebhookConfiguration>({
    group: 'admissionregistration.k8s.io',
    version: 'v1',
    resource: 'mutatingwebhookconfigurations',
    singular: 'mutatingwebhookconfiguration',
    kind: 'MutatingWebhookConfiguration',
    categories: ['api-extensions'],
    namespaced: false,
    hasGeneration: true,
    columns: [
      {
        name: 'Webhooks',
        type: 'integer',
        cell: ({ webhooks }) => webhooks?.length ?? 0,
      },
    ],
  });
