import type { MutatingWebhook, MutatingWebhookConfiguration } from '../objects';
import type { Cause } from '../status';
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
    setDefaults: configuration => {
      configuration.webhooks = configuration.webhooks?.map(webhook => ({
        failurePolicy: 'Fail',
        matchPolicy: 'Equivalent',
        namespaceSelector: {},
        objectSelector: {},
        reinvocationPolicy: 'Never',
        timeoutSeconds: 10,
        ...webhook,
        rules: webhook.rules?.map(rule => ({ scope: '*', ...rule })),
      }));
    },
    validate: ({ webhooks = [] }) => webhooks.flatMap(problemsOf),
  });

/** Checks a webhook as the API server does (Kubernetes, "Dynamic Admission Control"). */
function problemsOf(webhook: MutatingWebhook, index: number): Cause[] {
  const { name, sideEffects, admissionReviewVersions = [] } = webhook;
  const field = (path: string) => `webhooks[${index}].${path}`;
  const causes: Cause[] = [];
  if (name.split('.').length < 3) {
    causes.push({
      reason: 'FieldValueInvalid',
      field: field('name'),
      message: `Invalid value: ${JSON.stringify(
        name,
      )}: should be a domain with at least three segments separated by dots`,
    });
  }
  if (admissionReviewVersions.length === 0) {
    causes.push({
      reason: 'FieldValueRequired',
      field: field('admissionReviewVersions'),
      message: 'Required value: must specify one of v1, v1beta1',
    });
  }
  if (sideEffects === undefined) {
    causes.push({
      reason: 'FieldValueRequired',
      field: field('sideEffects'),
      message: 'Required value: must specify one of None, NoneOnDryRun',
    });
  }
  return [
    ...causes,
    ...addressProblems(webhook.clientConfig, field('clientConfig')),
  ];
}

/** Checks the address of a webhook. `clientConfig` is the value that the client sent, if any. */
function addressProblems(
  clientConfig: MutatingWebhook['clientConfig'] | undefined,
  field: string,
): Cause[] {
  const { url, service } = clientConfig ?? {};
  if ((url === undefined) === (service === undefined)) {
    return [
      {
        reason: 'FieldValueRequired',
        field,
        message: 'Required value: exactly one of url or service is required',
      },
    ];
  }
  const scheme = url?.split(':')[0] ?? 'https';
  return scheme === 'https'
    ? []
    : [
        {
          reason: 'FieldValueInvalid',
          field: `${field}.url`,
          message: `Invalid value: ${JSON.stringify(
            scheme,
          )}: 'https' is the only allowed URL scheme; desired format: https://host[/path]`,
        },
      ];
}
