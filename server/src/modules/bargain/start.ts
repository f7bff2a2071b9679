import { randomBytes } from 'node:crypto'
import { dayOf, later } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Bargains } from './context.ts'
import { cutsOf } from './cuts.ts'
import type { BargainDb } from './db.ts'
import { expireDue, insertBargain, openBargainOf } from './queries/bargains.ts'
import { campaignOf, type CampaignRow, runningCampaign } from './queries/campaigns.ts'
import { count, usedOf } from './queries/used.ts'
import { goodsOf } from './view.ts'

interface By {
  campaignId: string
  shopperId: string
}

/**
 * Begins a bargain: all its cuts are drawn now. One that goes on is given back as it is, so that asking twice begins one. Throws
 * `bargain_campaign_not_found`, `bargain_campaign_closed`, `bargain_gone`, `bargain_goods_gone`, `bargain_start_limit`, `bargain_person_limit`.
 */
export async function start(bargains: Bargains, by: By): Promise<{ id: string }> {
  const now = bargains.now()
  const campaign = await campaignOf(bargains.db, by.campaignId)
  if (!campaign) throw new AppError('not_found', 'bargain_campaign_not_found')
  await expireDue(bargains.db, { now, limit: 1, ...by })
  const open = await openBargainOf(bargains.db, by.campaignId, by.shopperId)
  if (open) return { id: open.id }
  const sku = (await goodsOf(bargains, [campaign.skuId])).get(campaign.skuId)
  return inTx(bargains.db, async (tx) => {
    const running = await runningCampaign(tx, campaign.id, now)
    if (!running) throw new AppError('conflict', 'bargain_campaign_closed')
    if (running.taken >= running.pieces) throw new AppError('conflict', 'bargain_gone')
    if (!sku || sku.priceFen - running.floorFen < running.helpers) throw new AppError('conflict', 'bargain_goods_gone')
    return begin(tx, { bargains, campaign: running, startFen: sku.priceFen, shopperId: by.shopperId, now })
  })
}

interface Beginning {
  bargains: Bargains
  campaign: CampaignRow
  startFen: number
  shopperId: string
  now: Date
}

async function begin(tx: Db<BargainDb>, { bargains, campaign, startFen, shopperId, now }: Beginning): Promise<{ id: string }> {
  const { floorFen, helpers, buyAt, shopId, skuId } = campaign
  const of = { campaignId: campaign.id, shopperId }
  if ((await usedOf(tx, { ...of, what: 'buy', span: 'ever' })) >= campaign.perPerson)
    throw new AppError('conflict', 'bargain_person_limit', { most: campaign.perPerson })
  const id = bargains.newId()
  const seed = randomBytes(32).toString('hex')
  const until = later(now, { hours: campaign.hours })
  const begun = await insertBargain(tx, {
    ...of,
    id,
    shopId,
    skuId,
    startFen,
    floorFen,
    buyAt,
    cuts: cutsOf({ spreadFen: startFen - floorFen, helpers, seed }),
    openedAt: now,
    expiresAt: until < campaign.endsAt ? until : campaign.endsAt,
  })
  if (!begun) return { id: (await openBargainOf(tx, campaign.id, shopperId))?.id ?? id }
  if (!(await count(tx, { ...of, what: 'start', span: `day:${dayOf(now)}`, most: campaign.startsPerDay })))
    throw new AppError('conflict', 'bargain_start_limit', { most: campaign.startsPerDay })
  return { id }
}
