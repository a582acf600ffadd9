import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { type ReactNode, useMemo } from 'react';
import { CommandPlaces } from '../viewer/commandPlaces';
import { placeOfAccount } from './placeOfAccount';

/** The commands in it run in the cluster and the accounts of an IAM service account, and say so. */
export function AccountCommands(props: {
  account: IamServiceAccount;
  children: ReactNode;
}) {
  const place = useMemo(() => placeOfAccount(props.account), [props.account]);
  return (
    <CommandPlaces.Provider value={place}>
      {props.children}
    </CommandPlaces.Provider>
  );
}
