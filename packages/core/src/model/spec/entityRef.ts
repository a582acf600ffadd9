import {
  CommonValidatorFunctions,
  KubernetesValidatorFunctions,
  parseEntityRef,
} from '@backstage/catalog-model';

/**
 * Checks whether the text is a valid entity reference: kind, namespace, and name each follow the catalog's rules, in any letter case. The kind is
 * required; the namespace is `default` if absent.
 * Source: "Descriptor Format of Catalog Entities", Backstage documentation.
 *
 * @public
 */
export function isEntityRef(text: string): boolean {
  try {
    const { kind, namespace, name } = parseEntityRef(text);
    return (
      KubernetesValidatorFunctions.isValidObjectName(kind) &&
      KubernetesValidatorFunctions.isValidKind(kind) &&
      CommonValidatorFunctions.isValidDnsLabel(namespace.toLowerCase()) &&
      KubernetesValidatorFunctions.isValidObjectName(name)
    );
  } catch {
    return false;
  }
}
