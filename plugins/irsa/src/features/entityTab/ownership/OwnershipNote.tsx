import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { getEntityRelations, useEntity } from '@backstage/plugin-catalog-react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type {
  IamServiceAccount,
  TransferList,
} from '@backstage-irsa/core/model';
import { Text } from '@backstage/ui';
import { RiTeamLine } from '@remixicon/react';
import { Note } from '../../../shared/ui/Note';
import { irsaTranslationRef } from '../../../translation';
import { PendingTransfer } from './PendingTransfer';

/** A note about an unclear owner: a transfer is pending, or the catalog names an owner other than the recorded one. */
export function OwnershipNote(props: {
  account: IamServiceAccount;
  transfers: TransferList;
  onChanged: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { entity } = useEntity();
  const { account, transfers, onChanged } = props;
  const pending = transfers.items.find(({ state }) => state === 'pending');
  if (pending) {
    return (
      <PendingTransfer
        account={account}
        transfer={pending}
        onDecided={onChanged}
      />
    );
  }
  const [relation] = getEntityRelations(entity, RELATION_OWNED_BY);
  const entityOwner = relation && stringifyEntityRef(relation);
  const { owner } = account;
  if (owner === null || !entityOwner || entityOwner === owner) return null;
  return (
    <Note
      label={t('ownership.label')}
      icon={RiTeamLine}
      title={t('ownership.differs', { owner, entityOwner })}
      tone="info"
    >
      <Text variant="body-small">{t('ownership.differsText', { owner })}</Text>
    </Note>
  );
}
