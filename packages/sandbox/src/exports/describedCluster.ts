import { parseArn } from '@backstage-irsa/core/arn';
import type { Cluster } from '../state/cluster';
import type { Exported } from './exportFile';

const MODES = ['API', 'API_AND_CONFIG_MAP', 'CONFIG_MAP'] as const;

/** The location of a cluster. */
export interface Place {
  accountId: string;
  region: string;
  issuer?: string;
}

/** Returns the location of a described cluster. @throws ExportError */
export function describedPlace(described: Exported): Place {
  const arn = parseArn(described.at('arn').text());
  if (!arn) throw described.at('arn').wrong('it must be the ARN of a cluster');
  const { accountId, region } = arn;
  const issuer = described.at('identity').at('oidc').at('issuer');
  return { accountId, region, issuer: issuer.text() };
}

/** Returns the settings of a described cluster that findings and checks depend on. @throws ExportError */
export function describedSettings(
  { vpc }: Cluster,
  described: Exported,
): Partial<Cluster> {
  const vpcId = described.at('resourcesVpcConfig').at('vpcId').optionalText();
  const mode = described.at('accessConfig').at('authenticationMode').value;
  const authenticationMode = MODES.find(known => known === mode);
  const compute = described.at('computeConfig');
  const nodeRoleArn = compute.at('nodeRoleArn').optionalText();
  return {
    ...(vpcId !== undefined && { vpc: { ...vpc, id: vpcId } }),
    ...(authenticationMode && { authenticationMode }),
    ...(compute.at('enabled').value === true &&
      nodeRoleArn !== undefined && { autoMode: { nodeRoleArn } }),
  };
}

/** Returns the cluster name in the output of `aws eks describe-cluster`. @throws ExportError */
export function clusterNameOf(described: Exported): string {
  return described.at('name').text();
}
