import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useAccessQuestion } from './useAccessQuestion';
import { irsaTranslationRef } from '../../../translation';
import { FleetSection } from '../FleetSection';
import tableStyles from '../table/FleetTable.module.css';
import { WhoCanAnswer } from './WhoCanAnswer';
import { WhoCanForm } from './WhoCanForm';

/** The tab "Who can …?": everyone in the fleet who can do an action on a resource. The URL holds the question. */
export function WhoCanContent() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { question, ask } = useAccessQuestion();
  return (
    <FleetSection>
      <div className={tableStyles.part}>
        <Text as="p">{t('access.text')}</Text>
        <WhoCanForm question={question} onAsk={ask} />
      </div>
      {question ? (
        <WhoCanAnswer
          key={`${question.action} ${question.resource}`}
          question={question}
          onKind={kind => {
            const { action, resource } = question;
            ask({ action, resource, ...(kind && { kind }) });
          }}
        />
      ) : (
        <Text variant="body-small" color="secondary">
          {t('access.example')}
        </Text>
      )}
    </FleetSection>
  );
}
