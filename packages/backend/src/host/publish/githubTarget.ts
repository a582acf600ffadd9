import type { RootConfigService } from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';

/** Where on GitHub services are published. */
export interface GithubTarget {
  host: string;
  owner: string;
}

/** The first GitHub integration that can write, when an owner is configured too; else undefined. */
export function readGithubTarget(
  config: RootConfigService,
): GithubTarget | undefined {
  const owner = config.getOptionalString('host.publish.githubOwner');
  const integration = ScmIntegrations.fromConfig(config)
    .github.list()
    .find(({ config: { token, apps } }) => token || apps?.length);
  return owner && integration
    ? { host: integration.config.host, owner }
    : undefined;
}
