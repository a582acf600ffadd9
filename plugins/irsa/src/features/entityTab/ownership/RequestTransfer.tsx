import {
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { getEntityRelations, useEntity } from '@backstage/plugin-catalog-react';
import { irsaServiceAccountTransferPermission } from '@backstage-irsa/plugin-irsa-common';
import {
  type IamServiceAccount,
  type TransferList,
} from '@backstage-irsa/core/model';
import { Button, Text, TextField } from '@backstage/ui';
import { RiTeamLine } from '@remixicon/react';
import { useCallback, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useAllowed } from '../../../shared/serviceAccount/useAllowed';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import { irsaTranslationRef } from '../../../translation';
import { FieldError } from '../../../shared/ui/FieldError';
import { ReasonDialog } from '../../../shared/ui/ReasonDialog';

/** The button that asks the recorded owner for a transfer. Hidden while a transfer is pending, or if the user may not request one. */
export function RequestTransfer(props: {
  account: IamServiceAccount;
  transfers: TransferList;
  onRequested: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, transfers } = props;
  const [isOpen, setOpen] = useState(false);
  const isAllowed = useAllowed(
    irsaServiceAccountTransferPermission,
    account.id,
  );
  const isPending = transfers.items.some(({ state }) => state === 'pending');
  if (!transfers.mayRequest || isPending || !isAllowed) return null;
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiTeamLine aria-hidden />}
        onPress={() => setOpen(true)}
      >
        {t('ownership.request')}
      </Button>
      {isOpen && (
        <RequestDialog
          account={account}
          onClose={() => setOpen(false)}
          onRequested={props.onRequested}
        />
      )}
    </>
  );
}

/** Returns the owner from the catalog if it differs from the recorded owner, otherwise an empty string. */
function useLikelyOwner({ owner }: IamServiceAccount): string {
  const { entity } = useEntity();
  const [relation] = getEntityRelations(entity, RELATION_OWNED_BY);
  const entityOwner = relation ? stringifyEntityRef(relation) : '';
  return entityOwner === owner ? '' : entityOwner;
}

function RequestDialog(props: {
  account: IamServiceAccount;
  onClose: () => void;
  onRequested: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const { account, onRequested } = props;
  const { id } = account;
  const [typed, setTyped] = useState(useLikelyOwner(account));
  const [isTried, setTried] = useState(false);
  const owner = typed.trim();
  const isMissing = isTried && owner === '';
  const request = useCallback(
    async (reason: string | undefined) => {
      await irsaApi.requestTransfer(id, {
        owner,
        ...(reason !== undefined && { reason }),
      });
      onRequested();
    },
    [irsaApi, id, owner, onRequested],
  );
  return (
    <ReasonDialog
      title={t('ownership.requestTitle', { account: accountLabel(account) })}
      confirm={t('ownership.requestDone')}
      isReasonRequired={false}
      isReady={owner !== ''}
      onTry={() => setTried(true)}
      onConfirm={request}
      onClose={props.onClose}
    >
      <Text as="p" variant="body-small">
        {t('ownership.requestText', { owner: account.owner ?? '' })}
      </Text>
      <TextField
        label={t('ownership.owner')}
        description={t('ownership.ownerDescription')}
        isRequired
        secondaryLabel={t('field.required')}
        isInvalid={isMissing}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        spellCheck="false"
      />
      {isMissing && <FieldError>{t('ownership.ownerMissing')}</FieldError>}
    </ReasonDialog>
  );
}
