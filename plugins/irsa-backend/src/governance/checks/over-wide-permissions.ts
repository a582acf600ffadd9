import type { GovernanceCheck } from '../types';
import { riskAnswer, sortOfRisk } from './risks';

/** Whether policies name actions and resources, rather than all of a service or all there are. */
export const check: GovernanceCheck<'role'> = {
  meta: {
    id: 'over-wide-permissions',
    subject: 'role',
    title: 'The permissions are wider than a service needs',
    question: 'Do the policies name actions and resources?',
    reads: ['iam:GetAccountAuthorizationDetails'],
    docs: 'docs/findings/over-wide-permissions.md',
  },
  run(subject) {
    return subject.risks
      .filter(risk => sortOfRisk(risk) === 'wide')
      .map(risk =>
        riskAnswer(
          subject,
          risk,
          'Name the actions and the resources that the service needs in these statements.',
        ),
      );
  },
};
