import { type Call, CallLog } from './calls';

const call = (operation: string): Call => ({
  at: new Date(0),
  service: 'iam',
  operation,
  caller: null,
  write: false,
  target: '111122223333',
  status: 200,
});

describe('the call log', () => {
  let log: CallLog;
  beforeEach(() => {
    log = new CallLog();
  });

  const fill = (count: number) => {
    for (let n = 0; n < count; n += 1) log.add(call('GetRole'));
  };

  it('returns the calls after a position, and no earlier ones of the same millisecond', () => {
    log.add(call('CreateRole'));
    const place = log.count;
    expect(log.since(place)).toEqual([]);
    log.add(call('DeleteRole'));
    expect(log.since(place)).toEqual([call('DeleteRole')]);
  });

  it('keeps a position when old calls are dropped', () => {
    fill(99_999);
    const place = log.count;
    log.add(call('CreateRole'));
    log.add(call('DeleteRole'));
    expect(log.all()).toHaveLength(90_001);
    expect(log.count).toBe(100_001);
    expect(log.since(place)).toEqual([call('CreateRole'), call('DeleteRole')]);
  });

  it('returns the remaining calls after a dropped position', () => {
    fill(100_001);
    expect(log.since(0)).toHaveLength(90_001);
  });

  it('returns only new calls after a position from before it was cleared', () => {
    fill(2);
    const place = log.count;
    log.add(call('CreateRole'));
    log.clear();
    expect(log.since(place)).toEqual([]);
    log.add(call('DeleteRole'));
    expect(log.since(place)).toEqual([call('DeleteRole')]);
  });
});
