import type { EffectiveService } from '@backstage-irsa/core/model';

/**
 * Returns the resources that the policies name, sorted, as suggestions. If the action's service has any, returns only those, otherwise those of all
 * services. `*` is last.
 *
 * @param action - the text typed so far, such as `s3:Put`
 */
export function resourceChoices(
  services: readonly EffectiveService[],
  action: string,
): string[] {
  const prefix = action.split(':')[0].toLocaleLowerCase('en-US');
  const own = named(services.filter(({ service }) => service === prefix));
  const choices = own.length > 0 ? own : named(services);
  return [...choices.sort(), '*'];
}

/** Returns the ARNs that the entries name. Leaves out resources by exclusion (`not …`), because they name no ARN to ask about. */
function named(services: readonly EffectiveService[]): string[] {
  const resources = services
    .flatMap(({ levels }) => levels)
    .flatMap(({ entries }) => entries)
    .flatMap(entry => [...entry.resources, ...(entry.except ?? [])])
    .filter(resource => resource.startsWith('arn:'));
  return [...new Set(resources)];
}
