import type { IamServiceAccount } from '@backstage-irsa/core/model';

/** The sub-tabs of the tab, in their order; each but the first is the last part of the address. */
export const SUB_TABS = [
  'health',
  'permissions',
  'workloads',
  'history',
] as const;

/** The name of a sub-tab. */
export type SubTab = (typeof SUB_TABS)[number];

/** The sub-tab of that name. */
export function subTabOf(name: string): SubTab | undefined {
  return SUB_TABS.find(tab => tab === name);
}

/** What a sub-tab shows: an account that was verified. */
export interface SubTabProps {
  account: IamServiceAccount;
  /** Everything is read again whenever this changes. */
  round: number;
  onChanged: () => void;
}
