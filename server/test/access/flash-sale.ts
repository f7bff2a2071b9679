import { randomUUID } from 'node:crypto'
import type { AccessPart } from './part.ts'

const flashBody = (skuId: string) => ({
  title: '整点秒杀',
  startsAt: new Date(Date.now() - 3_600_000).toISOString(),
  endsAt: new Date(Date.now() + 3_600_000).toISOString(),
  items: [{ skuId, priceFen: 1, pieces: 1, perPerson: 1 }],
})

export const flashSaleAccess: AccessPart = {
  things: async ({ shop, skuId }) => ({ flashSale: (await shop.owner.createFlashSession(flashBody(skuId))).id }),
  staff: {
    getFlashSession: { id: 'flashSale' },
    getFlashNumbers: { id: 'flashSale' },
    updateFlashSession: { id: 'flashSale', body: flashBody(randomUUID()) },
    publishFlashSession: { id: 'flashSale' },
    stopFlashSession: { id: 'flashSale' },
    deleteFlashSession: { id: 'flashSale' },
  },
  // Everybody may come to a flash sale; a pass is bound to its shopper (see its module).
  elsewhere: ['enterFlashSale', 'askFlashChallenge'],
}
