import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam';
import { isAlreadyExists } from '../observe/aws/errors';
import { toTags, type EffectRunner } from './context';

/** IAM adds the client ID once, however often it is asked. */
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

/** Without a thumbprint: IAM checks the issuer by its own list of authorities. One that somebody made meanwhile is as good. */
export const createOidcProvider: EffectRunner<'create-oidc-provider'> = async (
  effect,
  context,
) => {
  try {
    await context.iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url: effect.url,
        ClientIDList: [effect.clientId],
        Tags: toTags(effect.tags),
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
