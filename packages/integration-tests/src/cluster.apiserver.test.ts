import './apiserver/genuineApiServer.stories';
import './apiserver/deploymentIdentity.stories';
import './apiserver/deploymentManifests.stories';

jest.setTimeout(300_000);
