import { absent, found, unknown, valueOf } from '../model/observation';
import type { ObservedWebhook } from '../model/observed';
import {
  AUTHORITY,
  bundleOf,
  certificatesOf,
  OTHER_AUTHORITY,
} from '../__testUtils__/certificates';
import { checkTester } from '../__testUtils__/checkTester';
import {
  observedWith,
  podWith,
  UNINJECTED,
  WEBHOOK,
} from '../__testUtils__/observed';
import { check } from './webhook';

const caData = bundleOf(AUTHORITY);
const cluster = found({
  ...valueOf(observedWith().cluster)!,
  caData,
  caCertificates: certificatesOf(AUTHORITY),
});
const bothAuthorities = bundleOf(AUTHORITY, OTHER_AUTHORITY);
const changing = found({
  ...valueOf(observedWith().cluster)!,
  caData: bothAuthorities,
  caCertificates: certificatesOf(AUTHORITY, OTHER_AUTHORITY),
});
const uninjected = found([podWith({ containers: [UNINJECTED] })]);
const withSidecar = found([
  podWith({
    containers: [
      ...podWith().containers,
      { ...UNINJECTED, name: 'vault-agent' },
    ],
  }),
]);
const webhook = (change: Partial<ObservedWebhook>) =>
  found({ ...WEBHOOK, caCertificates: certificatesOf(AUTHORITY), ...change });
const restart = 'kubectl rollout restart deployment/orders -n production';
const bundlePatch = `kubectl patch mutatingwebhookconfiguration pod-identity-webhook -p '{"webhooks":[{"name":"iam-for-pods.amazonaws.com","clientConfig":{"caBundle":"${caData}"}}]}'\n${restart}`;

