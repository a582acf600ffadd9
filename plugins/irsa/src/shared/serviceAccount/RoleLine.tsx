import { type IamServiceAccount } from '@backstage-irsa/core/model';
import { parseRoleArn, roleConsoleUrl } from '@backstage-irsa/core/arn';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { RiExternalLinkLine } from '@remixicon/react';
import { irsaTranslationRef } from '../../translation';
import { CopyButton } from '../ui/CopyButton';
import { MechanismName } from './MechanismName';
import styles from './RoleLine.module.css';

/** Shows the IAM role with a link to the AWS console, its AWS account, and the mechanism. */
export function RoleLine({ account }: { account: IamServiceAccount }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { roleArn } = account;
  if (!roleArn) return <Text variant="body-small">{t('role.none')}</Text>;

  const role = parseRoleArn(roleArn);
  const name = role?.name ?? roleArn;
  const consoleUrl = roleConsoleUrl(roleArn);
  return (
    <div className={styles.line}>
      <Text as="span" variant="body-small">
        {t('role.label')}
      </Text>
      {role && consoleUrl ? (
        <Link
          href={consoleUrl}
          target="_blank"
          rel="noopener noreferrer"
          variant="body-small"
          weight="bold"
          aria-label={t('role.console', { role: role.name })}
          className={styles.link}
        >
          {role.name}
          <RiExternalLinkLine aria-hidden size={14} />
        </Link>
      ) : (
        <Text as="span" variant="body-small" className={styles.name}>
          {roleArn}
        </Text>
      )}
      <CopyButton text={roleArn} label={t('role.copyArn', { role: name })} />
      {role && (
        <Text as="span" variant="body-small">
          {t('role.account', { account: role.accountId })}
        </Text>
      )}
      <MechanismName account={account} />
    </div>
  );
}
