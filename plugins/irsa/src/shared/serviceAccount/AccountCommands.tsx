import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { type ReactNode, useMemo } from 'react';
import { CommandPlaces } from '../viewer/commandPlaces';
import { placeOfAccount } from './placeOfAccount';

/** Adds the cluster and AWS accounts of an IAM service account to the commands shown inside it. */
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
