import { mockServices } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { refuseAsNotifications } from '../__testUtils__/refuseAsNotifications';
import { sendNotification } from './sendNotification';

const ANN = 'user:default/ann';

describe('sendNotification', () => {
  let sent: NotificationSendOptions[];
  let refuses: (attempt: number) => boolean;
  const logger = mockServices.logger.mock();

  beforeEach(() => {
    sent = [];
    refuses = () => false;
    logger.info.mockClear();
  });

  const send = async (
    payload: { title: string; description?: string },
    recipients = [ANN],
  ) => {
    let attempts = 0;
    await sendNotification({
      ...{ logger, recipients, payload },
      notifications: {
        async send(options) {
          attempts += 1;
          if (refuses(attempts)) throw new Error('refused');
          refuseAsNotifications(options);
          sent.push(options);
        },
      },
    });
    return sent.map(each => each.payload);
  };

  it.each([
    ['<https://evil.example|Fix now>', '‹https: //evil.example|Fix now›'],
    ['<img src=x> &lt; <!channel>', '‹img src=x› ＆lt; ‹!channel›'],
    ['&#60;a href=http:/&#47;x&#62;', '＆#60;a href=http:/＆#47;x＆#62;'],
    [
      'arn:aws:iam::111122223333:role/a+b=c,d.e@f',
      'arn:aws:iam::111122223333:role/a+b=c,d.e@f',
    ],
  ])('writes %s as plain text', async (text, plain) => {
    expect(await send({ title: text, description: text })).toEqual([
      { title: plain, description: plain },
    ]);
  });

  it('omits a missing description', async () => {
    expect(await send({ title: 'a' })).toEqual([{ title: 'a' }]);
  });

  it('shortens a title that Backstage would reject', async () => {
    const [{ title }] = await send({ title: '://'.repeat(300) });
    expect(title).toHaveLength(200);
    expect(title).toMatch(/…$/);
  });

  describe('to 3,450 people', () => {
    const people = Array.from(
      { length: 3450 },
      (_, n) => `user:default/${`${n}`.padStart(20, 'x')}`,
    );
    const reached = () =>
      sent.flatMap(({ recipients }) =>
        recipients.type === 'entity' ? recipients.entityRef : [],
      );

    it('reaches each recipient once', async () => {
      await send({ title: 'a' }, people);
      expect(reached()).toEqual(people);
    });

    it('continues with the others when some cannot be reached, and logs it', async () => {
      refuses = attempt => attempt === 2;
      await send({ title: 'a' }, people);
      expect(reached()).toHaveLength(2950);
      expect(logger.info).toHaveBeenCalledWith(
        expect.stringContaining('to 500 of 3450 recipients'),
      );
    });

    it('rejects when nobody can be reached', async () => {
      refuses = () => true;
      await expect(send({ title: 'a' }, people)).rejects.toThrow('refused');
    });
  });
});
