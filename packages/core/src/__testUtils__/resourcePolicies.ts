import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { found } from '../model/observation';
import { observedDocument, ROLE_ARN } from './observed';

export const documentOf = (...Statement: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});

/** The policy of a resource, as it was read. */
export const policyOf = (...statements: Statement[]) =>
  found(observedDocument(documentOf(...statements)));

/** Lets the role of the tests do everything, unless something else is said. */
export const allow = (change: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Principal: { AWS: ROLE_ARN },
  Action: '*',
  Resource: '*',
  ...change,
});
