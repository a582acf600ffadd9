import './ownershipAttacks/ownershipAttacks.stories';
import './ownershipAttacks/foreignObjects.stories';
import './ownershipAttacks/adoptionPermissions.stories';

jest.setTimeout(180_000);
