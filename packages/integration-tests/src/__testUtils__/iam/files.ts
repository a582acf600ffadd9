import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  loadAllYaml,
  type KubernetesObject,
  type V1PolicyRule,
} from '@kubernetes/client-node';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { fill } from '@backstage-irsa/sandbox';

const DIRECTORY = join(__dirname, '../../../../../plugins/irsa-backend/iam');

/** The account of `prod-eu`. */
export const PROD = '111122223333';

/** Another account, which the backend accesses through a role. */
export const STAGING = '444455556666';

/** The permissions boundary of the sandbox's platform team. */
export const BOUNDARY = `arn:aws:iam::${PROD}:policy/platform/service-boundary`;

/** A managed policy that specs are allowed to name. */
export const MANAGED = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';

/** The values that an administrator fills in for the placeholders. */
export const VALUES: Record<string, string> = {
  PARTITION: 'aws',
  ACCOUNT_ID: PROD,
  ROLE_PATH: '/irsa/',
  BOUNDARY_ARN: BOUNDARY,
  MANAGED_POLICY_ARN: MANAGED,
  BACKEND_ROLE_ARN: `arn:aws:iam::${PROD}:role/backstage-irsa`,
  BACKEND_PRINCIPAL_ARN: 'arn:aws:iam::*:user/backstage',
  ADMINISTRATOR_ROLE_ARN: 'arn:aws:iam::*:role/platform-administrator',
  OIDC_ISSUER_HOST: 'oidc.eks.eu-west-1.amazonaws.com',
  OTHER_ROLE_ARN: `arn:aws:iam::${STAGING}:role/backstage-irsa`,
  TOKEN_REQUESTER_ROLE_ARN: `arn:aws:iam::${PROD}:role/backstage-irsa-token-requester`,
  NAMESPACE: 'production',
  BACKSTAGE_NAMESPACE: 'backstage',
  AUDIENCE: 'sts.amazonaws.com',
};

/** Returns the names of the files that ship with the package. */
export function iamFiles(): string[] {
  return readdirSync(DIRECTORY).sort();
}

/** Returns the text of a file, filled in for an account. */
export function iamText(file: string, account = PROD): string {
  return fill(readFileSync(join(DIRECTORY, file), 'utf8'), {
    ...VALUES,
    ACCOUNT_ID: account,
  });
}

/** Returns an IAM policy, filled in for an account. */
export function policyFile(file: string, account = PROD): PolicyDocument {
  return JSON.parse(iamText(file, account));
}

/** An object of a manifest. Objects that grant permissions have rules. */
export type Manifest = KubernetesObject & { rules?: V1PolicyRule[] };

/** Returns the objects of a manifest. */
export function manifestFile(file: string): Manifest[] {
  return loadAllYaml(iamText(file));
}
