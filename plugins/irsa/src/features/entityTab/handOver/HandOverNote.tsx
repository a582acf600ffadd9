import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiGitPullRequestLine } from '@remixicon/react';
import { Ago } from '../../../shared/ui/Ago';
import { Note } from '../../../shared/ui/Note';
import { irsaTranslationRef } from '../../../translation';
import { EndHandOver } from './EndHandOver';
import { HandOverFiles } from './HandOverFiles';

/**
 * A note about a hand-over in progress: the next step, the files of the pull request, and the buttons to finish or cancel it. Renders nothing
 * otherwise.
 */
export function HandOverNote(props: {
  account: IamServiceAccount;
  onChanged: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, onChanged } = props;
  const { delivery } = account;
  if (delivery?.state !== 'handing-over' && delivery?.state !== 'returning') {
    return null;
  }
  const format = t(`format.${delivery.format}`);
  return (
    <Note
      label={t('handOver.label')}
      icon={RiGitPullRequestLine}
      title={t(`handOver.state.${delivery.state}`, {
        format,
        ago: <Ago at={delivery.since} />,
      })}
      tone="info"
    >
      <Text as="p" variant="body-small">
        {t(`handOver.next.${delivery.state}`, { format })}
      </Text>
      <HandOverFiles account={account} delivery={delivery} />
      <EndHandOver {...{ account, delivery, onChanged }} />
    </Note>
  );
}
