import { mutatingWebhookConfigurations } from '../../kubernetes/resources/mutatingWebhookConfigurations';
import { isWebhookActive } from '../../kubernetes/webhook/podIdentity';
import { FaultError, findRunningService, restart } from '../service';
import type { Fault } from './fault';

/** The webhook is registered for AdmissionReview v1, and answers v1beta1. */
export const webhookVersion: Fault = {
  number: 44,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    const { api } = service;
    const active = api.store
      .all(mutatingWebhookConfigurations)
      .filter(configuration => isWebhookActive([configuration]));
    if (active.length === 0) {
      throw new FaultError(ref, 'its cluster has no pod identity webhook');
    }
    for (const configuration of active) {
      const webhooks = (configuration.webhooks ?? []).map(webhook => ({
        ...webhook,
        admissionReviewVersions: ['v1'],
      }));
      api.update(
        mutatingWebhookConfigurations,
        { ...configuration, webhooks },
        { writer: { manager: 'kubectl-edit', operation: 'Update' } },
      );
    }
    restart(service);
  },
};