checkTester(check, [
  {
    name: 'a registered webhook',
    observed: { cluster, webhook: webhook({}) },
    result: 'pass',
    message: 'pod-identity-webhook is registered',
  },
  {
    name: 'webhook-version: v1, and pods without the role',
    observed: {
      cluster,
      webhook: webhook({ reviewVersions: ['v2', 'v1', 'v1beta1'] }),
      pods: uninjected,
    },
    result: 'fail',
    message: 'is registered for AdmissionReview v1, and pods get no role',
    remediation: `kubectl patch mutatingwebhookconfiguration pod-identity-webhook -p '{"webhooks":[{"name":"iam-for-pods.amazonaws.com","admissionReviewVersions":["v1beta1"]}]}'\n${restart}`,
    fault: 'webhook-version',
  },
  {
    name: 'v1, and pods with the role',
    observed: { cluster, webhook: webhook({ reviewVersions: ['v1'] }) },
    result: 'pass',
    message: 'pod-identity-webhook is registered',
  },
  {
    name: 'v1, and a container that another webhook adds later',
    observed: {
      cluster,
      webhook: webhook({ reviewVersions: ['v1'] }),
      pods: withSidecar,
    },
    result: 'pass',
    message: 'pod-identity-webhook is registered',
  },
  {
    name: 'v1beta1 before v1, and pods without the role for another reason',
    observed: {
      cluster,
      webhook: webhook({ reviewVersions: ['v1beta1', 'v1'] }),
      pods: uninjected,
    },
    result: 'pass',
    message: 'pod-identity-webhook is registered',
  },
  {
    name: 'webhook-missing: no webhook, and pods without the role',
    observed: { cluster, webhook: absent(), pods: uninjected },
    result: 'fail',
    message: 'prod-eu has no pod identity webhook',
    remediation: `"caBundle":"${caData}"}`,
    fault: 'webhook-missing',
  },
  {
    name: 'webhook-missing: no webhook, and no pods',
    observed: { webhook: absent(), pods: found([]) },
    result: 'fail',
    message: 'prod-eu has no pod identity webhook',
    remediation: 'Register the webhook',
    fault: 'webhook-missing',
  },
  {
    name: 'webhook-missing: no webhook, but the pods still have the role',
    observed: { webhook: absent() },
    result: 'warn',
    message: 'New pods get no role.',
    fault: 'webhook-missing',
  },
  {
    name: 'webhook-missing: no webhook, and a container that another webhook adds later',
    observed: { webhook: absent(), pods: withSidecar },
    result: 'warn',
    message: 'New pods get no role.',
    fault: 'webhook-missing',
  },
  {
    name: 'webhook-missing: no CA bundle',
    observed: {
      cluster,
      webhook: webhook({ hasCaBundle: false, caCertificates: undefined }),
      pods: uninjected,
    },
    result: 'fail',
    message: 'has no CA bundle, so the API server cannot call it',
    remediation: bundlePatch,
    fault: 'webhook-missing',
  },
  {
    name: 'webhook-missing: a CA bundle without a certificate',
    observed: {
      cluster,
      webhook: webhook({ caCertificates: undefined }),
      pods: uninjected,
    },
    result: 'fail',
    message: 'has a CA bundle that is not a certificate',
    remediation: bundlePatch,
    fault: 'webhook-missing',
  },
  {
    name: 'webhook-missing: an expired CA bundle',
    observed: {
      cluster,
      webhook: webhook({
        caCertificates: [
          { fingerprint: 'AA', expiresAt: '2025-01-01T00:00:00.000Z' },
          { fingerprint: 'BB', expiresAt: '2026-01-01T00:00:00.000Z' },
        ],
      }),
      pods: uninjected,
    },
    result: 'fail',
    message: 'expired on 2026-01-01T00:00:00.000Z',
    remediation: bundlePatch,
    fault: 'webhook-missing',
  },
  {
    name: 'webhook-missing: a CA bundle of another authority',
    observed: {
      cluster,
      webhook: webhook({
        caCertificates: certificatesOf(OTHER_AUTHORITY),
      }),
      pods: uninjected,
    },
    result: 'fail',
    message: "lacks the cluster's authority",
    remediation: bundlePatch,
    fault: 'webhook-missing',
  },
  {
    name: 'a CA bundle with the old and the new authority',
    observed: {
      cluster,
      webhook: webhook({
        caCertificates: certificatesOf(OTHER_AUTHORITY, AUTHORITY),
      }),
    },
    result: 'pass',
    message: 'is registered',
  },
  {
    name: 'only the old authority during a rotation, and pods with the role',
    observed: { cluster: changing, webhook: webhook({}) },
    result: 'pass',
    message: 'is registered',
  },
  {
    name: 'webhook-missing: only the old authority during a rotation, and pods without the role',
    observed: { cluster: changing, webhook: webhook({}), pods: uninjected },
    result: 'fail',
    message: "lacks the cluster's authority",
    remediation: `"caBundle":"${bothAuthorities}"`,
    fault: 'webhook-missing',
  },
  {
    name: 'a webhook in the cluster with its own authority',
    observed: {
      cluster,
      webhook: webhook({
        url: undefined,
        caCertificates: certificatesOf(OTHER_AUTHORITY),
      }),
    },
    result: 'pass',
    message: 'is registered',
  },
  {
    name: 'webhook-missing: a webhook in the cluster without a CA bundle',
    observed: {
      cluster,
      webhook: webhook({ url: undefined, hasCaBundle: false }),
      pods: uninjected,
    },
    result: 'fail',
    message: 'has no CA bundle',
    remediation: "to the authority of the webhook's certificate",
    fault: 'webhook-missing',
  },
  {
    name: 'webhooks cannot be listed',
    observed: { webhook: unknown('no', 'list mutatingwebhookconfigurations') },
    result: 'unknown',
    message: 'The pod identity webhook could not be read',
    remediation: 'list mutatingwebhookconfigurations',
  },
]);

it('does not decide the status of the verification', () => {
  expect(check.meta.decides).toBe(false);
});
