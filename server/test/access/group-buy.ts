import { randomUUID } from 'node:crypto'
import type { AccessPart } from './part.ts'

/** A group buy of that SKU for two. */
const groupBuyBody = (productId: string, skuId: string) => ({
  title: '两人团',
  productId,
  prices: [{ skuId, size: 2, priceFen: 800, leaderPriceFen: 700 }],
  startsAt: '2026-01-01T00:00:00Z',
  endsAt: '2099-01-01T00:00:00Z',
  hours: 24,
  perPerson: 1,
  maxPieces: 5,
})

export const groupBuyAccess: AccessPart = {
  things: async ({ shop, productId, skuId }) => ({ groupBuy: (await shop.owner.createGroupBuy(groupBuyBody(productId, skuId))).id }),
  staff: {
    getGroupBuy: { id: 'groupBuy' },
    updateGroupBuy: { id: 'groupBuy', body: groupBuyBody(randomUUID(), randomUUID()) },
    endGroupBuy: { id: 'groupBuy' },
  },
  shopper: { getOrderGroup: { id: 'order' } },
}
