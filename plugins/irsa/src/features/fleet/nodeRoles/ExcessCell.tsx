import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../../translation';
import { NamesCell } from '../cells/cells';

/** The policies beyond what nodes need. Says so if there may be more, because not all policies were read. */
export function ExcessCell(props: {
  names: readonly string[];
  isUnread: boolean;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { names, isUnread } = props;
  return (
    <NamesCell
      names={isUnread ? [...names, t('nodeRole.excessUnread')] : names}
    />
  );
}
