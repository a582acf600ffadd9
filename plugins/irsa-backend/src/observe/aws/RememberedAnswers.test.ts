import { countCalls } from '../../lib/metrics/calls';
import { RememberedAnswers } from './RememberedAnswers';

describe('remembered answers', () => {
  const ask = jest.fn<Promise<string>, []>();
  const scan = (work: () => Promise<string>) =>
    countCalls({ aws: 0, kubernetes: 0 }, work);

  beforeEach(() => ask.mockReset());

  it('are shared while they are being asked for', async () => {
    const answers = new RememberedAnswers<string>();
    ask.mockResolvedValue('one');
    const within = () => answers.within(1000, 'key', ask);
    expect(await Promise.all([within(), within()])).toEqual(['one', 'one']);
    expect(await within()).toBe('one');
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('do not let requests of users wait for a scan', async () => {
    const answers = new RememberedAnswers<string>();
    let answer: (value: string) => void = () => {};
    ask.mockReturnValueOnce(new Promise(resolve => (answer = resolve)));
    ask.mockResolvedValueOnce('of user');
    const within = () => answers.within(1000, 'key', ask);
    const scans = [scan(within), scan(within)];
    expect(await within()).toBe('of user');
    expect(ask).toHaveBeenCalledTimes(2);
    answer('of scan');
    expect(await Promise.all(scans)).toEqual(['of scan', 'of scan']);
  });

  it('are not remembered after a failure', async () => {
    const answers = new RememberedAnswers<string>();
    ask.mockRejectedValueOnce(new Error('no'));
    await expect(answers.within(1000, 'key', ask)).rejects.toThrow('no');
    ask.mockResolvedValueOnce('yes');
    expect(await answers.within(1000, 'key', ask)).toBe('yes');
  });
});
