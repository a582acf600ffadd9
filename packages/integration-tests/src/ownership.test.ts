import './ownership/adoption.stories';
import './ownership/handover.stories';
import './ownership/managedBy.stories';
import './ownership/sharing.stories';
import './ownership/transfers.stories';

jest.setTimeout(180_000);
