import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { LinkView } from './chainLinks';
import { irsaTranslationRef } from '../../translation';
import { CopyButton } from '../ui/CopyButton';
import { RoleLine } from '../serviceAccount/RoleLine';
import styles from './LinkDetail.module.css';

/** The ARN and observed facts of a link's object, each with a copy button. A role also links to the AWS console. */
export function LinkFacts(props: {
  view: LinkView;
  account: IamServiceAccount;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { link, arn, facts } = props.view;
  const isRole = link === 'role';
  const all = arn && !isRole ? [{ label: t('chain.arn'), value: arn }] : [];
  const shown = [...all, ...facts];
  if (shown.length === 0 && !isRole) return null;
  return (
    <div className={styles.part}>
      <Text as="h5" variant="body-small" weight="bold">
        {t('chain.facts')}
      </Text>
      {isRole && <RoleLine account={props.account} />}
      {shown.length > 0 && (
        <dl className={styles.facts}>
          {shown.map(({ label, value }, index) => (
            // eslint-disable-next-line react/no-array-index-key -- a label may come twice
            <div key={index} className={styles.fact}>
              <dt>{label}</dt>
              <dd>
                <span className={styles.text}>{value}</span>
                <CopyButton
                  text={value}
                  label={t('chain.copyFact', { label })}
                />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
