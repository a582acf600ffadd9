import './permissions/permissions.stories';
import './permissions/access.stories';
import './permissions/rightSize.stories';

jest.setTimeout(180_000);
