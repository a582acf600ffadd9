import {
  CommonValidatorFunctions,
  KubernetesValidatorFunctions,
  parseEntityRef,
} from '@backstage/catalog-model';

/**
 * Whether the catalog can hold an entity of that reference: kind, namespace and name each follow the catalog's own rules, in any letter case. The
 * kind must be there; the namespace is `default` when absent.
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
