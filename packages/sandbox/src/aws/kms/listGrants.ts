import type { KmsGrant } from '../../state/account';
import { optionalText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { page } from '../protocol/page';
import { keyAccess, keyOf } from './access';

/** Returns a grant as lists show it, without its token: only the creator of a grant gets the token. */
function grantShape(arn: string, grant: KmsGrant) {
  const { contextEquals, contextSubset, sourceArn } = grant;
  return {
    KeyId: arn,
    GrantId: grant.id,
    Name: grant.name,
    CreationDate: grant.createdAt.getTime() / 1000,
    GranteePrincipal: grant.granteePrincipal,
    RetiringPrincipal: grant.retiringPrincipal,
    IssuingAccount: grant.issuingAccount,
    Operations: grant.operations,
    ...((contextEquals || contextSubset || sourceArn) && {
      Constraints: {
        EncryptionContextEquals: contextEquals,
        EncryptionContextSubset: contextSubset,
        SourceArn: sourceArn,
      },
    }),
  };
}

export const listGrants: JsonOperation = {
  name: 'ListGrants',
  write: false,
  access: (input, context) => keyAccess('ListGrants', input, context),
  run: (input, context) => {
    const { key } = keyOf(input, context);
    const grantee = optionalText(input, 'GranteePrincipal');
    const { items, marker } = page(
      (key.grants ?? []).filter(
        ({ granteePrincipal }) =>
          grantee === undefined || granteePrincipal === grantee,
      ),
      {
        key: ({ id }) => id,
        marker: optionalText(input, 'Marker'),
        limit: Number(input.get('Limit') ?? 50),
      },
    );
    return {
      Grants: items.map(grant => grantShape(key.arn, grant)),
      NextMarker: marker,
      Truncated: marker !== undefined,
    };
  },
};
