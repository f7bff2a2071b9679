import type { AccessPart } from './part.ts'

const item = { title: '券', points: 10, pieces: 1, startsAt: '2026-01-01T00:00:00Z', endsAt: '2099-01-01T00:00:00Z' }

/** The paid card and what can be had for points. */
export const perksAccess: AccessPart = {
  things: async ({ shop, shopper }) => {
    const plans = [{ months: 1 as const, priceFen: 100, listPriceFen: 100 }]
    const card = await shop.owner.putCardProgram({ title: '会员卡', level: 50, plans })
    const planId = card.plans[0]?.id ?? ''
    const wish = { id: shop.id, requestId: 'access-card-term', planId, priceFen: 100, method: 'wechat_h5' as const }
    const { term } = await shopper.client.buyMemberCard(wish)
    const mallItem = await shop.owner.createMallItem({ ...item, kind: 'card', months: 1 })
    return { cardTerm: term.id, mallItem: mallItem.id }
  },
  staff: {
    refundCardTerm: { id: 'cardTerm', body: { refundFen: 1, reason: '试试看' } },
    updateMallItem: { id: 'mallItem', body: item },
    listMallExchanges: { id: 'mallItem' },
  },
  shopper: {
    getCardTerm: { id: 'cardTerm' },
    refundMyCardTerm: { id: 'cardTerm', body: { refundFen: 1 } },
  },
  // Cards and what is for points are for everybody.
  elsewhere: ['getMemberCard', 'buyMemberCard', 'getMallItem', 'exchangeMallItem'],
}
