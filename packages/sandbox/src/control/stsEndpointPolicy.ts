import { policyProblem } from '../aws/access/policyProblem';
import type { World } from '../state/world';
import { fieldOf, InvalidSentError, parseSent } from './sent';

/**
 * Sets the policy of the VPC endpoint by which STS is called to that of a JSON text `{ "document": {…} }`; without a document STS is called from
 * outside of a VPC. Answers whether there is one.
 * @throws InvalidSentError
 */
export function setStsEndpointPolicy(
  world: World,
  body: string,
): { isSet: boolean } {
  const document = fieldOf(parseSent(body), 'document');
  if (document === undefined) {
    delete world.stsEndpointPolicy;
    return { isSet: false };
  }
  const text = JSON.stringify(document);
  const problem = policyProblem(text, 'resource');
  if (problem !== undefined) throw new InvalidSentError(problem);
  world.stsEndpointPolicy = text;
  return { isSet: true };
}
