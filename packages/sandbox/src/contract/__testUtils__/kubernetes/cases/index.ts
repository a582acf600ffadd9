import type { Case } from '../../aspects';
import type { Session } from '../session';
import * as lists from './lists';
import * as namespaces from './namespaces';
import * as pods from './pods';
import * as rbac from './rbac';
import * as reviews from './reviews';
import * as serviceAccounts from './serviceAccounts';
import * as tokens from './tokens';
import * as webhooks from './webhooks';
import * as workloads from './workloads';

/** Every case of the Kubernetes API. */
export const KUBERNETES_CASES: Case<Session>[] = [
  serviceAccounts,
  tokens,
  reviews,
  namespaces,
  pods,
  rbac,
  workloads,
  webhooks,
  lists,
].flatMap(module => Object.values(module).flat());
