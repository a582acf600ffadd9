import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { found } from '../model/observation';
import { observedDocument, ROLE_ARN } from './observed';

export const documentOf = (...Statement: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});

/** The policy of a resource as AWS returned it. */
export const policyOf = (...statements: Statement[]) =>
  found(observedDocument(documentOf(...statements)));

/** A statement that allows the role of the tests everything, with changes. */
export const allow = (change: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Principal: { AWS: ROLE_ARN },
  Action: '*',
  Resource: '*',
  ...change,
});
