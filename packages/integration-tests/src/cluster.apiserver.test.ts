import './apiserver/genuineApiServer.stories';
import './apiserver/deploymentIdentity.stories';
import './apiserver/deploymentManifests.stories';
import './apiserver/patchedKustomizations.stories';

jest.setTimeout(300_000);
