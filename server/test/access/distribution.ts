import { randomUUID } from 'node:crypto'
import type { AccessPart } from './part.ts'

const sampleBody = (skuId: string) => ({
  title: '试用',
  skuId,
  priceFen: 100,
  freeFreight: true,
  pieces: 1,
  task: 'publish' as const,
  target: 1,
  days: 7,
  rewardFen: 0,
  endsAt: '2099-01-01T00:00:00Z',
})

export const distributionAccess: AccessPart = {
  things: async ({ shop, shopper, skuId }) => {
    await shop.owner.updateDistributionRule({ enabled: true, approval: 'automatic' })
    await shopper.client.applyForDistribution({ id: shop.id, name: '林一', phone: '13800000009' })
    const sample = await shop.owner.createSample(sampleBody(skuId))
    const { id: sampleRequest } = await shopper.client.requestSample({ id: sample.id })
    return {
      sample: sample.id,
      sampleRequest,
      distributor: (await shop.owner.listDistributors({})).items[0]?.id ?? '',
      distributionShop: shop.id,
    }
  },
  staff: {
    getDistributor: { id: 'distributor' },
    approveDistributor: { id: 'distributor' },
    rejectDistributor: { id: 'distributor', body: { reason: '资料不全' } },
    stopDistributor: { id: 'distributor', body: { reason: '违规推广' } },
    endSample: { id: 'sample' },
    listSampleRequests: { id: 'sample' },
    approveSampleRequest: { id: 'sampleRequest' },
    rejectSampleRequest: { id: 'sampleRequest', body: { reason: '名额已满' } },
    rewardSampleRequest: { id: 'sampleRequest' },
    moveDistributor: { id: 'distributor', body: { parentId: null } },
  },
  // Of the shop of that id: who sells for it sees their own there, and nobody else's.
  shopper: {
    listDistributionGoods: { id: 'distributionShop' },
    listMySamples: { id: 'distributionShop' },
    requestSample: { id: 'sample', body: {} },
    proveSample: { id: 'sampleRequest', body: { proof: '已发布链接' } },
    getDistributionPoster: { id: 'distributionShop' },
    listMyTeam: { id: 'distributionShop' },
    listMyCustomers: { id: 'distributionShop' },
    listMyCommissions: { id: 'distributionShop' },
    withdrawCommission: { id: 'distributionShop', body: { requestId: randomUUID(), amountFen: 100 } },
  },
  // Everybody may look at a shop's distribution and apply for it.
  elsewhere: ['getMyDistribution', 'applyForDistribution'],
}
