import './chaining/targetRole.stories';
import './chaining/targetRoleLife.stories';
import './chaining/roleChaining.stories';
import './chaining/crossAccount.stories';

jest.setTimeout(180_000);
