import './podIdentity/podIdentity.stories';
import './podIdentity/migration.stories';
import './podIdentity/delivery.stories';

jest.setTimeout(180_000);
