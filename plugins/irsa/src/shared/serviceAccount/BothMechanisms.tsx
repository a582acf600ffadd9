import { type IamServiceAccount } from '@backstage-irsa/core/model';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiInformationLine } from '@remixicon/react';
import { irsaTranslationRef } from '../../translation';
import { IconRow } from '../ui/IconRow';

const nameOf = (arn: string) => parseRoleArn(arn)?.name ?? arn;

/** Which mechanism wins where both are set, and why. Nothing where only one is. */
export function BothMechanisms({ account }: { account: IamServiceAccount }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { association, annotatedRoleArn } = account;
  if (!association || !annotatedRoleArn) return null;
  const isSame = association.roleArn === annotatedRoleArn;
  return (
    <IconRow icon={RiInformationLine}>
      <Text variant="body-small">
        {isSame
          ? t('mechanism.both')
          : t('mechanism.bothDiffer', {
              associated: nameOf(association.roleArn),
              annotated: nameOf(annotatedRoleArn),
            })}
      </Text>
    </IconRow>
  );
}
