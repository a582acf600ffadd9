import { type IamServiceAccount } from '@backstage-irsa/core/model';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiInformationLine } from '@remixicon/react';
import { irsaTranslationRef } from '../../translation';
import { IconRow } from '../ui/IconRow';

const nameOf = (arn: string) => parseRoleArn(arn)?.name ?? arn;

/** Explains which mechanism takes precedence if an account has both an association and an annotation. Renders nothing otherwise. */
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
