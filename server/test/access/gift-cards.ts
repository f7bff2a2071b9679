import type { AccessPart } from './part.ts'

export const giftCardAccess: AccessPart = {
  things: async ({ world, shop, shopper }) => {
    const batch = await shop.owner.createGiftCardBatch({ title: '礼品卡', kind: 'electronic', faceFen: 1000, pieces: 5 })
    const { id: shopperId } = await shopper.client.getMe()
    const calls = world.calls['gift-card'] as unknown as { seedBought: (input: object) => Promise<{ cardIds: string[] }> }
    const { cardIds } = await calls.seedBought({ batchId: batch.id, shopperId, quantity: 1, key: 'access' })
    const { purchase } = await shopper.client.buyGiftCards({
      requestId: 'access-purchase',
      batchId: batch.id,
      quantity: 1,
      method: 'wechat_h5',
    })
    const packet = await shop.owner.sendShopLuckyPacket({ requestId: 'access-packet', kind: 'fixed', totalFen: 10, shares: 2, hours: 1 })
    return { giftCard: cardIds[0] ?? '', giftCardPurchase: purchase.id, luckyPacket: packet.id }
  },
  staff: { endShopLuckyPacket: { id: 'luckyPacket' } },
  shopper: {
    getGiftCardPurchase: { id: 'giftCardPurchase' },
    redeemGiftCard: { id: 'giftCard' },
    giveGiftCard: { id: 'giftCard', body: { wish: '' } },
    takeBackGiftCard: { id: 'giftCard' },
  },
  elsewhere: [
    // Whoever has the link may look and take.
    'getGiftCardGift',
    'claimGiftCard',
    'takeLuckyPacket',
    // The mall's, for its own staff alone.
    'updateGiftCardBatch',
    'exportGiftCards',
    'sellGiftCards',
    'getGiftCard',
    'freezeGiftCard',
    'voidGiftCard',
    'extendGiftCard',
  ],
}
