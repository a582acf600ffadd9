import type { SimulationResult } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useId } from 'react';
import { verdictOf } from '../verdict';
import { irsaTranslationRef } from '../../../translation';
import { WithCode } from '../../ui/WithCode';
import { StatementList } from '../../policy/StatementList';
import { Fact } from '../grid/Fact';
import styles from './Answer.module.css';
import { AwsAnswer } from './AwsAnswer';
import { BlockerList } from './BlockerList';
import { LayerDecisionList } from './LayerDecisionList';
import { MissingContext } from './MissingContext';
import { VerdictBadge } from './VerdictBadge';

/** The answer to a question: the decision, the statements behind it, and what is missing or required. AWS's own answer follows, if any. */
export function Answer(props: {
  result: SimulationResult;
  onGiveContext: (key: string) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const titleId = useId();
  const { result } = props;
  const verdict = verdictOf(result);
  const { conditions = [], decidedBy, blockedBy, missingContext } = result;
  const { warnings = [], invalidPolicies = [] } = result;
  const doubts = [
    ...warnings.map(({ message }) => message),
    ...invalidPolicies.map(invalid => t('answer.invalidPolicy', invalid)),
  ];
  return (
    <div className={styles.answers}>
      <div role="group" aria-labelledby={titleId} className={styles.answer}>
        <Text as="h5" variant="body-small" color="secondary" id={titleId}>
          {t('answer.policies')}
        </Text>
        <VerdictBadge verdict={verdict} />
        <Text as="p" className={styles.summary}>
          <WithCode text={result.summary} />
        </Text>
        {doubts.length > 0 && (
          <Fact name={t('answer.warnings')}>
            <ul className={styles.plain}>
              {doubts.map(doubt => (
                <li key={doubt}>
                  <WithCode text={doubt} />
                </li>
              ))}
            </ul>
          </Fact>
        )}
        {decidedBy.length > 0 && (
          <Fact name={t('answer.decidedBy')}>
            <StatementList
              statements={decidedBy}
              label={t('answer.decidedBy')}
            />
          </Fact>
        )}
        {conditions.length > 0 && (
          <Fact name={t('answer.conditions')}>
            <ul className={styles.plain}>
              {conditions.map(condition => (
                <li key={condition}>
                  <WithCode text={condition} />
                </li>
              ))}
            </ul>
          </Fact>
        )}
        {blockedBy.length > 0 && (
          <Fact name={t('answer.missing')}>
            <BlockerList blockers={blockedBy} />
          </Fact>
        )}
        <Fact name={t('answer.layers')}>
          <LayerDecisionList decisions={result.layerDecisions} />
        </Fact>
        {missingContext.length > 0 && (
          <Fact name={t('answer.missingContext')}>
            <MissingContext
              names={missingContext}
              onGive={props.onGiveContext}
            />
          </Fact>
        )}
      </div>
      {result.aws && <AwsAnswer aws={result.aws} ours={verdict} />}
    </div>
  );
}
