import type { AccessPart } from './part.ts'

const leader = {
  name: '王姐',
  phone: '13900001111',
  pointName: '驿站',
  address: '文三路 8 号',
  lng: 120.13,
  lat: 30.28,
  opens: '08:00',
  closes: '21:00',
}
const batch = (skuId: string) => ({
  title: '鲜果',
  opensAt: new Date().toISOString(),
  closesAt: new Date(Date.now() + 3_600_000).toISOString(),
  deliveryDay: new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10),
  settleDays: 7,
  enabled: true,
  items: [{ skuId, priceFen: 100, stock: 10, perPerson: 1, commissionBp: 500 }],
})

export const communityAccess: AccessPart = {
  things: async ({ shop, shopper, skuId }) => {
    const { id } = await shopper.client.applyCommunityLeader({ shopId: shop.id, ...leader })
    await shop.owner.decideCommunityLeader({ id, state: 'approved' })
    return { communityLeader: id, communityBatch: (await shop.owner.createCommunityBatch(batch(skuId))).id }
  },
  staff: {
    decideCommunityLeader: { id: 'communityLeader', body: { state: 'paused' } },
    getCommunityBatch: { id: 'communityBatch' },
    updateCommunityBatch: { id: 'communityBatch', body: batch('00000000-0000-4000-8000-000000000000') },
    closeCommunityBatch: { id: 'communityBatch' },
    cancelCommunityBatch: { id: 'communityBatch' },
    exportCommunitySheet: { id: 'communityBatch' },
  },
  shopper: {
    listLeaderOrders: { id: 'communityLeader' },
    listLeaderBatches: { id: 'communityLeader' },
    confirmCommunityArrival: {
      id: 'communityLeader',
      body: { batchId: '00000000-0000-4000-8000-000000000000', items: [{ itemId: '00000000-0000-4000-8000-000000000000', arrived: 0 }] },
    },
    handOutCommunityOrder: { id: 'communityLeader', body: { code: '1234567890' } },
    listLeaderCommissions: { id: 'communityLeader' },
  },
}
