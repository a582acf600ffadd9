import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam';
import { tagList } from '@backstage-irsa/core/model';
import { isAlreadyExists } from '../observe/aws/errors';
import type { EffectRunner } from './context';

/** Adds a client ID to the provider. IAM adds it only once, however often it is called. */
export const addClientId: EffectRunner<'add-client-id'> = async (
  effect,
  { iam },
) => {
  await iam.send(
    new AddClientIDToOpenIDConnectProviderCommand({
      OpenIDConnectProviderArn: effect.arn,
      ClientID: effect.clientId,
    }),
  );
};

/**
 * Creates the provider without a thumbprint: IAM validates the issuer by its own list of certificate authorities. If somebody else created the
 * provider meanwhile, adds the client ID to it.
 */
export const createOidcProvider: EffectRunner<'create-oidc-provider'> = async (
  effect,
  context,
) => {
  try {
    await context.iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url: effect.url,
        ClientIDList: [effect.clientId],
        Tags: tagList(effect.tags),
      }),
    );
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
    await addClientId(
      { type: 'add-client-id', arn: effect.arn, clientId: effect.clientId },
      context,
    );
  }
};
