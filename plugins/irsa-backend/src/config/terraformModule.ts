import type { Config } from '@backstage/config';
import {
  TERRAFORM_MODULE_VALUES,
  type TerraformModule,
} from '@backstage-irsa/core/delivery';

const KEY = 'irsa.pullRequests.terraformModule';

/** The required values. A role with another name or path would not be found. */
const REQUIRED = ['roleName', 'rolePath'] as const;

/** Argument names that Terraform reserves in module blocks. Source: "Module blocks", Terraform language documentation. */
const RESERVED =
  /^(source|version|count|for_each|providers|depends_on|lifecycle)$/;

/**
 * Reads and checks the company's own Terraform module, if configured.
 *
 * @throws Error - that names the key and the rule.
 */
export function readTerraformModule(
  irsa: Config | undefined,
): TerraformModule | undefined {
  const config = irsa?.getOptionalConfig('pullRequests.terraformModule');
  if (!config) return undefined;
  const source = config.getString('source');
  const version = config.getOptionalString('version');
  const variables = config.get<Record<string, string>>('variables');
  for (const [name, variable] of Object.entries(variables)) {
    if (!TERRAFORM_MODULE_VALUES.some(known => known === name)) {
      throw new Error(
        `${KEY}.variables.${name} is unknown: use some of ${TERRAFORM_MODULE_VALUES.join(
          ', ',
        )}.`,
      );
    }
    if (!/^[A-Za-z_][\w-]*$/.test(variable) || RESERVED.test(variable)) {
      throw new Error(
        `${KEY}.variables.${name} is ${JSON.stringify(
          variable,
        )}: write the name of a variable of the module.`,
      );
    }
  }
  for (const name of REQUIRED) {
    if (!variables[name]) {
      throw new Error(
        `${KEY}.variables.${name} is missing: write the module variable that receives this value.`,
      );
    }
  }
  return { source, ...(version !== undefined && { version }), variables };
}
