import './authorization/authorization.stories';
import './authorization/authorizationMatrix.stories';
import './authorization/permissionDoors.stories';

jest.setTimeout(180_000);
