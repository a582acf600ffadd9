import { kindOf } from './objects';

/** Source: Kubernetes API reference, v1.34, core/v1: `ServiceAccount` and `Namespace` (Apache-2.0), without unused parts. */
export const kubernetes = {
  oneOf: [kindOf('v1', 'ServiceAccount'), kindOf('v1', 'Namespace')],
};
