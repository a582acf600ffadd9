import type { Case } from '../../aspects';
import type { Session } from '../session';
import * as lists from './lists';
import * as namespaces from './namespaces';
import * as patchServiceAccounts from './patchServiceAccounts';
import * as pods from './pods';
import * as rbac from './rbac';
import * as readServiceAccounts from './readServiceAccounts';
import * as reviews from './reviews';
import * as tokens from './tokens';
import * as webhooks from './webhooks';
import * as workloads from './workloads';
import * as writeServiceAccounts from './writeServiceAccounts';

/** All cases of the Kubernetes API. */
export const KUBERNETES_CASES: Case<Session>[] = [
  readServiceAccounts,
  writeServiceAccounts,
  patchServiceAccounts,
  tokens,
  reviews,
  namespaces,
  pods,
  rbac,
  workloads,
  webhooks,
  lists,
].flatMap(module => Object.values(module).flat());
