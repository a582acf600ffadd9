import { list, text } from '../protocol/fields';
import { validationError } from '../protocol/error';
import { queryOperation } from '../query/operation';
import { entityAlreadyExists } from './errors';
import { clientId, tags, thumbprints } from './fields';
import { providerAccess, providerArn } from './oidcProviders';
import { enforceQuota, QUOTAS } from './quotas';
import { newTags, createdTagContext, tagsXml } from './tagging';

const ISSUER = /^https:\/\/[a-zA-Z0-9.-]+(:443)?(\/[^?#\s]*)?$/;

export const createOpenIDConnectProvider = queryOperation({
  name: 'CreateOpenIDConnectProvider',
  write: true,
  input: {
    Url: text({ min: 1, max: 255 }),
    ClientIDList: list(clientId),
    ThumbprintList: thumbprints,
    Tags: tags,
  },
  access: (input, context) => {
    const resource = providerArn(
      context.caller.account,
      withoutScheme(input.Url),
    );
    const tagging = createdTagContext(input.Tags);
    return [
      providerAccess(
        'iam:CreateOpenIDConnectProvider',
        resource,
        context,
        tagging,
      ),
      ...(input.Tags.length > 0
        ? [
            {
              action: 'iam:TagOpenIDConnectProvider',
              resource,
              context: tagging,
            },
          ]
        : []),
    ];
  },
  run: (input, { caller: { account }, now }) => {
    if (!ISSUER.test(input.Url)) {
      throw validationError('Invalid Open ID Connect Provider URL');
    }
    const url = withoutScheme(input.Url);
    const arn = providerArn(account, url);
    if (account.oidcProviders.has(arn)) {
      throw entityAlreadyExists(
        `Provider with url https://${url} already exists.`,
      );
    }
    enforceQuota(
      'OpenIdConnectProvidersPerAccount',
      account.oidcProviders.size + 1,
      QUOTAS.ProvidersQuota,
    );
    enforceQuota(
      'ClientIdsPerOpenIdConnectProvider',
      input.ClientIDList.length,
      QUOTAS.ClientIdsPerProviderQuota,
    );
    const created = newTags(input.Tags);
    account.oidcProviders.set(arn, {
      arn,
      url,
      clientIds: [...new Set(input.ClientIDList)],
      thumbprints: input.ThumbprintList.map(print => print.toLowerCase()),
      createdAt: now,
      tags: created,
    });
    return {
      OpenIDConnectProviderArn: arn,
      Tags: created.length > 0 ? tagsXml(created) : undefined,
    };
  },
});

function withoutScheme(url: string): string {
  return url.replace(/^https:\/\//, '').replace(/\/$/, '');
}
