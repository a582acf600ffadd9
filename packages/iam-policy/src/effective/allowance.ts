import type { PolicyLayer } from '../document/types';
import type { InvalidPolicy } from '../document/types';
import type { Grant } from './grant';
import type { Resources } from './resources';

/** The names of the layers for use in a sentence. */
export const LAYER_TITLES: Record<PolicyLayer, string> = {
  identity: 'identity policies',
  'permissions-boundary': 'permissions boundary',
  session: 'session policies',
  resource: 'resource policy',
  trust: 'trust policy',
  'service-control': 'service control policies',
  'resource-control': 'resource control policies',
  'vpc-endpoint': 'VPC endpoint policy',
};

/** The permission to use an action on some resources. */
export interface Allowance {
  resources: Resources[];
  /** The conditions in words, all of which must hold. */
  conditions: string[];
  /** The resources on which a Deny removes the permission. */
  except: Resources[];
  grants: Grant[];
  /** The Deny statements that remove part of the permission. */
  denies: Grant[];
}

/** A permission that is granted, but blocked. */
export interface Blockage {
  resources: Resources[];
  grants: Grant[];
  layer: PolicyLayer;
  /** The target that the policies of the layer are attached to, if they specify one. */
  level?: string;
  denies: Grant[];
  cause: 'explicit-deny' | 'no-allow' | 'never';
  /** For `never`: the conditions of the grants. */
  conditions: string[];
  /** For `no-allow`: the broken documents of the layer. */
  invalid: InvalidPolicy[];
}

/** The result of all policies for an action, independent of a specific request. */
export interface Outcome {
  allowances: Allowance[];
  blockages: Blockage[];
}
