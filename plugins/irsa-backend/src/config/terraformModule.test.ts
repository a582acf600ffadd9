import { mockServices } from '@backstage/backend-test-utils';
import { readIrsaConfig } from './readIrsaConfig';

const required = { roleName: 'name', rolePath: 'path' };
const read = (terraformModule: Record<string, string | object>) =>
  readIrsaConfig(
    mockServices.rootConfig({
      data: {
        irsa: { pullRequests: { terraformModule: terraformModule as {} } },
      },
    }),
  ).terraformModule;

describe('irsa.pullRequests.terraformModule', () => {
  it('maps our values to its own variable names', () => {
    const terraformModule = {
      source: 'app.terraform.io/my-org/irsa/aws',
      version: '1.2.0',
      variables: { ...required, policyDocument: 'policy_json' },
    };
    expect(read(terraformModule)).toEqual(terraformModule);
  });

  it.each([
    [{ roleName: 'name' }, /variables\.rolePath is missing/],
    [{ ...required, role: 'a' }, /variables\.role is unknown: use some of r/],
    [{ ...required, tags: 'a b' }, /variables\.tags is "a b"/],
    [{ ...required, tags: 'source' }, /variables\.tags is "source"/],
    [{ ...required, tags: 'x" {}' }, /variables\.tags is/],
  ])('rejects %j and names the key', (variables, message) => {
    expect(() => read({ source: './modules/irsa', variables })).toThrow(
      message,
    );
  });
});
