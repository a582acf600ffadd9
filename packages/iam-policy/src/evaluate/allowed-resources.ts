import type { NamedPolicy } from '../document/types';
import { parseTemplate } from '../match/template';
import { compilePolicy } from './compile';
import type { CompiledStatement } from './statement';

/**
 * Returns the resource patterns of the Allow statements of an identity-based policy for all actions of a service, or for one action, with `*`
 * in place of variables. The policy allows no request on a resource that matches none of the patterns, whatever its context.
 *
 * @param asked - the prefix of the service in lower case, and optionally the action, such as `s3:GetObject`
 * @throws TypeError if the policy does not have the form `{ name, document }`
 * @public
 */
export function allowedResources(
  policy: NamedPolicy,
  { service, action }: { service: string; action?: string },
): string[] {
  const folded = action?.toLowerCase();
  return compilePolicy(policy, 'identity')
    .about(service)
    .filter(
      statement =>
        statement.source.Effect === 'Allow' &&
        (folded === undefined || statement.matchesAction(folded, service)),
    )
    .flatMap(patternsOf);
}

function patternsOf({
  isNotResource,
  resources,
  variables,
}: CompiledStatement): string[] {
  if (isNotResource) return ['*'];
  return variables ? resources.map(withoutVariables) : resources;
}

function withoutVariables(text: string): string {
  if (!text.includes('${')) return text;
  return parseTemplate(text, { wildcards: false, variables: true })
    .map(token => (token.kind === 'text' ? token.text : '*'))
    .join('');
}
