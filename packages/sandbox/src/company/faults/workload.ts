import type { Plants } from './types';
import { findRole } from '../../aws/access/caller';
import { mutatingWebhookConfigurations } from '../../kubernetes/resources/mutatingWebhookConfigurations';
import { isWebhookActive } from '../../kubernetes/webhook/podIdentity';
import { disableIpv6 } from '../compute';
import { POD_IDENTITY_ACTIONS, switchToPodIdentity } from '../podIdentity';
import {
  FaultError,
  ROLE_ARN_ANNOTATION,
  annotate,
  editTemplate,
  findRunningService,
  restart,
  setImageTag,
  setVariables,
} from '../service';

const HOUR = 60 * 60 * 1000;

/** The last Kubernetes version in which only root could read the tokens of a pod without an `fsGroup`. */
const VERSION = '1.18';

/** The AWS managed policies that let nodes request the credentials of their pods. */
const WORKER_POLICY = /:policy\/AmazonEKSWorkerNode(Minimal)?Policy$/;

/** The faults of pods, webhook, and agent. */
export const workloadFaults = {
  'default-token-path'(ref, world) {
    const service = findRunningService(world, ref);
    setVariables(
      service,
      { name: 'AWS_ROLE_ARN', value: service.role.arn },
      {
        name: 'AWS_WEB_IDENTITY_TOKEN_FILE',
        value: '/var/run/secrets/kubernetes.io/serviceaccount/token',
      },
    );
  },
  /** A fault of the application: only this setting shows it. */
  'expired-token'(ref, world) {
    setVariables(findRunningService(world, ref), {
      name: 'APP_WEB_IDENTITY_TOKEN_CACHE',
      value: 'forever',
    });
  },
  'pod-older-than-annotation'(ref, world) {
    const service = findRunningService(world, ref);
    const hourAgo = {
      ...world,
      now: () => new Date(world.now().getTime() - HOUR),
    };
    const before = findRunningService(hourAgo, ref);
    annotate(before, { [ROLE_ARN_ANNOTATION]: undefined });
    restart(before);
    annotate(service, { [ROLE_ARN_ANNOTATION]: service.role.arn });
  },
  'webhook-missing'(ref, world) {
    const service = findRunningService(world, ref);
    const active = service.api.store
      .all(mutatingWebhookConfigurations)
      .filter(configuration => isWebhookActive([configuration]));
    if (active.length === 0) {
      throw new FaultError(ref, 'its cluster has no pod identity webhook');
    }
    for (const { metadata } of active) {
      service.api.delete(mutatingWebhookConfigurations, '', metadata.name);
    }
    restart(service);
  },
  'container-sets-role'(ref, world) {
    const service = findRunningService(world, ref);
    setVariables(service, {
      name: 'AWS_ROLE_ARN',
      value: `${service.role.arn}-old`,
    });
  },
  'user-volume'(ref, world) {
    editTemplate(findRunningService(world, ref), ({ spec }) => {
      spec.volumes = [
        ...(spec.volumes ?? []),
        {
          name: 'aws-iam-token',
          projected: {
            sources: [
              { serviceAccountToken: { audience: 'vault', path: 'token' } },
            ],
          },
        },
      ];
    });
  },
  'webhook-skipped'(ref, world) {
    editTemplate(findRunningService(world, ref), template => {
      template.metadata = {
        ...template.metadata,
        labels: {
          ...template.metadata?.labels,
          'eks.amazonaws.com/skip-pod-identity-webhook': 'true',
        },
      };
    });
  },
  'static-keys'(ref, world) {
    const fromSecret = (key: string) => ({
      name: key,
      valueFrom: { secretKeyRef: { name: `${ref.name}-aws`, key } },
    });
    setVariables(
      findRunningService(world, ref),
      fromSecret('AWS_ACCESS_KEY_ID'),
      fromSecret('AWS_SECRET_ACCESS_KEY'),
    );
  },
  /** A fault of the application: only its image tag shows it. */
  'old-sdk'(ref, world) {
    setImageTag(findRunningService(world, ref), '0.9.1-aws-sdk-java-1.11.500');
  },
  'token-unreadable'(ref, world) {
    const service = findRunningService(world, ref);
    service.cluster.version = VERSION;
    editTemplate(service, ({ spec }) => {
      const { fsGroup: _, ...others } = spec.securityContext ?? {};
      spec.securityContext = { ...others, runAsNonRoot: true, runAsUser: 1000 };
    });
  },
  'other-service-account'(ref, world) {
    editTemplate(findRunningService(world, ref), ({ spec }) => {
      spec.serviceAccountName = 'default';
      spec.serviceAccount = 'default';
    });
  },
  'lookup-race'(ref, world) {
    const service = findRunningService(world, ref);
    const { unknownToWebhook } = service.cluster;
    const key = `${ref.namespace}/${ref.name}`;
    unknownToWebhook.add(key);
    try {
      restart(service);
    } finally {
      unknownToWebhook.delete(key);
    }
  },
  'aws-profile'(ref, world) {
    setVariables(findRunningService(world, ref), {
      name: 'AWS_PROFILE',
      value: 'legacy',
    });
  },
  /** The service uses EKS Pod Identity, and its container sends requests outside the cluster through a proxy. */
  'agent-behind-proxy'(ref, world) {
    const service = findRunningService(world, ref);
    switchToPodIdentity(service, {
      roleArn: service.role.arn,
      actions: POD_IDENTITY_ACTIONS,
    });
    setVariables(
      service,
      { name: 'HTTP_PROXY', value: 'http://proxy.example.com:3128' },
      { name: 'HTTPS_PROXY', value: 'http://proxy.example.com:3128' },
      { name: 'NO_PROXY', value: 'localhost,.svc,.cluster.local' },
    );
  },
  /** The webhook is registered for AdmissionReview v1, but supports only v1beta1. */
  'webhook-version'(ref, world) {
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
  /** The service uses EKS Pod Identity. Its agent crashes on nodes without IPv6, although the add-on is active. */
  'agent-not-ready'(ref, world) {
    const service = findRunningService(world, ref);
    switchToPodIdentity(service, {
      roleArn: service.role.arn,
      actions: POD_IDENTITY_ACTIONS,
    });
    disableIpv6(world, ref.cluster);
  },
  /** The service uses EKS Pod Identity, but no node role of the cluster is allowed to request credentials for it. */
  'node-role-denied'(ref, world) {
    const service = findRunningService(world, ref);
    switchToPodIdentity(service, {
      roleArn: service.role.arn,
      actions: POD_IDENTITY_ACTIONS,
    });
    for (const { nodeRoleArn } of service.cluster.nodeGroups) {
      const role = findRole(world, nodeRoleArn)?.role;
      if (role) {
        role.attachedPolicyArns = role.attachedPolicyArns.filter(
          arn => !WORKER_POLICY.test(arn),
        );
      }
    }
  },
  /** A fault of the application: only its image tag shows it. */
  'sdk-without-pod-identity'(ref, world) {
    const service = findRunningService(world, ref);
    switchToPodIdentity(service, {
      roleArn: service.role.arn,
      actions: POD_IDENTITY_ACTIONS,
    });
    setImageTag(service, '1.4.2-aws-sdk-go-1.44.0');
  },
} satisfies Plants;
