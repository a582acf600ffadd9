import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import { type ReactNode, useMemo } from 'react';
import { CommandPlaces } from '../viewer/commandPlaces';

/** The commands in it run in the cluster and the accounts of an IAM service account, and say so. */
export function AccountCommands(props: {
  account: IamServiceAccount;
  children: ReactNode;
}) {
  const { cluster, region, accountId, roleArn } = props.account;
  const place = useMemo(
    () => ({
      context: cluster,
      region,
      clusterAccountId: accountId,
      roleAccountId: parseRoleArn(roleArn ?? '')?.accountId ?? accountId,
    }),
    [cluster, region, accountId, roleArn],
  );
  return (
    <CommandPlaces.Provider value={place}>
      {props.children}
    </CommandPlaces.Provider>
  );
}
