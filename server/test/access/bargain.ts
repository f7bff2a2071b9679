import type { AccessPart } from './part.ts'

const bargainBody = {
  title: '砍价',
  floorFen: 100,
  helpers: 2,
  hours: 1,
  pieces: 1,
  buyAt: 'reached' as const,
  freeFreight: true,
  perPerson: 1,
  startsPerDay: 1,
  helpsPerDay: 1,
  startsAt: '2026-01-01T00:00:00Z',
  endsAt: '2099-01-01T00:00:00Z',
  enabled: true,
}

export const bargainAccess: AccessPart = {
  things: async ({ shop, skuId }) => ({ bargain: (await shop.owner.createBargainCampaign({ skuId, ...bargainBody })).id }),
  staff: {
    updateBargainCampaign: { id: 'bargain', body: bargainBody },
    endBargainCampaign: { id: 'bargain' },
    listCampaignBargains: { id: 'bargain' },
    getBargainResults: { id: 'bargain' },
  },
  // Whoever has the link may help; anybody may begin one.
  elsewhere: ['startBargain', 'helpBargain'],
}
