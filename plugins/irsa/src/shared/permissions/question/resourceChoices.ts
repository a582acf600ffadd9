import type { EffectiveService } from '@backstage-irsa/core/model';

/**
 * The resources that the policies name, for completion: those of the action's service when it has any, otherwise of
 * all, sorted. `*` is last.
 *
 * @param action - what was typed so far, such as `s3:Put`
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

/** What stands for resources by exclusion (`not …`) names none that could be asked about. */
function named(services: readonly EffectiveService[]): string[] {
  const resources = services
    .flatMap(({ levels }) => levels)
    .flatMap(({ entries }) => entries)
    .flatMap(entry => [...entry.resources, ...(entry.except ?? [])])
    .filter(resource => resource.startsWith('arn:'));
  return [...new Set(resources)];
}
