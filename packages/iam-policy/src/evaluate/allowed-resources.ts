import type { NamedPolicy } from '../document/types';
import { parseTemplate } from '../match/template';
import { compilePolicy } from './compile';
import type { CompiledStatement } from './statement';

/**
 * The resources that Allow statements of an identity-based policy are about for actions of a service, or for one of them, with `*` in place of variables.
 * A call on a resource that fits none is not allowed by the policy, whatever it carries.
 *
 * @param asked - the prefix of the service in lower case, and the action, such as `s3:GetObject`
 * @throws TypeError when the policy is not of the form `{ name, document }`
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
