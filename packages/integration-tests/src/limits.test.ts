import './limits/limits.stories';
import './limits/requestLimits.stories';
import './limits/requestRate.stories';
import './limits/chaos.stories';
import './limits/calls.stories';
import './limits/resources.stories';
import './limits/scp.stories';
import './limits/proxy.stories';

jest.setTimeout(180_000);
