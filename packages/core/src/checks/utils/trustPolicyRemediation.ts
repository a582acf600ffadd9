import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { ObservedRole } from '../../model/observed';
import { command } from '../../model/shell';
import type { Remediation } from '../types';
import {
  sayingWhatIsRemoved,
  withoutDeletedPrincipals,
} from './withoutDeletedPrincipals';

const pretty = (document: PolicyDocument) => JSON.stringify(document, null, 2);

/** Replaces the trust policy of the role by one that AWS accepts: returns the command and the difference. */
export function trustPolicyRemediation(
  role: ObservedRole,
  wanted: PolicyDocument,
  sentence: string,
): Remediation {
  const { document, text } = role.trust;
  const accepted = withoutDeletedPrincipals(wanted);
  const { document: after } = accepted;
  return {
    sentence: sayingWhatIsRemoved(sentence, accepted),
    commands: [
      command(
        'aws',
        'iam',
        'update-assume-role-policy',
        '--role-name',
        role.name,
        '--policy-document',
        JSON.stringify(after),
      ),
    ],
    diff: {
      title: `Trust policy of role ${role.name}`,
      before: document ? pretty(document) : text,
      after: pretty(after),
    },
  };
}
