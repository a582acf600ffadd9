import './defaults/defaults.stories';
import './defaults/placement.stories';

jest.setTimeout(180_000);
