import { randomUUID } from 'node:crypto'
import { inTx } from '../../src/kernel/db.ts'
import { announce } from '../../src/kernel/notify.ts'
import { orderClosedNotice } from '../../src/modules/messaging/testing.ts'
import type { AccessPart } from './part.ts'

type At = Pick<Parameters<NonNullable<AccessPart['things']>>[0], 'world' | 'shop' | 'shopper'>

export const messagingAccess = {
  things: async ({ world, shop, shopper }: At) => {
    await shop.owner.saveMessageTemplate({ trigger: 'order.closed', channel: 'sms', enabled: true, templateRef: '1', text: '订单已关闭' })
    const { id: shopperId } = await shopper.client.getMe()
    const notice = { key: randomUUID(), shopId: shop.id, shopperId, params: orderClosedNotice.sample, link: null }
    await inTx(world.db, (tx) => announce(tx, orderClosedNotice, notice))
    await world.deliver()
    return {
      inbox: (await shopper.client.listInbox({})).items[0]?.id ?? '',
      delivery: (await shop.owner.listMessageLog({ trigger: 'order.closed' })).items[0]?.deliveries[0]?.id ?? '',
    }
  },
  staff: { retryMessageDelivery: { id: 'delivery' } },
  shopper: { openInboxMessage: { id: 'inbox' } },
  // Templates are the mall's; who may change them is a matter of roles.
  elsewhere: ['saveMessageTemplate', 'previewMessageTemplate', 'testMessageTemplate'],
}
