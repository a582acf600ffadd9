import type { IamServiceAccount } from '@backstage-irsa/core/model';

/** The sub-tabs in their order. The name of each, except the first, is the last part of the URL path. */
export const SUB_TABS = [
  'health',
  'permissions',
  'workloads',
  'history',
] as const;

/** The name of a sub-tab. */
export type SubTab = (typeof SUB_TABS)[number];

/** Returns the sub-tab with the name, if there is one. */
export function subTabOf(name: string): SubTab | undefined {
  return SUB_TABS.find(tab => tab === name);
}

/** The properties of a sub-tab that shows a verified account. */
export interface SubTabProps {
  account: IamServiceAccount;
  /** The trigger that reloads the data when it changes. */
  round: number;
  onChanged: () => void;
}
