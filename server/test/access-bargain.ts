import type { TestShop } from './world.ts'

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

export async function bargainOf({ owner }: TestShop, skuId: string): Promise<{ bargain: string }> {
  return { bargain: (await owner.createBargainCampaign({ skuId, ...bargainBody })).id }
}

/** Which operations of bargains are tried on a campaign of another shop. */
export const bargainThings: Record<string, { id: string; body?: unknown }> = {
  updateBargainCampaign: { id: 'bargain', body: bargainBody },
  endBargainCampaign: { id: 'bargain' },
  listCampaignBargains: { id: 'bargain' },
  getBargainResults: { id: 'bargain' },
}
